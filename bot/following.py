"""A campaign's progress in the chat, edited as messages go out. A stop ends it; «Обновить» shows the same later."""

import time
from collections.abc import Callable
from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.background import Background
from bot.domain.acts import Act
from bot.domain.campaign_cards import Progress
from bot.patience import Sleep
from bot.sending import Messenger
from bot.usecases.campaign_cards import progress
from handlers.screens.campaigns import report_screen
from storage.database import Database

LOOK = 3.0  # seconds between two edits: the messenger's own pace for one chat, with room
LOOKS = 200  # then people sleep, or it goes slowly: whoever wants to know presses «Обновить»


class Follower:
    """Edits the message of whoever has started a campaign."""

    def __init__(
        self,
        database: Database,
        messenger: Messenger,
        background: Background,
        zone: ZoneInfo,
        sleep: Sleep,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._database = database
        self._messenger = messenger
        self._background = background
        self._zone = zone
        self._sleep = sleep
        self._now = now
        self._followed: dict[int, int] = {}

    def leave(self, messenger_id: int) -> None:
        """The person does something else: her message is not written over any more."""
        self._followed.pop(messenger_id, None)

    def start(self, act: Act, message_id: int, campaign_id: int) -> None:
        """Follow until everything due has gone out, or the person does anything."""
        self._followed[act.messenger_id] = act.update_id
        self._background.start("progress", self._follow(act, message_id, campaign_id))

    async def _follow(self, act: Act, message_id: int, campaign_id: int) -> None:
        shown: Progress | None = None
        for _ in range(LOOKS):
            await self._sleep(LOOK)
            if self._followed.get(act.messenger_id) != act.update_id:
                return
            found = await self._database.read(progress, replace(act, now=int(self._now())), campaign_id)
            if shown is not None and found.counts != shown.counts:
                screen = report_screen(found.report, True, self._zone, int(self._now()), counts=found.counts)
                await self._messenger.edit(act.messenger_id, message_id, screen)
            elif shown is not None and not found.waiting:
                return
            shown = found
