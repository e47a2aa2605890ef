"""A short word to somebody else than the one who acts now."""

import structlog

from bot.screen import Screen
from bot.sending import Messenger, Unreachable

log = structlog.get_logger(__name__)


async def notify(messenger: Messenger, messenger_id: int, screen: Screen) -> None:
    """Tell; that the other one has blocked the bot is no trouble of whoever acts."""
    try:
        await messenger.send(messenger_id, screen)
    except Unreachable:
        log.info("notice-unreachable")
