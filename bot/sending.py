"""Messages out: one safe way to show a screen, whatever the messenger answers.

Knows Telegram's refusals and turns each into one of three ends: shown, shown afresh, unreachable. Knows nothing of
what a screen says.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import structlog
from aiogram import Bot
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.types import BufferedInputFile

from bot.limiter import Limiter
from bot.patience import Sleep
from bot.payloads import answer_payload, message_payload
from bot.refusals import Unreachable, pass_over, wants_afresh
from bot.screen import File, Screen
from bot.session import LeanSession

__all__ = ["Messenger", "Unreachable"]

log = structlog.get_logger(__name__)

TRIES = 4
CHAT_ACTION_SECONDS = 4.0  # the messenger shows an action for five
_TROUBLE = (TelegramNetworkError, TelegramServerError)


class Messenger:
    """Shows what people wait for. Obeys 429 for everybody, repeats what is safe to repeat.

    New messages take their turn at the `limiter`; edits and answers to buttons take none.
    """

    def __init__(self, bot: Bot, sleep: Sleep = asyncio.sleep, limiter: Limiter | None = None) -> None:
        assert isinstance(bot.session, LeanSession)
        self._bot = bot
        self._session = bot.session
        self._sleep = sleep
        self._limiter = limiter or Limiter(sleep=sleep)

    async def send(self, chat_id: int, screen: Screen) -> int:
        """Show the screen in a new message; return its id. Raises `Unreachable`."""
        payload = {"chat_id": chat_id, **message_payload(screen)}
        sent = await self._guarded(lambda: self._session.call(self._bot, "sendMessage", payload), chat_id)
        return int(sent["message_id"])

    async def edit(self, chat_id: int, message_id: int, screen: Screen) -> int:
        """Show the screen in this message, or in a new one where that cannot be; return the message's id."""
        target = {"chat_id": chat_id, "message_id": message_id}
        try:
            await self._call("editMessageText", {**target, **message_payload(screen)})
        except TelegramBadRequest as error:
            if not wants_afresh(error):
                raise
            return await self.send(chat_id, screen)
        return message_id

    async def blank(self, chat_id: int, message_id: int, screen: Screen) -> None:
        """Put the screen in the place of a message, if that is still there."""
        try:
            await self._call(
                "editMessageText", {"chat_id": chat_id, "message_id": message_id, **message_payload(screen)}
            )
        except TelegramBadRequest:
            log.debug("message-gone")

    async def retire(self, chat_id: int, message_id: int) -> None:
        """Take the keyboard off a message that is not the live one any more."""
        try:
            await self._call("editMessageReplyMarkup", {"chat_id": chat_id, "message_id": message_id})
        except TelegramBadRequest:
            log.debug("keyboard-gone")

    async def answer(self, query_id: str, text: str = "", alert: bool = False) -> None:
        """Stop the button's clock, with a toast of at most 200 signs or an alert."""
        await self._call("answerCallbackQuery", answer_payload(query_id, text, alert))

    async def document(self, chat_id: int, file: File) -> None:
        """Send a file. A reset in the middle is repeated: a second copy harms less than none."""
        content = BufferedInputFile(file.content, file.name)
        await self._guarded(
            lambda: self._bot.send_document(chat_id, content, caption=file.caption, parse_mode="HTML"), chat_id
        )

    async def picture(self, chat_id: int, file: File) -> None:
        """Send a picture with its caption, which also is its alternative text."""
        content = BufferedInputFile(file.content, file.name)
        await self._guarded(
            lambda: self._bot.send_photo(chat_id, content, caption=file.caption, parse_mode="HTML"), chat_id
        )

    async def leave(self, chat_id: int) -> None:
        """Leave a group."""
        await self._call("leaveChat", {"chat_id": chat_id})

    async def set_commands(self, commands: list[tuple[str, str]], chat_id: int | None = None) -> None:
        """Set the command menu of everybody, or of one person."""
        scope = {"type": "chat", "chat_id": chat_id} if chat_id else {"type": "default"}
        listed = [{"command": name, "description": about} for name, about in commands]
        await self._call("setMyCommands", {"commands": listed, "scope": scope})

    async def drop_commands(self, chat_id: int) -> None:
        """Give a person back the menu of everybody."""
        await self._call("deleteMyCommands", {"scope": {"type": "chat", "chat_id": chat_id}})

    @asynccontextmanager
    async def uploading(self, chat_id: int) -> AsyncIterator[None]:
        """Show «отправляет файл» for as long as the block runs."""
        task = asyncio.create_task(self._act(chat_id))
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _act(self, chat_id: int) -> None:
        while True:
            await self._call("sendChatAction", {"chat_id": chat_id, "action": "upload_document"})
            await self._sleep(CHAT_ACTION_SECONDS)

    async def _call(self, method: str, payload: dict[str, Any]) -> Any:
        return await self._guarded(lambda: self._session.call(self._bot, method, payload))

    async def _guarded(self, call: Callable[[], Awaitable[Any]], new_in: int | None = None) -> Any:
        """Run a call through pauses, repetitions and refusals. Harmless refusals count as done.

        `new_in` is the chat that a new message goes to.
        """
        attempt = 0
        while True:
            attempt += 1
            await self._limiter.open()
            if new_in is not None:
                await self._limiter.reply(new_in)
            try:
                done = await call()
                self._limiter.passed()
                return done
            except (TelegramForbiddenError, TelegramBadRequest) as error:
                return pass_over(error)
            except TelegramRetryAfter as error:
                if attempt == TRIES:
                    raise
                await self._limiter.hold(error.retry_after)
            except _TROUBLE:
                if attempt == TRIES:
                    raise
                await self._sleep(0.5 * 2**attempt)
