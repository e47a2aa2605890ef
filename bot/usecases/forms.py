"""Forms: who may fill one in, and the use case its answers go to, in the transaction that completes it.

A form is a definition like any other, so a restart loses nothing of a half-filled one; a new form is a definition and
one line in `FORMS`.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from bot.domain.acts import Act
from bot.domain.campaign_form import EXTENSION, FORM
from bot.domain.courses import COURSE_RUN, PARTICIPANTS
from bot.domain.dialogues import Dialogue
from bot.domain.errors import DomainError
from bot.domain.forms import Made
from bot.domain.programmes import Programme
from bot.domain.rights import Action, may
from bot.domain.submissions import Cursor
from bot.usecases.campaign_form import campaign_by_form, extension_by_form
from bot.usecases.course_form import participants_by_form, run_by_form
from bot.usecases.dialogues import check_may_answer, load_dialogue, show_at
from bot.usecases.drafts import begin_draft, discard
from questionnaires.model import Questionnaire
from questionnaires.problems import Problem
from storage.transaction import Transaction

Create = Callable[[Transaction, Act, Dialogue], Awaitable[Made | Problem]]


@dataclass(frozen=True, slots=True)
class Form:
    """`create` makes or changes the record; a Problem keeps the form open and nothing is made."""

    action: Action
    create: Create


FORMS: Mapping[str, Form] = {
    FORM: Form(Action.RUN_CAMPAIGN, campaign_by_form),
    EXTENSION: Form(Action.RUN_CAMPAIGN, extension_by_form),
    COURSE_RUN: Form(Action.MANAGE_COURSES, run_by_form),
    PARTICIPANTS: Form(Action.MANAGE_COURSES, participants_by_form),
}


async def check_may_fill(tx: Transaction, act: Act, questionnaire: Questionnaire) -> None:
    """Raise `forbidden` for a form the person has no right to; other questionnaires are no business of this module."""
    if questionnaire.kind != "form":
        return
    form = FORMS.get(questionnaire.code)
    actor = await tx.accounts.find_actor(act.messenger_id)
    if form is None or actor is None or not may(actor.roles, form.action):
        raise DomainError("forbidden", action=form.action.value if form else questionnaire.code)


async def open_form(
    tx: Transaction,
    act: Act,
    code: str,
    programme: Programme,
    about: Made | None = None,
    like: Made | None = None,
    filled: bool = True,
) -> Dialogue:
    """Begin a form anew: to change the record `about`, or to make one `like` another. An unfinished form about
    the same record is put aside; one about another, or a new one, is left alone.

    The answers from which that record was made stand in it and the review is shown, unless it is not to be `filled`;
    without them the first question.
    """
    person_id = await check_may_answer(tx, act)
    version_id = await tx.questionnaires.find_latest(code)
    if version_id is None:
        raise DomainError("unknown_questionnaire")
    await check_may_fill(tx, act, await tx.questionnaires.get(version_id))
    if about is not None and (old := await tx.drafts.find(person_id, code, (about.record.value, about.id))) is not None:
        await discard(tx, act, old)
    draft = await begin_draft(tx, act, person_id, version_id, programme)
    if about is not None:
        await tx.forms.point(draft.id, about.record.value, about.id)
    copied = filled and await _fill(tx, act, code, draft.id, about or like)
    stored = await tx.submissions.find(draft.id)
    assert stored is not None
    return await show_at(tx, act, await load_dialogue(tx, act, stored), Cursor("review") if copied else draft.cursor)


async def complete_form(tx: Transaction, act: Act, dialogue: Dialogue) -> Made | Problem | None:
    """Hand the answers over; None for what is no form. Rights are asked for again: they may be gone since."""
    if dialogue.questionnaire.kind != "form":
        return None
    await check_may_fill(tx, act, dialogue.questionnaire)
    made = await FORMS[dialogue.questionnaire.code].create(tx, act, dialogue)
    if isinstance(made, Made):
        await tx.forms.point(dialogue.submission.id, made.record.value, made.id)
    return made


async def _fill(tx: Transaction, act: Act, code: str, submission_id: int, source: Made | None) -> bool:
    """Copy the answers of the form behind a record; False when there are none."""
    behind = await tx.forms.behind(code, source.record.value, source.id) if source is not None else None
    if behind is None:
        return False
    for response in (await tx.submissions.responses(behind)).values():
        await tx.submissions.save_response(submission_id, response, replaces=False, now=act.now)
    return True
