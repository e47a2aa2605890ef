"""What is wrong with a staff list, as a workbook to work through. Knows places and sentences, not what they mean."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from exports.table import Column, Style, Table
from exports.workbook import Properties, Workbook

NAME = "Ошибки"
Problem = tuple[str | None, int | None, str | None, str]
"""Sheet, row and column letter as far as they are known, and the sentence."""


def problems_table(file: str, problems: Iterable[Problem]) -> Table:
    """One line per problem, in the order of reading."""
    rows = tuple((number, *problem) for number, problem in enumerate(problems, start=1))
    return Table(
        name=NAME,
        identifier="problems",
        columns=(
            Column("number", "№", 6, Style.COUNT),
            Column("sheet", "Лист", 20),
            Column("row", "Строка", 9, Style.COUNT),
            Column("column", "Колонка", 10),
            Column("problem", "Что исправить", 96),
        ),
        rows=rows,
        title="Что исправить в списке",
        notes=(f"Файл: {file}. Ничего не загружено: исправьте всё и загрузите список снова.",),
    )


def write_problems(path: Path, file: str, problems: Iterable[Problem], now: datetime) -> None:
    """Write the workbook; `now` is aware."""
    properties = Properties("Ошибки в списке", "", "teachers-audit-bot", f"{now:%d.%m.%Y %H:%M}", now)
    with TemporaryDirectory() as scratch, Workbook(path, properties, Path(scratch)) as book:
        book.add(problems_table(file, problems))
