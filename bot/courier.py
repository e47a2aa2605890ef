"""Messages that nobody waits for, out: one try each, and an outcome that says what is known of it.

Nothing is repeated here, for whoever asks keeps the books. Trouble with the network stops everything until the
messenger answers a harmless question: an outage must not cost more than the calls it has cut off.
"""

from itertools import count

import structlog
from aiogram import Bot
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramConflictError,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)

from bot.domain.deliveries import DeliveryState
from bot.domain.parcels import Outcome
from bot.limiter import Limiter
from bot.patience import Sleep, backoff
from bot.payloads import message_payload
from bot.refusals import gone_because
from bot.screen import Screen
from bot.session import LeanSession, NotConnected

log = structlog.get_logger(__name__)

PUT_BACK = Outcome(DeliveryState.PLANNED)


class Courier:
    """Takes screens to people at the pace of the `limiter`."""

    def __init__(self, bot: Bot, limiter: Limiter, sleep: Sleep) -> None:
        assert isinstance(bot.session, LeanSession)
        self._bot = bot
        self._session = bot.session
        self._limiter = limiter
        self._sleep = sleep
        self._doubt = False

    async def approach(self) -> None:
        """Wait until a message may be got ready: no flood control, no outage, nothing more urgent. One at a time."""
        while self._doubt:
            await self._ask()
        await self._limiter.approach()

    async def deliver(self, chat_id: int, screen: Screen) -> Outcome:
        """Try once."""
        await self._limiter.slot()
        if self._doubt or not self._limiter.is_open:
            return PUT_BACK
        paid = {"allow_paid_broadcast": True} if self._limiter.pays else {}
        payload = {"chat_id": chat_id, **message_payload(screen), **paid}
        try:
            sent = await self._session.call(self._bot, "sendMessage", payload)
        except TelegramAPIError as error:
            return self._failed(error)
        self._limiter.passed()
        return Outcome(DeliveryState.SENT, int(sent["message_id"]))

    def _failed(self, error: TelegramAPIError) -> Outcome:
        match error:
            case TelegramRetryAfter():
                return Outcome(DeliveryState.PLANNED, hold=error.retry_after)
            case TelegramForbiddenError() | TelegramBadRequest():
                gone = gone_because(error)
                return Outcome(DeliveryState.BLOCKED, reason=gone) if gone else _refused(error)
            case NotConnected() | TelegramUnauthorizedError() | TelegramNotFound() | TelegramConflictError():
                self._doubt = True  # nothing arrived: a token was revoked or changed, or nobody is there
                return PUT_BACK
            case TelegramNetworkError() | TelegramServerError():
                self._doubt = True
                return Outcome(DeliveryState.UNKNOWN, reason="network")
            case _:
                return _refused(error)

    async def _ask(self) -> None:
        """Ask the messenger something harmless until it answers, whatever it says."""
        log.warning("messenger-away")
        for failures in count(1):
            await self._sleep(backoff(failures))
            try:
                await self._session.call(self._bot, "getMe", {})
            except TelegramRetryAfter as error:
                await self._limiter.hold(error.retry_after)
            except (TelegramNetworkError, TelegramServerError, TelegramUnauthorizedError, TelegramNotFound):
                continue
            except TelegramAPIError as error:
                log.error("messenger-refuses", error=type(error).__name__)
            break
        self._doubt = False


def _refused(error: TelegramAPIError) -> Outcome:
    """The message itself is not acceptable; its text stays out of the log."""
    log.error("message-refused", error=type(error).__name__, said=error.message)
    return Outcome(DeliveryState.FAILED, reason=type(error).__name__)
