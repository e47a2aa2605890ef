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

from bot.screen import File, Rows, Screen
from bot.session import LeanSession

log = structlog.get_logger(__name__)

TRIES = 4
TOAST_UNITS = 200
CHAT_ACTION_SECONDS = 4.0  # the messenger shows an action for five
_GONE = ("chat not found", "user is deactivated", "bot was blocked", "peer_id_invalid", "chat_write_forbidden")
_AFRESH = ("message to edit not found", "message can't be edited", "no text in the message to edit")
_HARMLESS = ("message is not modified", "query is too old", "query id is invalid", "message to delete not found")
_TROUBLE = (TelegramNetworkError, TelegramServerError)

Sleep = Callable[[float], Awaitable[None]]


class Unreachable(Exception):
    """The person has blocked the bot or is gone: nothing can be shown."""


class Messenger:
    """Shows screens and files. Obeys 429 for everybody, repeats what is safe to repeat."""

    def __init__(self, bot: Bot, sleep: Sleep = asyncio.sleep) -> None:
        assert isinstance(bot.session, LeanSession)
        self._bot = bot
        self._session = bot.session
        self._sleep = sleep
        self._pause: asyncio.Future[None] | None = None

    async def send(self, chat_id: int, screen: Screen) -> int:
        """Show the screen in a new message; return its id. Raises `Unreachable`."""
        sent = await self._call("sendMessage", {"chat_id": chat_id, **_message(screen)})
        return int(sent["message_id"])

    async def edit(self, chat_id: int, message_id: int, screen: Screen) -> int:
        """Show the screen in this message, or in a new one where that cannot be; return the message's id."""
        target = {"chat_id": chat_id, "message_id": message_id}
        try:
            await self._call("editMessageText", {**target, **_message(screen)})
        except TelegramBadRequest as error:
            if not _says(error, _AFRESH):
                raise
            return await self.send(chat_id, screen)
        return message_id

    async def blank(self, chat_id: int, message_id: int, screen: Screen) -> None:
        """Put the screen in the place of a message, if that is still there."""
        try:
            await self._call("editMessageText", {"chat_id": chat_id, "message_id": message_id, **_message(screen)})
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
        await self._guarded(lambda: self._bot.send_document(chat_id, content, caption=file.caption, parse_mode="HTML"))

    async def picture(self, chat_id: int, file: File) -> None:
        """Send a picture with its caption, which also is its alternative text."""
        content = BufferedInputFile(file.content, file.name)
        await self._guarded(lambda: self._bot.send_photo(chat_id, content, caption=file.caption, parse_mode="HTML"))

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

    async def _guarded(self, call: Callable[[], Awaitable[Any]]) -> Any:
        """Run a call through pauses, repetitions and refusals. Harmless refusals count as done."""
        attempt = 0
        while True:
            attempt += 1
            if self._pause is not None:
                await asyncio.shield(self._pause)
            try:
                return await call()
            except (TelegramForbiddenError, TelegramBadRequest) as error:
                return _refused(error)
            except TelegramRetryAfter as error:
                if attempt == TRIES:
                    raise
                await self._hold(error.retry_after * attempt)
            except _TROUBLE:
                if attempt == TRIES:
                    raise
                await self._sleep(0.5 * 2**attempt)

    async def _hold(self, seconds: float) -> None:
        """Let nobody call for so many seconds: the messenger blocks all of the bot's calls."""
        if self._pause is not None:
            await asyncio.shield(self._pause)
            return
        log.warning("flood-control", seconds=seconds)
        self._pause = asyncio.get_running_loop().create_future()
        try:
            await self._sleep(seconds)
        finally:
            self._pause.set_result(None)
            self._pause = None


def _refused(error: TelegramForbiddenError | TelegramBadRequest) -> None:
    """Pass over a harmless refusal, raise the others."""
    if isinstance(error, TelegramForbiddenError) or _says(error, _GONE):
        raise Unreachable from None
    if not _says(error, _HARMLESS):
        raise error


def answer_payload(query_id: str, text: str = "", alert: bool = False) -> dict[str, Any]:
    """Return the body of answerCallbackQuery; the text is cut to what a toast holds."""
    said = {"text": _cut(text, TOAST_UNITS), "show_alert": alert} if text else {}
    return {"callback_query_id": query_id, **said}


def _cut(text: str, units: int) -> str:
    """The beginning of a text that has so many UTF-16 units; a sign is never halved."""
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore")


def _message(screen: Screen) -> dict[str, Any]:
    return {
        "text": screen.text,
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
        "reply_markup": {"inline_keyboard": _keyboard(screen.buttons)},
    }


def _keyboard(rows: Rows) -> list[list[dict[str, str]]]:
    return [
        [
            {"text": key.label, "url": key.url} if key.url else {"text": key.label, "callback_data": key.data}
            for key in row
        ]
        for row in rows
    ]


def _says(error: TelegramBadRequest, phrases: tuple[str, ...]) -> bool:
    message = error.message.lower()
    return any(phrase in message for phrase in phrases)
