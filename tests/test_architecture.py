"""The house rules that no linter knows: borders, sizes, names, where wording and background work may live."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from aiogram.filters.callback_data import CallbackData

from handlers import callbacks

ROOT = Path(__file__).parent.parent
ROOMS = ("bot", "handlers", "questionnaires", "storage", "exports", "playground")
FILES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
FILE_LINES, FUNCTION_LINES = 250, 40
BANNED_NAMES = {"utils", "helpers", "common", "misc", "manager", "service"}
TASKS_START_IN = {"bot/background.py", "bot/polling.py", "bot/sending.py"}
DECLARATIONS = ("storage/tables/", "storage/migrations/")  # lists of columns, not code
RUSSIAN = re.compile("[А-Яа-яЁё]{2}")
SPEAKING = (  # wording, and the words people type
    "handlers/texts/",
    "exports/",
    "questionnaires/",
    "playground/",
    "bot/domain/",
    "bot/cli.py",
    "bot/commands/",  # what the command line says
    "bot/demo/",
    "bot/export_request.py",  # what a workbook says it was made by
    "bot/settings.py",  # descriptions of the settings, shown by the command line
)


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def test_rooms_import_only_what_stands_below_them() -> None:
    program = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    ran = subprocess.run(
        [sys.executable, "-c", program, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.parametrize("path", FILES, ids=named)
def test_module_says_what_it_knows(path: Path) -> None:
    assert ast.get_docstring(tree(path))


@pytest.mark.parametrize("path", FILES, ids=named)
def test_file_stays_readable(path: Path) -> None:
    lines = path.read_text("utf-8").count("\n")
    assert lines <= FILE_LINES or named(path).startswith(DECLARATIONS), f"{lines} lines: split by noun"


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_functions_stay_readable() -> None:
    long = [
        f"{named(path)}:{function.lineno} {function.name}"
        for path in (*FILES, *TESTS)
        for function in functions(path)
        if (function.end_lineno or 0) - function.lineno + 1 > FUNCTION_LINES
    ]
    assert not long, f"more than {FUNCTION_LINES} lines: name the parts"


def test_nothing_is_called_by_a_word_that_says_nothing() -> None:
    assert not [named(path) for path in (*FILES, *TESTS) if BANNED_NAMES & {path.stem, path.parent.name}]


def test_background_work_starts_at_supervised_doors() -> None:
    found = {
        named(path)
        for path in FILES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and ast.unparse(node) in ("asyncio.create_task", "asyncio.ensure_future")
    }
    bot_side = {name for name in found if not name.startswith("playground/")}
    assert bot_side <= TASKS_START_IN


def speech(path: Path) -> Iterator[ast.Constant]:
    """String constants that are no docstrings."""
    told = {id(node.value) for node in ast.walk(tree(path)) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node


def test_russian_is_spoken_where_wording_lives() -> None:
    found = [
        f"{named(path)}:{constant.lineno} {constant.value!r}"
        for path in FILES
        if not named(path).startswith(SPEAKING)
        for constant in speech(path)
        if RUSSIAN.search(str(constant.value))
    ]
    assert not found, "wording belongs into handlers/texts"


BUTTONS = [kind for kind in vars(callbacks).values() if isinstance(kind, type) and issubclass(kind, CallbackData)]


def longest(field: dict[str, Any], named: dict[str, Any]) -> object:
    """The value of a field that takes most room; KeyError for a field without bounds. `named` are the enumerations."""
    if "$ref" in field:
        return max(named[field["$ref"].rsplit("/", 1)[-1]]["enum"], key=len)
    if field["type"] == "boolean":
        return True
    if field["type"] == "integer":
        return field["maximum"]
    choices = re.fullmatch(r"\^\((.*)\)\$", field.get("pattern", ""))
    return max(choices[1].split("|"), key=len) if choices else "x" * field["maxLength"]


@pytest.mark.parametrize("kind", [kind for kind in BUTTONS if kind is not CallbackData], ids=lambda kind: kind.__name__)
def test_button_fits_into_what_the_messenger_carries(kind: type[CallbackData]) -> None:
    schema = kind.model_json_schema()
    enumerations = schema.get("$defs", {})
    pressed = kind(**{name: longest(field, enumerations) for name, field in schema["properties"].items()})
    assert len(pressed.pack().encode()) <= 64


def test_documents_named_in_the_code_exist() -> None:
    named_there = {
        (found, named(path))
        for path in FILES
        for found in re.findall(r"docs/[\w/.-]+\.(?:md|png)", path.read_text("utf-8"))
    }
    assert not [(found, by) for found, by in sorted(named_there) if not (ROOT / found).exists()]


@pytest.mark.parametrize("path", sorted({*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")}), ids=named)
def test_links_of_documents_lead_somewhere(path: Path) -> None:
    links = re.findall(r"\]\((?!https?://|#)([^)#\s]+)", path.read_text("utf-8"))
    assert not [link for link in links if not (path.parent / link).exists()]


def test_every_decision_is_listed() -> None:
    records = {path.name for path in (ROOT / "docs" / "decisions").glob("[0-9]*.md")}
    assert records == set(re.findall(r"\]\(([^)]+)\)", (ROOT / "docs" / "decisions" / "README.md").read_text("utf-8")))
