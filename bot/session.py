"""The HTTP client of the Bot API: aiogram's session with a lean door beside it.

`call` posts JSON and returns the plain result. Screens go through it, because building aiogram's method models and
parsing every returned Message costs more than the call itself (docs/decisions/0005-updates-and-messages.md). Errors
are aiogram's own on both paths.
"""

from typing import Any

import orjson
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.exceptions import ClientDecodeError, TelegramNetworkError
from aiogram.methods import TelegramMethod
from aiogram.methods.base import TelegramType
from aiohttp import ClientConnectorError, ClientError, ClientTimeout, ConnectionTimeoutError

from bot.wire import read_json

SECONDS = 30.0
CONNECTING = 10.0  # of them
_JSON = {"Content-Type": "application/json"}


class Call(TelegramMethod[bool]):
    """Stands for a lean call in aiogram's exceptions."""

    __returning__ = bool
    __api_method__ = "call"


_CALL = Call()


class NotConnected(TelegramNetworkError):
    """There was no connection: the call has certainly had no effect."""


class LeanSession(AiohttpSession):
    """One keep-alive session for everything sent to the messenger."""

    def __init__(self, **options: Any) -> None:
        super().__init__(json_loads=orjson.loads, json_dumps=lambda value: orjson.dumps(value).decode(), **options)

    async def call(self, bot: Bot, method: str, payload: dict[str, Any], seconds: float = SECONDS) -> Any:
        """Call a method with a JSON body and return its `result`.

        Raises aiogram's `TelegramAPIError` family; `TelegramNetworkError` means that nobody knows what happened, unless
        it is `NotConnected`.
        """
        session = await self.create_session()
        url = self.api.api_url(token=bot.token, method=method)
        body = orjson.dumps(payload)
        patience = ClientTimeout(seconds, connect=min(CONNECTING, seconds))
        try:
            async with session.post(url, data=body, headers=_JSON, timeout=patience) as response:
                content = await response.read()
        except (ClientConnectorError, ConnectionTimeoutError) as error:
            raise NotConnected(method=_CALL, message=f"{method}: {type(error).__name__}") from None
        except (TimeoutError, ClientError, OSError) as error:
            raise TelegramNetworkError(method=_CALL, message=f"{method}: {type(error).__name__}") from None
        if response.status == 200:
            return self._result(method, content)
        self._refuse(bot, response.status, content)
        raise TelegramNetworkError(method=_CALL, message=f"{method}: HTTP {response.status}")

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109 - aiogram's
    ) -> TelegramType:
        """As aiogram does it; a reply that is no JSON (a proxy's page) is the network's trouble here as well."""
        try:
            return await super().make_request(bot, method, timeout)
        except ClientDecodeError:
            raise TelegramNetworkError(method=method, message="unreadable reply") from None

    async def close(self) -> None:
        """Close; only TLS connections need the grace that aiogram gives all of them."""
        if self.api.base.startswith("https:") or self._session is None:
            await super().close()
        else:
            await self._session.close()

    def _result(self, method: str, content: bytes) -> Any:
        try:
            return read_json(content)["result"]
        except (ValueError, KeyError, TypeError):
            raise TelegramNetworkError(method=_CALL, message=f"{method}: unreadable reply") from None

    def _refuse(self, bot: Bot, status: int, content: bytes) -> None:
        """Raise what the API said; return when it said nothing that can be read (a proxy's HTML page)."""
        try:
            said = read_json(content)
        except ValueError:
            return
        if isinstance(said, dict) and said.get("ok") is False and isinstance(said.get("description"), str):
            self.check_response(bot, _CALL, status, content.decode())
