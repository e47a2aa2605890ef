"""The centre's machine of the demo: a folder of its own and the commands of `python -m bot`. Knows no messenger."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, STDOUT
from pathlib import Path

from pydantic import SecretStr

from bot.commands.refusals import Refusal
from bot.settings import OUR_PREFIXES, Settings
from playground.municipality import Municipality

ROOT = Path(__file__).parents[2]


class Centre:
    """Everything lies in `folder`; settings of the surrounding environment and of `.env` do not count here."""

    def __init__(self, folder: Path, programme: str) -> None:
        self.folder = folder.absolute()
        self.folder.mkdir(parents=True, exist_ok=True)
        self._database = f"sqlite:///{self.folder / 'data' / 'bot.sqlite3'}"
        self._key_file = str(self.folder / "keys" / "names.key")
        self._programme = programme

    def settings(self, token: str, api_root: str) -> Settings:
        """The same installation, for the bot in this process."""
        return Settings(
            _env_file=None,
            bot_token=SecretStr(token),
            bot_api_root=api_root,
            database_url=self._database,
            key_file=self._key_file,
            webhook_url=None,
            webhook_secret=None,
            programme=self._programme,
        )

    def write_roster(self, municipality: Municipality) -> None:
        """Fill in the staff list workbook."""
        from exports.roster_template import write_template  # spreadsheets are no business of a running bot

        write_template(self.folder / "roster.xlsx", municipality.organisations, municipality.people)

    async def command(self, *arguments: str) -> str:
        """Run a command of the centre's in the folder; return what it said. Raises `Refusal`."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            *arguments,
            cwd=self.folder,
            env=self._environment(),
            stdout=PIPE,
            stderr=STDOUT,
        )
        said, _ = await process.communicate()
        text = said.decode(errors="replace")
        if process.returncode:
            raise Refusal(f"python -m bot {' '.join(arguments)}\n{text}")
        return text

    def _environment(self) -> dict[str, str]:
        ours = {name.upper() for name in Settings.model_fields}
        kept = {
            name: value for name, value in os.environ.items() if name not in ours and not name.startswith(OUR_PREFIXES)
        }
        mine = {"DATABASE_URL": self._database, "KEY_FILE": self._key_file, "PROGRAMME": self._programme}
        return {**kept, **mine, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
