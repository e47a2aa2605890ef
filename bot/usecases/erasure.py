"""Forgetting a person at her word: at once and everywhere. The register's own entry goes on under a fresh code."""

from dataclasses import dataclass
from random import Random

from bot.domain.acts import Act
from bot.domain.codes import PERSON_PREFIX, make_code
from bot.domain.errors import DomainError
from storage.transaction import Transaction


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
