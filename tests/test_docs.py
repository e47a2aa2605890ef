"""Nothing undocumented: every command with its arguments and options, every setting, every sheet of the workbook."""

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from typer.main import get_command

from bot.cli import app
from bot.settings import Settings
from exports.roster_problems import NAME as PROBLEMS
from storage.migrate import migrate_sqlite
from tests.centre import Centre
from tests.municipality import fill

DOCS = Path(__file__).parents[1] / "docs"
COMMANDS = (DOCS / "commands.md").read_text("utf-8")
WORKBOOK = (DOCS / "workbook.md").read_text("utf-8")
SETTINGS = (DOCS / "settings.md").read_text("utf-8")


def leaves(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """Every command that does something, by its full name."""
    if not hasattr(command, "commands"):
        yield " ".join(path), command
        return
    for name, inner in command.commands.items():
        yield from leaves(inner, (*path, name))


LEAVES = dict(leaves(get_command(app)))


def section(name: str) -> str:
    """The part of the document about a command; related commands share one."""
    parts = re.split(r"^#{2,3} ", COMMANDS, flags=re.MULTILINE)
    return next(part for part in parts if f"`{name}`" in part.splitlines()[0])


@pytest.mark.parametrize("name", LEAVES)
def test_every_command_is_documented_with_all_it_takes(name: str) -> None:
    words = {option for param in LEAVES[name].params for option in param.opts if option.startswith("--")}
    words |= {param.metavar for param in LEAVES[name].params if param.param_type_name == "argument"}
    assert not [word for word in words if f"| `{word}` |" not in section(name)]


@pytest.mark.parametrize("name", LEAVES)
def test_no_option_is_documented_that_is_not_there(name: str) -> None:
    documented = set(re.findall(r"^\| `(--[a-z-]+)` \|", section(name), re.MULTILINE))
    assert documented <= {option for param in LEAVES[name].params for option in param.opts}


@pytest.mark.parametrize("field", Settings.model_fields)
def test_every_setting_is_documented_with_its_default(field: str) -> None:
    default = Settings.model_fields[field].default
    told = "none" if default is None else f"`{default}`"
    assert f"| `{field.upper()}` | {told} |" in SETTINGS


def test_no_setting_is_documented_that_is_not_there() -> None:
    documented = set(re.findall(r"^\| `([A-Z_]+)` \|", SETTINGS, re.MULTILINE))
    assert documented == {field.upper() for field in Settings.model_fields}


def test_every_sheet_of_the_workbook_is_documented(centre: Centre) -> None:
    path = centre.folder / "data" / "bot.sqlite3"
    path.parent.mkdir()
    migrate_sqlite(path)
    asyncio.run(fill(f"sqlite:///{path}", 60, 20))
    assert centre.runs("export", "monitoring", "--out", "m.xlsx", "--since", "01.08.2026").code == 0
    documented = re.findall(r"^\| ([^|]+) \|", WORKBOOK, re.MULTILINE)
    book = load_workbook("m.xlsx")
    kinds = {name for name in documented if name.endswith(" …")}
    unknown = [
        name
        for name in book.sheetnames
        if name not in documented and not any(name.startswith(kind.removesuffix("…")) for kind in kinds)
    ]
    assert not unknown
    assert len(book.sheetnames) > len(kinds) + 5
    book.close()


def test_the_sheet_of_problems_is_documented() -> None:
    assert f"sheet «{PROBLEMS}»" in section("import people")
