"""Forms: who may fill one in, and the use case its answers go to, in the transaction that completes it.

A form is a definition like any other, so a restart loses nothing of a half-filled one; a new form is a definition and
one line in `FORMS`.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from bot.domain.acts import Act
from bot.domain.dialogues import Dialogue
from bot.domain.errors import DomainError
from bot.domain.forms import Made
from bot.domain.rights import Action, may
from questionnaires.model import Questionnaire
from questionnaires.problems import Problem
from storage.transaction import Transaction

Create = Callable[[Transaction, Act, Dialogue], Awaitable[Made | Problem]]


@dataclass(frozen=True, slots=True)
class Form:
    """`create` makes the record; a Problem keeps the form open and nothing is made."""

    action: Action
    create: Create


FORMS: Mapping[str, Form] = {}


async def check_may_fill(tx: Transaction, act: Act, questionnaire: Questionnaire) -> None:
    """Raise `forbidden` for a form the person has no right to; other questionnaires are no business of this module."""
    if questionnaire.kind != "form":
        return
    form = FORMS.get(questionnaire.code)
    actor = await tx.accounts.find_actor(act.messenger_id)
    if form is None or actor is None or not may(actor.roles, form.action):
        raise DomainError("forbidden", action=form.action.value if form else questionnaire.code)


async def complete_form(tx: Transaction, act: Act, dialogue: Dialogue) -> Made | Problem | None:
    """Hand the answers over; None for what is no form. Rights are asked for again: they may be gone since."""
    if dialogue.questionnaire.kind != "form":
        return None
    await check_may_fill(tx, act, dialogue.questionnaire)
    return await FORMS[dialogue.questionnaire.code].create(tx, act, dialogue)
