"""What the demo shows on the console when the audits are done. Knows tables of the console, nothing of the bot."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.table import Table

from bot.demo import texts
from bot.demo.cast import Habit
from bot.demo.crowd import Tally


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom the bot wrote to: young teachers, their check-ins answered, and who told how she liked a course."""

    young: int
    checkins: int
    satisfied: int


def show_summary(console: Console, tally: Tally, asked: Asked, workbook: Path) -> None:
    """How many came, how it ended, how long it took, where the workbook is."""
    table = Table(title="Итог", show_header=False, title_justify="left")
    table.add_row("Педагогов", str(sum(tally.people.values())))
    table.add_row("отправили полный самоаудит", str(tally.people[Habit.FULL]))
    table.add_row("отправили краткий", str(tally.people[Habit.SHORT]))
    table.add_row("прервались на полпути", str(tally.people[Habit.STOPS]))
    table.add_row("не дали согласия", str(tally.people[Habit.REFUSES]))
    table.add_row("Ответов", str(tally.answers))
    table.add_row("Молодых педагогов", str(asked.young))
    table.add_row("ответили на опросы за год", str(asked.checkins))
    table.add_row("Слушателей, ответивших после курса", str(asked.satisfied))
    table.add_row("Время", texts.seconds(tally.seconds))
    console.print(table)
    console.print(f"Книга: {workbook}", soft_wrap=True, highlight=False)
    for sheet, about in texts.SHEETS:
        console.print(f"  лист «{sheet}»: {about}", soft_wrap=True, highlight=False)


def show_clock(console: Console, shown: float, zone: ZoneInfo) -> None:
    """What time it is in the demo."""
    console.print(texts.clock(datetime.fromtimestamp(shown, zone)), soft_wrap=True, highlight=False)


def show_where_to_look(console: Console, folder: Path, address: str) -> None:
    """The files, who can be played, and where both are."""
    table = Table(title="Что посмотреть", show_header=False, title_justify="left")
    for name, about in texts.FILES:
        table.add_row(name, about)
    table.add_section()
    for title, about in texts.VISITORS.values():
        table.add_row(title, about)
    console.print(table)
    for line in texts.where(str(folder), address):
        console.print(line, soft_wrap=True, highlight=False)
