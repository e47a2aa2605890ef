"""`import people` and `organisations`: the register and the staff list."""

import asyncio
import secrets
import time
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot.commands.frame import say
from bot.commands.installation import check_free, check_kind, load_settings, open_names, open_store
from bot.commands.lists import Problems, Template, Workbook, Yes, confirm, refuse, tell_problems
from handlers.texts import inviting as texts

if TYPE_CHECKING:
    from bot.domain.roster.plan import Plan, Register
    from bot.domain.roster.sheets import RosterProblem
    from bot.settings import Settings
    from storage.keys import NameKey


def import_people(
    file: Workbook = None, yes: Yes = False, template: Template = None, problems: Problems = None
) -> None:
    """Загрузить список организаций и педагогов.

    Сначала показывает план и спрашивает, потом загружает всё или ничего.
    Имена сразу закрываются ключом и хранятся отдельно. Тот же файл второй раз ничего не меняет.
    """
    if template is not None:
        _write_template(template)
        return
    if file is None:
        raise typer.BadParameter("Не указан ФАЙЛ со списком. Пустую книгу даст --template.")
    if problems is not None:
        check_kind(problems, ".xlsx")
        check_free(problems, force=False)
    asyncio.run(_import(load_settings(), file, yes, problems))


def _write_template(path: Path) -> None:
    from exports.roster_template import write_template

    check_kind(path, ".xlsx")
    check_free(path, force=False)
    write_template(path)
    say(texts.template(str(path)))


async def _import(settings: "Settings", file: Path, yes: bool, report: Path | None) -> None:
    from bot.usecases.roster import apply_plan, count_sealed, load_register
    from handlers.texts.roster import plan as told
    from handlers.texts.roster import problem

    async with open_store(settings) as database:
        key = open_names(settings, await database.read(count_sealed))
        seen = await database.read(load_register, key)
        plan = make_plan(settings, file, seen, key)
        if isinstance(plan, tuple):
            count = tell_problems(settings, file, plan, problem, report)
            refuse("", texts.problems(count, str(report) if report else None))
        say(*told(plan.summary))
        if plan.is_empty:
            return
        confirm(yes, texts.CONFIRM, texts.CANCELLED)
        await database.write(apply_plan, plan, seen, key, int(time.time()))
    say(texts.imported(len(plan.added), len(plan.changed)))


def make_plan(settings: "Settings", file: Path, seen: "Register", key: "NameKey") -> "Plan | tuple[RosterProblem, ...]":
    """Read a staff list and compare it with the register; return what would change, or everything wrong with it."""
    from bot.domain.names import name_digest
    from bot.domain.roster.matching import plan_import
    from bot.domain.roster.reading import read_roster
    from bot.domain.roster.sheets import RosterProblem
    from exports.roster import read_sheets

    sheets = read_sheets(file)
    if isinstance(sheets, RosterProblem):
        return (sheets,)
    roster = read_roster(sheets, datetime.now(settings.zone).date(), seen.organisations.values())
    if isinstance(roster, tuple):
        return roster
    return plan_import(roster, seen, partial(name_digest, key.digest), secrets.randbelow)


def organisations() -> None:
    """Показать, сколько людей подключено. По организациям, с их кодами."""
    from bot.usecases.organisations import count_people
    from storage.beside import read_beside

    lines = asyncio.run(read_beside(load_settings().database_url, count_people, int(time.time())))
    say(*texts.organisations(lines))
