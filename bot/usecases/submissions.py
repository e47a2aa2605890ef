"""Answering: open, answer, go back, review. Each verb is one transaction and returns the dialogue to show."""

from dataclasses import replace

from bot.domain.acts import Act
from bot.domain.dialogues import Dialogue, after_answer, doubted, item_at, onward, searched, with_response
from bot.domain.errors import DomainError
from bot.domain.forms import Made, Record
from bot.domain.programmes import Programme
from bot.domain.submissions import Cursor
from bot.usecases.dialogues import check_may_answer, load_dialogue, own_dialogue, show_at, waiting_submission
from bot.usecases.drafts import begin_draft, discard
from bot.usecases.forms import check_may_fill, open_form
from bot.usecases.participations import open_participation, waiting_for
from questionnaires.model import Item, TextItem
from questionnaires.problems import Problem
from questionnaires.progress import path, previous_item, voided
from questionnaires.responses import respond
from questionnaires.values import Chosen, Draft, Raw, Response, Toggled
from storage.transaction import Transaction

_EXPECTED = {
    "single": "option",
    "scale": "option",
    "choice": "option",
    "multiple": "options",
    "integer": "number",
    "decimal": "number",
    "note": "nothing",
}  # what an item of this kind expects, where that is not its own name
CORRECTION_SECONDS = 10  # a second tap on the same message within this time corrects the first (faults.md K03)


async def open_submission(tx: Transaction, act: Act, code: str, programme: Programme) -> Dialogue:
    """Continue the person's draft of a questionnaire, or begin one on the newest version.

    While she is asked for it by a campaign, this answers the campaign. Raises `forbidden`, and `not_asked` for what
    nobody answers unasked.
    """
    person_id = await check_may_answer(tx, act)
    version_id = await tx.questionnaires.find_latest(code)
    if version_id is None:
        raise DomainError("unknown_questionnaire")
    questionnaire = await tx.questionnaires.get(version_id)
    await check_may_fill(tx, act, questionnaire)
    for asked in await waiting_for(tx, person_id, act.now):
        if asked.campaign.questionnaire == code:
            return await open_participation(tx, act, asked.participation.id, programme)
    if questionnaire.asked_only:
        raise DomainError("not_asked")
    draft = await tx.drafts.find(person_id, code)
    if draft is None or draft.is_stale(act.now):
        draft = await begin_draft(tx, act, person_id, version_id, programme)
    return await show_at(tx, act, await load_dialogue(tx, act, draft), draft.cursor)


async def resume_submission(tx: Transaction, act: Act, submission_id: int) -> Dialogue:
    """Show a draft where it stands, or the end of a completed one."""
    return await own_dialogue(tx, act, submission_id)


async def record_response(tx: Transaction, act: Act, submission_id: int, place: int, raw: Raw) -> Dialogue:
    """Answer the item at this place of the questionnaire by a button.

    Raises `stale_item` when the button hangs on an earlier question: nothing is changed silently.
    """
    dialogue = await own_dialogue(tx, act, submission_id)
    dialogue.submission.check_open()
    item = item_at(dialogue.questionnaire, place)
    if item is dialogue.item:
        return await _answer(tx, act, dialogue, item, raw)
    return await _answer_late(tx, act, dialogue, item, raw)


async def record_input(tx: Transaction, act: Act, raw: Raw) -> Dialogue | None:
    """Answer the waiting item of the person's active submission by text or file; None when nothing waits."""
    dialogue = await active(tx, act)
    if dialogue is None or dialogue.item is None:
        return None
    answered = await _answer(tx, act, dialogue, dialogue.item, raw)
    found = searched(answered, raw) if answered.problem else None
    return await show_at(tx, act, dialogue, found) if found else answered


async def active(tx: Transaction, act: Act) -> Dialogue | None:
    """Return the dialogue the person was last in, a completed one too; None when there is none any more."""
    submission_id = await waiting_submission(tx, act)
    if submission_id is None or await tx.submissions.find(submission_id) is None:
        return None
    return await own_dialogue(tx, act, submission_id)


async def waiting(tx: Transaction, act: Act, problem: Problem | None = None) -> Dialogue | None:
    """Return the dialogue that typed text would go to, with what it expects; None when nothing waits.

    `problem` is told instead of what is expected.
    """
    dialogue = await active(tx, act)
    if dialogue is None or dialogue.item is None:
        return None
    kind = dialogue.item.kind
    return replace(dialogue, problem=problem or Problem("wrong-input", {"expected": _EXPECTED.get(kind, kind)}))


async def turn_page(tx: Transaction, act: Act, submission_id: int, place: int, page: int) -> Dialogue:
    """Show another page of a long list of options."""
    dialogue = await own_dialogue(tx, act, submission_id)
    if dialogue.item is not item_at(dialogue.questionnaire, place):
        return dialogue
    return replace(dialogue, page=page)


async def show_all(tx: Transaction, act: Act, submission_id: int, place: int) -> Dialogue:
    """Show a long list of options without the search in it."""
    dialogue = await own_dialogue(tx, act, submission_id)
    dialogue.submission.check_open()
    if dialogue.item is not item_at(dialogue.questionnaire, place):
        return dialogue
    return await show_at(tx, act, dialogue, replace(dialogue.submission.cursor, search=""))


async def go_back(tx: Transaction, act: Act, submission_id: int, place: int) -> Dialogue:
    """Show the question before the one at this place; a second tap finds another one waiting and goes nowhere."""
    dialogue = await own_dialogue(tx, act, submission_id)
    dialogue.submission.check_open()
    here = item_at(dialogue.questionnaire, place)
    if dialogue.item is not here:
        return dialogue
    item = previous_item(dialogue.questionnaire, dialogue.context, here.code)
    return await show_at(tx, act, dialogue, Cursor("item", item.code) if item else dialogue.submission.cursor)


async def open_item(tx: Transaction, act: Act, submission_id: int, place: int) -> Dialogue:
    """Open an answered question for change."""
    dialogue = await own_dialogue(tx, act, submission_id)
    dialogue.submission.check_open()
    item = item_at(dialogue.questionnaire, place)
    if item not in path(dialogue.questionnaire, dialogue.context):
        raise DomainError("unknown_item")
    return await show_at(tx, act, dialogue, Cursor("edit", item.code))


async def open_review(tx: Transaction, act: Act, submission_id: int, section: int | None = None) -> Dialogue:
    """Show all sections before sending, or the answers of one of them."""
    dialogue = await own_dialogue(tx, act, submission_id)
    dialogue.submission.check_open()
    sections = dialogue.questionnaire.sections
    chosen = sections[section].code if section is not None and section < len(sections) else None
    return await show_at(tx, act, dialogue, Cursor("section", chosen) if chosen else Cursor("review"))


async def continue_submission(tx: Transaction, act: Act, submission_id: int) -> Dialogue:
    """Show the first question without an answer, or the review when there is none."""
    dialogue = await own_dialogue(tx, act, submission_id)
    dialogue.submission.check_open()
    return await show_at(tx, act, dialogue, onward(dialogue, after=None))


async def pause(tx: Transaction, act: Act, submission_id: int) -> Dialogue:
    """Leave a draft as it is; what is typed from now on is no answer to it."""
    dialogue = await own_dialogue(tx, act, submission_id)
    dialogue.submission.check_open()
    if await waiting_submission(tx, act) == submission_id:
        await tx.accounts.activate(act.messenger_id, None)
    return dialogue


async def restart_submission(tx: Transaction, act: Act, submission_id: int, programme: Programme) -> Dialogue:
    """Put the draft aside (its answers are kept as discarded) and begin anew on the newest version."""
    dialogue = await own_dialogue(tx, act, submission_id)
    dialogue.submission.check_open()
    await discard(tx, act, dialogue.submission)
    kind, about = dialogue.submission.subject
    if dialogue.questionnaire.kind == "form" and about is not None:
        record = Made(Record(kind), about)
        return await open_form(tx, act, dialogue.questionnaire.code, programme, about=record, filled=False)
    if dialogue.submission.participation_id is not None:
        return await open_participation(tx, act, dialogue.submission.participation_id, programme)
    return await open_submission(tx, act, dialogue.questionnaire.code, programme)


async def _answer(tx: Transaction, act: Act, dialogue: Dialogue, item: Item, raw: Raw) -> Dialogue:
    """Store what was said, settle what a changed branch leaves behind, and move on."""
    dialogue.submission.check_open()
    previous = dialogue.context.responses.get(item.code)
    outcome = respond(item, raw, previous, dialogue.context)
    if isinstance(outcome, Problem):
        return replace(dialogue, problem=outcome)
    response = outcome.response if isinstance(outcome, Draft) else outcome
    if isinstance(item, TextItem) and (doubt := doubted(dialogue, response)) is not None:
        return replace(await show_at(tx, act, dialogue, doubt), problem=Problem("pupil-named"))
    if response != previous:
        dialogue = await _keep(tx, act, dialogue, response)
    if isinstance(outcome, Draft):
        shown = await show_at(tx, act, dialogue, dialogue.submission.cursor)
        return replace(shown, marked=raw.option if isinstance(raw, Toggled | Chosen) else "")
    shown = await show_at(tx, act, dialogue, after_answer(dialogue, item))
    return replace(shown, traced=item.code)


async def _answer_late(tx: Transaction, act: Act, dialogue: Dialogue, item: Item, raw: Raw) -> Dialogue:
    """Judge a tap on a question that does not wait: the same again, a quick correction, stale, or never asked."""
    submission, previous = dialogue.submission, dialogue.context.responses.get(item.code)
    if previous is None or item not in path(dialogue.questionnaire, dialogue.context):
        return replace(dialogue, problem=Problem("unknown_item"))
    outcome = respond(item, raw, previous, dialogue.context)
    if outcome == previous:
        return replace(dialogue, traced=item.code)
    at = await tx.submissions.answered_at(submission.id, item.code)
    quick = at is not None and abs(act.now - at) <= CORRECTION_SECONDS and act.message_id == submission.message_id
    if not (quick and isinstance(outcome, Response)):
        raise DomainError("stale_item", submission=submission.id, place=dialogue.questionnaire.order[item.code])
    dialogue = await _keep(tx, act, dialogue, outcome)
    cursor = submission.cursor if dialogue.item else after_answer(dialogue, item)
    return replace(await show_at(tx, act, dialogue, cursor), traced=item.code)


async def _keep(tx: Transaction, act: Act, dialogue: Dialogue, response: Response) -> Dialogue:
    """Save the response and the void ones that follow from it; what was there before stays as a revision.

    Of anonymous answers it does not: they leave no history.
    """
    known = dialogue.context.responses
    replaces = response.item in known and not dialogue.anonymous
    await tx.submissions.save_response(dialogue.submission.id, response, replaces, act.now)
    dialogue = with_response(dialogue, response)
    for orphan in voided(dialogue.questionnaire, dialogue.context):
        await tx.submissions.save_response(dialogue.submission.id, orphan, not dialogue.anonymous, act.now)
        dialogue = with_response(dialogue, orphan)
    return dialogue
