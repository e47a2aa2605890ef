"""A changed consent document is asked for before anything else that concerns a person's data.

Documents change only while the bot stands still, so the accounts to ask are looked up once; answering a question
costs everybody else no query. A handler that must work without consent is marked with `FREE`.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.dispatcher.flags import get_flag
from aiogram.types import TelegramObject

from bot.domain.consents import ConsentKind
from bot.usecases.consents import is_outdated, outdated_accounts
from handlers.office import Office
from handlers.screens.consents import consent_screen
from handlers.turn import Turn

FREE = {"without_consent": True}

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class ConsentGate(BaseMiddleware):
    """Stands before the chosen handler of a message, changed or not, or a button. One for each running bot."""

    def __init__(self) -> None:
        self._outdated: set[int] | None = None

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Let pass, or show the question."""
        turn, office = data["turn"], data["office"]
        if get_flag(data, "without_consent") or not await self._is_due(turn, office):
            return await handler(event, data)
        return await turn.show(consent_screen(office, token=""))

    async def _is_due(self, turn: Turn, office: Office) -> bool:
        document, person = office.documents[ConsentKind.PROCESSING], turn.act.messenger_id
        if self._outdated is None:
            self._outdated = set(await turn.database.read(outdated_accounts, document))
        if person not in self._outdated:
            return False
        if await turn.read(is_outdated, document):
            return True
        self._outdated.discard(person)
        return False
