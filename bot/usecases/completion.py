"""Sending what was answered: receipt and scores, or the record a form makes. One transaction, no change afterwards."""

from dataclasses import replace

from bot.domain.acts import Act
from bot.domain.dialogues import Dialogue, onward
from bot.domain.programmes import Programme
from bot.domain.submissions import Cursor, SubmissionState, receipt_code
from bot.usecases.adaptation import notice_result
from bot.usecases.anonymity import seal_answers
from bot.usecases.dialogues import own_dialogue, show_at
from bot.usecases.forms import complete_form
from bot.usecases.participations import finish_participation
from questionnaires.problems import Problem
from questionnaires.progress import calculated, missing_items
from questionnaires.scoring import RULE_VERSION, score
from questionnaires.values import Response, ResponseState
from storage.sealing import Seal
from storage.transaction import Transaction


async def submit(tx: Transaction, act: Act, submission_id: int, programme: Programme, seal: Seal) -> Dialogue:
    """Complete a submission; twice shows the same receipt, a form that cannot be made stays open with a problem.

    `seal` closes anonymous answers, of which nothing else is left. Raises `submission_gone` for such, sent before.
    """
    dialogue = await own_dialogue(tx, act, submission_id)
    if dialogue.submission.state is SubmissionState.COMPLETED:
        return replace(dialogue, problem=Problem("already_submitted"))
    dialogue.submission.check_open()
    if missing_items(dialogue.questionnaire, dialogue.context):
        shown = await show_at(tx, act, dialogue, onward(dialogue, after=None))
        return replace(shown, problem=Problem("incomplete"))
    if dialogue.anonymous:
        sent = await seal_answers(tx, act, dialogue, seal)
        await finish_participation(tx, act, dialogue.submission)
        return sent
    made = await complete_form(tx, act, dialogue)
    if isinstance(made, Problem):
        return replace(await show_at(tx, act, dialogue, Cursor("review")), problem=made)
    await _complete(tx, act, dialogue, programme)
    return await own_dialogue(tx, act, submission_id)


async def _complete(tx: Transaction, act: Act, dialogue: Dialogue, programme: Programme) -> None:
    submission = dialogue.submission
    for code, value in calculated(dialogue.questionnaire, dialogue.context).items():
        response = Response(code, ResponseState.ANSWERED, value)
        await tx.submissions.save_response(submission.id, response, replaces=False, now=act.now)
    scores = score(dialogue.questionnaire, dialogue.context, programme.deficit_threshold)
    await tx.scores.save(submission.id, scores, programme.deficit_threshold, RULE_VERSION)
    await tx.submissions.close(submission.id, SubmissionState.COMPLETED, receipt_code(act.chance), act.now)
    await finish_participation(tx, act, submission)
    await notice_result(tx, act, submission, dialogue.questionnaire.code, scores)
    await tx.audit.note(act.now, submission.respondent_id, "submit", f"submission:{submission.id}")
