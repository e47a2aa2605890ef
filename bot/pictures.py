"""Pictures of results: drawn by a process of their own and sent when ready, for nobody's next press waits for them."""

from contextlib import suppress
from zoneinfo import ZoneInfo

from bot.background import Background
from bot.domain.adaptation import LOW
from bot.domain.results import STRONG, Result
from bot.screen import File
from bot.sending import Messenger, Unreachable
from bot.usecases.results import is_kept
from exports.curve import CurvePicture
from exports.picture import Bar, Painter, ProfilePicture
from handlers.texts.results import caption, curve_caption, day
from storage.database import Database


class Pictures:
    """Draws and sends in the background. A stop may cost a picture, never the result: that was told in words."""

    def __init__(self, database: Database, messenger: Messenger, background: Background, zone: ZoneInfo) -> None:
        self._database = database
        self._messenger = messenger
        self._background = background
        self._zone = zone
        self._painter = Painter()

    def start(self, messenger_id: int, result: Result) -> None:
        """Draw the result and send it to the person."""
        self._background.start("picture", self._send(messenger_id, result))

    def close(self) -> None:
        """End the drawing process."""
        self._painter.close()

    def _picture(self, result: Result) -> ProfilePicture | CurvePicture:
        """The profile of an audit; of what has one figure, how that has changed."""
        functions = result.of_kind("function")
        if functions:
            bars = tuple(Bar(f"{score.code} {score.title}", score.value) for score in functions)
            return ProfilePicture(result.title, bars, result.threshold, STRONG)
        points = tuple((day(mark.at, self._zone), mark.value) for mark in result.history)
        return CurvePicture(result.title, points, LOW)

    async def _send(self, messenger_id: int, result: Result) -> None:
        picture = await self._painter.draw(self._picture(result))
        if not await self._database.read(is_kept, messenger_id, result.submission_id):
            return  # forgotten meanwhile
        said = caption(result) if result.of_kind("function") else curve_caption(result, self._zone)
        with suppress(Unreachable):
            await self._messenger.picture(messenger_id, File("profile.png", picture, said))
