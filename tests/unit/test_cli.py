"""The command line's manners: Russian help, usage errors, exit codes, and that starting it costs little."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command

from bot.cli import app
from tests.centre import Centre

ROOT = Path(__file__).parents[2]
HEAVY = ("pandas", "numpy", "matplotlib", "openpyxl", "xlsxwriter", "reportlab", "aiogram", "sqlalchemy", "pydantic")
ENGLISH = re.compile(r"\b(Usage|Options|Arguments|Commands|Show|required|default|OPTIONS|COMMAND|Error|Try)\b")


def every_help() -> list[tuple[str, ...]]:
    """The paths of all commands and groups."""
    found: list[tuple[str, ...]] = [()]
    for name, command in get_command(app).commands.items():  # type: ignore[attr-defined]  # it is a group
        found.append((name,))
        found += [(name, inner) for inner in getattr(command, "commands", {})]
    return found


@pytest.mark.parametrize("path", every_help(), ids=" ".join)
def test_help_is_in_russian_and_complete(centre: Centre, path: tuple[str, ...]) -> None:
    said = centre.runs(*path, "--help")
    assert said.code == 0
    assert said.text.startswith("Вызов: ")
    assert not ENGLISH.search(said.text)
    assert not any(line.rstrip().endswith("...") for line in said.text.splitlines()), "a summary is cut: shorten it"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("invit", "Команды «invit» нет. Может быть, «invite»?"),
        ("нечто", "Команды «нечто» нет."),
        ("invite", "Не указано обязательное: --out ФАЙЛ."),
        ("invite --outt x", "Параметра --outt здесь нет. Может быть, --out?"),
        ("invite --out x --days много", "Параметр --days ЧИСЛО: нужно целое число от 1 до 365."),
        ("invite --out x --days 0", "Параметр --days ЧИСЛО: нужно целое число от 1 до 365."),
        ("invite --out x --format doc", "Параметр --format ВИД: такого значения нет, есть pdf и csv."),
        ("invite --out x --code T-1 --transfer T-2", "Укажите что-то одно"),
        ("invite --out", "Параметр --out указан неверно"),
        ("check база", "Команда указана не полностью или содержит лишнее."),
        ("role grant", "Не указано обязательное: КОД."),
        ("role grant T-1 царь", "Роли «царь» нет. Есть: педагог, наставник, методист"),
        ("import people", "Не указан ФАЙЛ"),
        ("export monitoring --out x --since 2026", "Параметр --since ДД.ММ.ГГГГ: нужна дата вида ДД.ММ.ГГГГ."),
    ],
)
def test_a_wrong_line_is_explained_and_does_nothing(centre: Centre, line: str, told: str) -> None:
    said = centre.runs(*line.split())
    assert said.code == 2
    assert said.text.startswith(told)
    assert "Ничего не сделано.\nСправка: " in said.text
    assert not list(centre.folder.iterdir())


def test_without_a_command_the_help_is_shown(centre: Centre) -> None:
    said = centre.runs()
    assert said.code == 2
    assert "Команды:" in said.text


def loaded(program: str) -> set[str]:
    """The modules a fresh process has after the program."""
    ran = subprocess.run(
        [sys.executable, "-c", f"{program}\nimport sys; print(*sys.modules)"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return set(ran.stdout.split())


def test_the_command_line_itself_loads_nothing_heavy() -> None:
    assert not loaded("import bot.cli").intersection(HEAVY)


def test_a_child_process_that_imports_the_entry_point_loads_no_command_line() -> None:
    assert "typer" not in loaded("import bot.__main__")
