"""One update of one person while it is handled: do something, then show it.

Joins the three things a handler needs (the act, the data, the messenger) and keeps the rules that hold for all:
one effect per update, send after commit, every button answered once, one live message per dialogue.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import Any, Concatenate, ParamSpec, TypeVar, get_type_hints

from pydantic import TypeAdapter

from bot.domain.acts import Act
from bot.domain.errors import DomainError
from bot.payloads import answer_payload
from bot.screen import Screen
from bot.sending import Messenger
from storage.database import Database, Unavailable
from storage.transaction import Transaction

P = ParamSpec("P")
T = TypeVar("T")
ActVerb = Callable[Concatenate[Transaction, Act, P], Awaitable[T]]


@dataclass(slots=True)
class Outbox:
    """What the webhook's own answer will say: a deferred call, where the caller can carry one."""

    deferred: bool = False
    reply: dict[str, Any] | None = None


@dataclass(slots=True)
class Turn:
    """`query_id` is set when a button was pressed."""

    act: Act
    database: Database
    messenger: Messenger
    outbox: Outbox
    query_id: str | None = None
    keeps: bool = False

    async def write(self, verb: ActVerb[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Perform a use case as this update's one effect. Raises `DomainError("repeated")` if it was performed."""
        return await self.database.write(_once, self.act, verb, args, kwargs)

    async def write_kept(self, verb: ActVerb[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """As `write`, for what no screen can tell from the data later: until the turn is over its value is kept.

        An update redelivered before that gets the value again, so that everything is told and done that follows.
        """
        value: T = await self.database.write(_once_kept, self.act, verb, args, kwargs)
        self.keeps = True
        return value

    async def read(self, verb: ActVerb[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Look something up; may be repeated at will."""
        return await self.database.read(_plain, self.act, verb, args, kwargs)

    async def show(self, screen: Screen, toast: str = "", alert: bool = False) -> int:
        """Show the screen in the pressed message, or in a new one; return the message's id."""
        if self.act.message_id is None:
            return await self.messenger.send(self.act.messenger_id, screen)
        if self.query_id is None or self.outbox.deferred:
            shown = await self.messenger.edit(self.act.messenger_id, self.act.message_id, screen)
            await self.answer(toast, alert)
            return shown
        shown, _ = await asyncio.gather(
            self.messenger.edit(self.act.messenger_id, self.act.message_id, screen), self.answer(toast, alert)
        )
        return shown

    async def send(self, screen: Screen) -> int:
        """Show the screen in a new message, whatever was pressed."""
        return await self.messenger.send(self.act.messenger_id, screen)

    async def answer(self, toast: str = "", alert: bool = False) -> None:
        """Answer the pressed button; the second call and typed updates do nothing."""
        if self.query_id is None:
            return
        query_id, self.query_id = self.query_id, None
        if self.outbox.deferred:
            self.outbox.reply = {"method": "answerCallbackQuery", **answer_payload(query_id, toast, alert)}
        else:
            await self.messenger.answer(query_id, toast, alert)

    async def finish(self) -> None:
        """The turn is over: everything is told. If that cannot be noted now, it may be told a second time."""
        if self.keeps:
            with suppress(Unavailable):
                await self.database.write(_let_go, self.act.update_id)


async def _once(tx: Transaction, act: Act, verb: ActVerb[..., T], args: tuple[Any, ...], kwargs: dict[str, Any]) -> T:
    await tx.updates.lock_person(act.messenger_id)
    if not await tx.updates.claim(act.update_id, act.now):
        raise DomainError("repeated")
    return await verb(tx, act, *args, **kwargs)


async def _plain(tx: Transaction, act: Act, verb: ActVerb[..., T], args: tuple[Any, ...], kwargs: dict[str, Any]) -> T:
    return await verb(tx, act, *args, **kwargs)


async def _once_kept(
    tx: Transaction, act: Act, verb: ActVerb[..., T], args: tuple[Any, ...], kwargs: dict[str, Any]
) -> T:
    try:
        value = await _once(tx, act, verb, args, kwargs)
    except DomainError as error:
        kept = await tx.updates.kept(act.update_id) if error.code == "repeated" else None
        if kept is None:
            raise
        known: T = _outcomes(verb).validate_json(kept)
        return known
    await tx.updates.keep(act.update_id, _outcomes(verb).dump_json(value).decode(), act.now)
    return value


async def _let_go(tx: Transaction, update_id: int) -> None:
    await tx.updates.let_go(update_id)


@cache
def _outcomes(verb: ActVerb[..., Any]) -> TypeAdapter[Any]:
    """How the values that a verb returns are written as JSON and read back."""
    return TypeAdapter(get_type_hints(verb)["return"])
