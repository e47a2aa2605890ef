"""Workbooks asked for in the chat: made by a process of their own, sent when ready, finished after a restart."""

import asyncio
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import structlog

from bot.background import Background
from bot.domain.reports import ExportJob, ExportState
from bot.screen import File, Screen
from bot.sending import Messenger, Unreachable
from bot.settings import Settings
from bot.usecases.reports import end_export, find_export, running_exports
from handlers.screens.reports import failed_screen, ready_screen
from handlers.texts.reports import caption
from storage.database import Database

log = structlog.get_logger(__name__)

LIMIT = 50 * 1024 * 1024  # what a bot may upload


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
        """Start again what the last stop has interrupted."""
        for job_id in await self._database.read(running_exports):
            self.start(job_id, None)

    async def _export(self, job_id: int, message_id: int | None) -> None:
        job = await self._database.read(find_export, job_id)
        if job is None:
            await self._end(job_id, ExportState.FAILED)
            return
        try:
            sent = await self._make_and_send(job, message_id)
        except Unreachable:
            sent = False
        await self._end(job_id, ExportState.SENT if sent else ExportState.FAILED)

    async def _make_and_send(self, job: ExportJob, message_id: int | None) -> bool:
        with TemporaryDirectory(prefix="monitoring-") as folder:
            path = Path(folder) / f"monitoring-{datetime.fromtimestamp(self._now(), UTC):%Y-%m-%d}.xlsx"
            async with self._messenger.uploading(job.messenger_id):
                made = await self._make(job, path)
            too_large = made and path.stat().st_size > LIMIT
            if not made or too_large:
                await self._tell(job, message_id, failed_screen(too_large))
                return False
            await self._tell(job, message_id, ready_screen())
            content = await asyncio.to_thread(path.read_bytes)
            at = f"{datetime.fromtimestamp(self._now(), self._settings.zone):%d.%m.%Y %H:%M}"
            await self._messenger.document(job.messenger_id, File(path.name, content, caption(job.scope, at)))
            return True

    async def _make(self, job: ExportJob, path: Path) -> bool:
        """Run the same command that the centre's machine runs; it reads a snapshot of its own."""
        arguments = ["-m", "bot", "export", "monitoring", "--out", str(path), "--quiet", "--for-chat"]
        arguments += ["--organisation", job.scope] if job.scope else []
        process = await asyncio.create_subprocess_exec(sys.executable, *arguments, env=self._environment())
        try:
            return await process.wait() == 0 and path.exists()
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()

    def _environment(self) -> dict[str, str]:
        """The child needs the data and the words, not the token."""
        ours = {name.upper() for name in Settings.model_fields}
        kept = {name: value for name, value in os.environ.items() if name not in ours}
        settings = self._settings
        return {
            **kept,
            "DATABASE_URL": settings.database_url,
            "KEY_FILE": settings.key_file,
            "TIMEZONE": settings.timezone,
            "PROGRAMME": settings.programme,
            "CONTACT": settings.contact,
        }

    async def _tell(self, job: ExportJob, message_id: int | None, screen: Screen) -> None:
        if message_id is None:
            await self._messenger.send(job.messenger_id, screen)
        else:
            await self._messenger.edit(job.messenger_id, message_id, screen)

    async def _end(self, job_id: int, state: ExportState) -> None:
        await self._database.write(end_export, job_id, state, int(self._now()))
        log.info("export-ended", job=job_id, state=state.value)
