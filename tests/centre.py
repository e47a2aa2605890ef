"""A centre's machine for tests: an empty folder, no settings around it, and the command line."""

import os
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.domain.roster.columns import Column
from bot.settings import OUR_PREFIXES, Settings
from exports.roster_template import write_template
from playground.municipality import invent_municipality

ROOT = Path(__file__).parents[1]
PEOPLE = 60
Line = Mapping[Column, str | int]


@dataclass(frozen=True, slots=True)
class Said:
    """How a command ended and everything it said."""

    code: int
    text: str


@dataclass(frozen=True, slots=True)
class Centre:
    """Commands run in the folder, which is the current one."""

    folder: Path

    def runs(self, *arguments: str, answer: str = "") -> Said:
        """Run a command; `answer` is typed when it asks. A crash of it is a crash of the test."""
        result = CliRunner().invoke(app, list(arguments), input=answer)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Said(result.exit_code, result.output)

    def roster(self, name: str = "list.xlsx", **changes: str) -> str:
        """Write a staff list of `PEOPLE` people; `changes` overwrite cells of the first, by name of the column."""
        town = invent_municipality(PEOPLE, seed=7, year=2026)
        first = {**town.people[0], **{Column(column): text for column, text in changes.items()}}
        write_template(self.folder / name, town.organisations, (first, *town.people[1:]))
        return name

    def imported(self) -> "Centre":
        """The same centre with its staff list in the register."""
        assert self.runs("import", "people", self.roster(), "--yes").code == 0
        return self

    def rows(self) -> list[str]:
        """Everything that is stored, as text."""
        with closing(sqlite3.connect(self.folder / "data" / "bot.sqlite3")) as raw:
            return list(raw.iterdump())

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        """Look into the database."""
        with closing(sqlite3.connect(self.folder / "data" / "bot.sqlite3")) as raw:
            return raw.execute(query).fetchall()

    def bind(self, code: str, messenger_id: int) -> None:
        """Let a person come in."""
        with closing(sqlite3.connect(self.folder / "data" / "bot.sqlite3")) as raw, raw:
            raw.execute(
                "INSERT INTO accounts SELECT ?, id, 0, 1, NULL FROM people WHERE code = ?", (messenger_id, code)
            )


def forget_settings(monkeypatch: pytest.MonkeyPatch, environment: Mapping[str, str]) -> None:
    """Take everything out of the environment that is a setting or looks like one."""
    ours = {name.upper() for name in Settings.model_fields}
    for name in environment:
        if name in ours or name.startswith(OUR_PREFIXES):
            monkeypatch.delenv(name)


@pytest.fixture
def centre(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Centre:
    """An empty machine."""
    forget_settings(monkeypatch, dict(os.environ))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))  # child processes: the project is not installed, it runs from its root
    monkeypatch.chdir(tmp_path)
    return Centre(tmp_path)
