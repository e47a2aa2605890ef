"""Workbooks asked for in the chat: made by a process of their own, sent when ready, finished after a restart."""

import asyncio
import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, time
from pathlib import Path

import structlog
from aiogram.exceptions import TelegramAPIError

from bot.background import Background
from bot.domain.exporting import CHAT_LIMIT, ExportProgress, ExportRequest
from bot.domain.reports import ExportJob, ExportState, school_year_start
from bot.domain.traces import trace_of
from bot.export_request import export_request
from bot.screen import File, Screen
from bot.sending import Messenger, Unreachable
from bot.settings import Settings
from bot.usecases.exporting import export_monitoring
from bot.usecases.reports import end_export, find_export, running_exports
from exports.scratch import scratch, sweep
from handlers.screens.reports import failed_screen, preparing_screen, ready_screen
from handlers.texts.reports import caption
from storage.database import Database

log = structlog.get_logger(__name__)

PREFIX = "monitoring-"  # of folders that hold what has not been sent yet
PROGRESS_SECONDS = 3.0


class Exporter:
    """Makes stored requests true, one process each."""

    def __init__(
        self,
        settings: Settings,
        database: Database,
        messenger: Messenger,
        background: Background,
        now: Callable[[], float],
    ) -> None:
        self._settings = settings
        self._database = database
        self._messenger = messenger
        self._background = background
        self._now = now

    def start(self, job_id: int, message_id: int | None) -> None:
        """Make the workbook in the background; `message_id` is the message that says so."""
        self._background.start(f"export-{job_id}", self._export(job_id, message_id))

    async def resume(self) -> None:
        """Start again what the last stop has interrupted; a kill has left its files behind."""
        sweep(PREFIX, Path(tempfile.gettempdir()), own=True)
        for job_id in await self._database.read(running_exports):
            self.start(job_id, None)

    async def _export(self, job_id: int, message_id: int | None) -> None:
        job = await self._database.read(find_export, job_id)
        if job is None:
            await self._end(job_id, ExportState.FAILED)
            return
        story = _Story(self._messenger, job.messenger_id, message_id)
        try:
            sent = await self._make_and_send(job, story)
        except Unreachable:
            sent = False
        except Exception as error:  # whatever it was, the person is told and may ask again
            log.error("export-failed", job=job_id, cause=trace_of(error))
            sent = False
            with suppress(Unreachable, TelegramAPIError):
                await story.end(failed_screen())
        await self._end(job_id, ExportState.SENT if sent else ExportState.FAILED)

    async def _make_and_send(self, job: ExportJob, story: "_Story") -> bool:
        at = datetime.fromtimestamp(self._now(), self._settings.zone)
        with scratch(PREFIX, Path(tempfile.gettempdir())) as folder:
            path = folder / f"monitoring-{at:%Y-%m-%d}.xlsx"
            async with self._messenger.uploading(job.messenger_id):
                outcome = await export_monitoring(self._request(job, path, at), self._progress(story))
            log.info("export-made", job=job.id, outcome=outcome.code, bytes=outcome.size, cause=outcome.cause)
            if (
                outcome.code != "ready" or await self._database.read(find_export, job.id) is None
            ):  # or no right any more
                await story.end(failed_screen(too_large=outcome.code == "too_large"))
                return False
            await story.end(ready_screen())
            content = await asyncio.to_thread(path.read_bytes)
            about = caption(job.organisations, outcome.submissions, f"{at:%d.%m.%Y %H:%M}")
            await self._messenger.document(job.messenger_id, File(path.name, content, about))
            return True

    def _request(self, job: ExportJob, path: Path, at: datetime) -> ExportRequest:
        """This school year's answers; single rows only for the widest scope."""
        since = datetime.combine(school_year_start(at.date()), time.min, at.tzinfo)
        return export_request(
            self._settings, path, since, at, scope=job.organisations, rows=not job.scope, largest=CHAT_LIMIT
        )

    def _progress(self, story: "_Story") -> Callable[[ExportProgress], None]:
        """Tell how far it is, at most once in some seconds; nobody waits for these edits."""
        told = self._now()

        def tell(progress: ExportProgress) -> None:
            nonlocal told
            if self._now() - told < PROGRESS_SECONDS:
                return
            told = self._now()
            self._background.start("progress", story.go_on(preparing_screen(progress.done, progress.total)))

        return tell

    async def _end(self, job_id: int, state: ExportState) -> None:
        await self._database.write(end_export, job_id, state, int(self._now()))
        log.info("export-ended", job=job_id, state=state.value)


class _Story:
    """What is told about one export: how far it is, then its end. An edit that is late never replaces a later one."""

    def __init__(self, messenger: Messenger, chat_id: int, message_id: int | None) -> None:
        self._messenger = messenger
        self._chat_id = chat_id
        self._message_id = message_id
        self._speaking = asyncio.Lock()
        self._ended = False

    async def go_on(self, screen: Screen) -> None:
        """Say it in the message there is, unless something is being said, or all is said."""
        if self._message_id is not None and not self._ended and not self._speaking.locked():
            await self._say(screen)

    async def end(self, screen: Screen) -> None:
        """Say how it ended, once what is under way has arrived."""
        self._ended = True
        await self._say(screen)

    async def _say(self, screen: Screen) -> None:
        async with self._speaking:
            if self._message_id is None:
                await self._messenger.send(self._chat_id, screen)
            else:
                await self._messenger.edit(self._chat_id, self._message_id, screen)
