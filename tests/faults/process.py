"""The real bot as a process of its own, to be killed: `python -m bot run` beside the local Telegram of a stage."""

import asyncio
import re
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.settings import Settings
from tests.stage import Stage

ROOT = Path(__file__).parent.parent.parent


class BotProcess:
    """One installation; `start` it as often as it was ended. `log` collects what all its runs have said."""

    def __init__(self, settings: Settings, folder: Path) -> None:
        assert settings.bot_token is not None
        self._token = settings.bot_token.get_secret_value()
        self._environment = {
            "PATH": "",
            "PYTHONPATH": str(ROOT),
            "BOT_TOKEN": self._token,
            "BOT_API_ROOT": settings.bot_api_root,
            "DATABASE_URL": settings.database_url,
            "KEY_FILE": settings.key_file,
        }
        self._folder = folder
        self._process: Process | None = None

    @property
    def log(self) -> str:
        """Standard output and error of all runs."""
        return (self._folder / "bot.log").read_text("utf-8")

    async def start(self) -> None:
        """Begin; returns at once."""
        with (self._folder / "bot.log").open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "run", env=self._environment, cwd=self._folder, stdout=log, stderr=log
            )

    async def kill(self) -> None:
        """SIGKILL: not a line of the program runs any more."""
        assert self._process is not None
        self._process.kill()
        await self._process.wait()

    async def terminate(self) -> int:
        """SIGTERM; return the exit code."""
        assert self._process is not None
        self._process.terminate()
        return await self._process.wait()

    def peak_memory(self) -> int:
        """The most bytes it has held so far."""
        assert self._process is not None
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        found = re.search(r"VmHWM:\s+(\d+) kB", status)
        assert found is not None
        return int(found[1]) * 1024

    async def close(self) -> None:
        """End it if it runs; whatever happened, nobody has read a traceback or a token."""
        if self._process is not None and self._process.returncode is None:
            await self.kill()
        assert "Traceback" not in self.log
        assert self._token not in self.log


@asynccontextmanager
async def process_of(stage: Stage, folder: Path) -> AsyncIterator[BotProcess]:
    """End the stage's own bot and put a process in its place, on the same database and the same messenger."""
    await stage.stop()
    bot = BotProcess(stage.settings, folder)
    await bot.start()
    try:
        yield bot
    finally:
        await bot.close()
