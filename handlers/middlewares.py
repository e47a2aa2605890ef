"""What stands before every handler: who, through which update, and that a pressed button is always answered."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, tzinfo
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message, TelegramObject, Update

from bot.domain.acts import Act
from bot.sending import Messenger, Unreachable
from handlers.turn import Turn
from storage.database import Database

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Moment:
    """When an update is handled, and the random bits it may use."""

    now: int
    today: date
    chance: int
    zone: tzinfo


class TurnMiddleware(BaseMiddleware):
    """Gives handlers their `turn`. `clock` says what the moment is."""

    def __init__(
        self, database: Database, messenger: Messenger, clock: Callable[[], Moment], begins: Callable[[int], None]
    ) -> None:
        """`begins` is told whose turn it is."""
        self._database = database
        self._messenger = messenger
        self._clock = clock
        self._begins = begins

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Make the turn, hand on, answer the button if nobody did; then the turn is over."""
        assert isinstance(event, Update)
        messenger_id = _who(event)
        if messenger_id is None:
            return None
        self._begins(messenger_id)
        act = _act(event, messenger_id, self._clock())
        query_id = event.callback_query.id if event.callback_query else None
        turn = Turn(act, self._database, self._messenger, data["outbox"], query_id)
        data["turn"] = turn  # in place: the handler of errors stands outside of this one and gets the same mapping
        try:
            handled = await handler(event, data)
            await turn.answer()
        except Unreachable:  # nobody is left to be told anything
            await turn.finish()
            raise
        await turn.finish()
        return handled


def _act(event: Update, messenger_id: int, moment: Moment) -> Act:
    message = event.callback_query.message if event.callback_query else None
    return Act(
        update_id=event.update_id,
        messenger_id=messenger_id,
        message_id=message.message_id if message else None,
        now=moment.now,
        today=moment.today,
        chance=moment.chance,
        zone=moment.zone,
    )


def _who(event: Update) -> int | None:
    found = event.event
    if isinstance(found, Message | CallbackQuery | ChatMemberUpdated) and found.from_user is not None:
        return found.from_user.id
    return None
