"""Pictures of results: drawn by a process of their own and sent when ready, for nobody's next press waits for them."""

from contextlib import suppress

from bot.background import Background
from bot.domain.results import STRONG, Result
from bot.screen import File
from bot.sending import Messenger, Unreachable
from bot.usecases.results import is_kept
from exports.picture import Bar, Painter, ProfilePicture
from handlers.texts.results import caption
from storage.database import Database


class Pictures:
    """Draws and sends in the background. A stop may cost a picture, never the result: that was told in words."""

    def __init__(self, database: Database, messenger: Messenger, background: Background) -> None:
        self._database = database
        self._messenger = messenger
        self._background = background
        self._painter = Painter()

    def start(self, messenger_id: int, result: Result) -> None:
        """Draw the result and send it to the person."""
        self._background.start("picture", self._send(messenger_id, result))

    def close(self) -> None:
        """End the drawing process."""
        self._painter.close()

    async def _send(self, messenger_id: int, result: Result) -> None:
        bars = tuple(Bar(f"{score.code} {score.title}", score.value) for score in result.of_kind("function"))
        picture = await self._painter.draw(ProfilePicture(result.title, bars, result.threshold, STRONG))
        if not await self._database.read(is_kept, messenger_id, result.submission_id):
            return  # forgotten meanwhile
        with suppress(Unreachable):
            await self._messenger.picture(messenger_id, File("profile.png", picture, caption(result)))
