"""Forgetting: a person at her word, at once and everywhere; answers that have served their term.

The register's own entry goes on under a fresh code (docs/decisions/0007-forgetting.md).
"""

from dataclasses import dataclass
from datetime import datetime, time
from random import Random
from zoneinfo import ZoneInfo

from bot.domain.acts import Act
from bot.domain.codes import PERSON_PREFIX, make_code
from bot.domain.errors import DomainError
from bot.domain.retention import answers_kept_since
from bot.domain.submissions import DRAFT_DAYS
from storage.transaction import Transaction

DAY = 86_400


@dataclass(frozen=True, slots=True)
class Farewell:
    """What is left to do in the chat: `messages` still show the person's questions and answers."""

    messages: tuple[int, ...]
    answers: int


async def forget(tx: Transaction, act: Act) -> Farewell:
    """Erase everything tied to the account; a record without personal data stays. Raises `unknown_person`."""
    actor = await tx.accounts.find_actor(act.messenger_id)
    if actor is None:
        raise DomainError("unknown_person")
    messages = await tx.erasure.messages(actor.person_id)
    randomness = Random(act.chance).randrange  # noqa: S311  # a code is no secret; `chance` itself is
    fresh = make_code(PERSON_PREFIX, randomness, await tx.people.all())
    rows = await tx.erasure.forget(actor.person_id, act.messenger_id, actor.code, fresh)
    await tx.audit.note_erasure(act.now, rows)
    return Farewell(tuple(messages), rows["responses"])


async def retire_answers(tx: Transaction, now: int, zone: ZoneInfo) -> int:
    """Delete what has served its term: answers of bygone school years and who was asked for them, answers of drafts
    given up; return how many.

    The school year turns at midnight of the centre's `zone`.
    Only what is gone for good leaves a record; reports made of it stay where the centre keeps them.
    """
    first_day = answers_kept_since(datetime.fromtimestamp(now, zone).date())
    completed_before = int(datetime.combine(first_day, time(), zone).timestamp())
    submissions = await tx.erasure.retire(completed_before)
    asked = await tx.erasure.retire_asked(completed_before)
    answers = await tx.erasure.empty(now - DRAFT_DAYS * DAY)
    if submissions or asked or answers:
        rows = {"submissions": submissions, "participations": asked, "responses": answers}
        await tx.audit.note_erasure(now, rows)
    return submissions + asked + answers
