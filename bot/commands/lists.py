"""What importing any list has in common: its options, the refusal with every problem's place, the question."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from bot.commands.frame import REFUSED, ask, say

if TYPE_CHECKING:
    from bot.domain.roster.sheets import RosterProblem
    from bot.settings import Settings

Workbook = Annotated[Path | None, typer.Argument(help="Список в Excel (.xlsx).", metavar="ФАЙЛ")]
Yes = Annotated[bool, typer.Option("--yes", help="Загрузить без вопроса.")]
Template = Annotated[
    Path | None, typer.Option(help="Ничего не загружать, а записать сюда пустую книгу для заполнения.", metavar="ФАЙЛ")
]
Problems = Annotated[Path | None, typer.Option(help="Записать ошибки списка сюда, в Excel.", metavar="ФАЙЛ")]


def tell_problems(
    settings: "Settings",
    file: Path,
    found: "Iterable[RosterProblem]",
    wording: "Callable[[RosterProblem], str]",
    report: Path | None,
) -> int:
    """Say every problem with its place and write them down where that is asked for; return how many there are."""
    from bot.domain.roster.sheets import Place

    listed = list(found)
    say(*map(wording, listed))
    if report is not None:
        from exports.roster_problems import write_problems

        places = [(one.place.sheet, one.place.row, one.place.column) for one in listed]
        sentences = [wording(replace(one, place=Place())) for one in listed]
        rows = [(*place, sentence) for place, sentence in zip(places, sentences, strict=True)]
        write_problems(report, file.name, rows, datetime.now(settings.zone))
    return len(listed)


def refuse(*sentences: str) -> NoReturn:
    """End the command: nothing was changed."""
    say(*sentences)
    raise typer.Exit(REFUSED)


def confirm(yes: bool, question: str, cancelled: str) -> None:
    """Ask whether to go on, unless that is said already; anything but a yes ends the command."""
    if not yes and not ask(question):
        refuse(cancelled)
