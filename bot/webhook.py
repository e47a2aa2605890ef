"""Updates in by webhook: the secret before the body, 200 only after the commit and the reply."""

import hmac

import orjson
import structlog
from aiogram.exceptions import TelegramAPIError
from aiohttp import web

from bot.intake import Processor
from bot.wire import read_json
from storage.database import Unavailable

log = structlog.get_logger(__name__)

PATH = "/webhook"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name
BODY_LIMIT = 1 << 20
RETRY_AFTER = {"Retry-After": "5"}


def webhook_app(processor: Processor, secret: str) -> web.Application:
    """Return the application that takes updates from the messenger."""

    strangers = _Strangers()

    async def take(request: web.Request) -> web.Response:
        if not _knows(request, secret):
            strangers.note()
            return web.Response(status=401)
        try:
            raw = read_json(await request.read())
        except ValueError:
            return web.Response(status=400)
        if not isinstance(raw, dict) or not isinstance(raw.get("update_id"), int):
            return web.Response(status=400)
        try:
            reply = await processor.process(raw, reply=True, patient=False)
        except (Unavailable, TelegramAPIError):
            return web.Response(status=503, headers=RETRY_AFTER)
        return web.Response(body=orjson.dumps(reply), content_type="application/json") if reply else web.Response()

    app = web.Application(client_max_size=BODY_LIMIT)
    app.router.add_post(PATH, take)
    return app


class _Strangers:
    """Counts calls without the secret and logs the 1st, 2nd, 4th, 8th…: a flood of them does not fill the disk."""

    def __init__(self) -> None:
        self._count = 0

    def note(self) -> None:
        self._count += 1
        if self._count & (self._count - 1) == 0:
            log.warning("webhook-stranger", count=self._count)


def _knows(request: web.Request, secret: str) -> bool:
    said = request.headers.get(SECRET_HEADER, "")
    return hmac.compare_digest(said.encode("utf-8", "surrogateescape"), secret.encode())
