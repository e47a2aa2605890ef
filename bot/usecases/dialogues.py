"""Loading a submission as a dialogue for its respondent, and remembering what its live message shows."""

from dataclasses import replace

from bot.domain.acts import Act
from bot.domain.dialogues import Dialogue
from bot.domain.errors import DomainError
from bot.domain.submissions import Cursor, Submission, SubmissionState
from bot.usecases.choices import load_choices
from questionnaires.context import Context
from storage.transaction import Transaction


async def check_may_answer(tx: Transaction, act: Act) -> int:
    """Return the person who wants to answer, if she may now. Raises `unknown_person`, `dismissed`, `forbidden`."""
    account = await tx.accounts.get(act.messenger_id)
    account.check_may_answer()
    return account.person_id


async def waiting_submission(tx: Transaction, act: Act) -> int | None:
    """Return the submission that typed text goes to."""
    account = await tx.accounts.find(act.messenger_id)
    return account.waiting if account else None


async def own_dialogue(tx: Transaction, act: Act, submission_id: int) -> Dialogue:
    """Load a submission for its respondent: the one place where ownership and the right to answer are checked."""
    person_id = await check_may_answer(tx, act)
    submission = await tx.submissions.find(submission_id)
    if submission is None:  # as after anonymous answers were sent: no line in the journal may tell of it
        raise DomainError("submission_gone")
    if submission.respondent_id != person_id:
        raise DomainError("foreign_submission", submission=submission_id)
    if submission.is_stale(act.now):
        raise DomainError("submission_stale", at=submission.touched_at)
    return await load_dialogue(tx, act, submission.as_of(act.now))


async def load_dialogue(tx: Transaction, act: Act, submission: Submission) -> Dialogue:
    """Join a submission with its pinned version, its responses and what its options depend on."""
    questionnaire = await tx.questionnaires.get(submission.version_id)
    context = Context(
        responses=await tx.submissions.responses(submission.id),
        attributes=submission.attributes,
        seed=submission.seed,
        choices=await load_choices(tx, questionnaire),
        today=act.today,
    )
    done = submission.state is SubmissionState.COMPLETED
    scores = await tx.scores.of(submission.id) if done else ()
    return Dialogue(submission, questionnaire, context, scores=scores, about=await _about(tx, submission))


async def _about(tx: Transaction, submission: Submission) -> str:
    kind, subject_id = submission.subject
    if kind != "person" or subject_id is None:
        return ""
    person, _ = await tx.people.get(subject_id)
    return person.code


async def show_at(tx: Transaction, act: Act, dialogue: Dialogue, cursor: Cursor) -> Dialogue:
    """Remember what the live message shows; typed text goes to this submission from now on."""
    submission = dialogue.submission
    message_id = act.message_id if act.message_id is not None else submission.message_id
    await tx.submissions.move(submission.id, cursor, message_id, act.now)
    if await waiting_submission(tx, act) != submission.id:
        await tx.accounts.activate(act.messenger_id, submission.id)
    moved = replace(submission, cursor=cursor, message_id=message_id, touched_at=act.now)
    return replace(dialogue, submission=moved)
