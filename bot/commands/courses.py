"""`import courses`: courses, their runs and who took part."""

import asyncio
import time
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot.commands.frame import say
from bot.commands.installation import check_free, check_kind, load_settings, open_store
from bot.commands.lists import Problems, Template, Workbook, Yes, confirm, refuse, tell_problems
from handlers.texts import course_list as texts
from handlers.texts.inviting import template as template_text

if TYPE_CHECKING:
    from bot.domain.course_list.plan import CoursePlan, StoredCourses
    from bot.domain.roster.sheets import RosterProblem
    from bot.settings import Settings


def import_courses(
    file: Workbook = None, yes: Yes = False, template: Template = None, problems: Problems = None
) -> None:
    """Загрузить список курсов и слушателей.

    Сначала показывает план и спрашивает, потом загружает всё или ничего. Слушатели указываются кодами.
    Тот же файл второй раз ничего не меняет.
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
    from exports.course_template import write_course_template

    check_kind(path, ".xlsx")
    check_free(path, force=False)
    write_course_template(path)
    say(template_text(str(path)))


async def _import(settings: "Settings", file: Path, yes: bool, report: Path | None) -> None:
    from bot.usecases.course_list import apply_courses, load_courses

    async with open_store(settings) as database:
        seen = await database.read(load_courses)
        plan = make_plan(file, seen)
        if isinstance(plan, tuple):
            count = tell_problems(settings, file, plan, texts.problem, report)
            refuse("", texts.problems(count, str(report) if report else None))
        say(*texts.plan(plan))
        if plan.is_empty:
            return
        confirm(yes, texts.CONFIRM, texts.CANCELLED)
        await database.write(apply_courses, plan, seen, int(time.time()))
    say(texts.imported(plan))


def make_plan(file: Path, seen: "StoredCourses") -> "CoursePlan | tuple[RosterProblem, ...]":
    """Read a list of courses and compare it with what is stored; return the changes, or everything wrong with it."""
    from bot.domain.course_list.plan import plan_courses
    from bot.domain.course_list.reading import read_courses
    from bot.domain.roster.sheets import RosterProblem
    from exports.roster import read_sheets
    from questionnaires.standards import load_standards

    sheets = read_sheets(file)
    if isinstance(sheets, RosterProblem):
        return (sheets,)
    functions = {function.code for standard in load_standards().values() for function in standard.functions}
    listed = read_courses(sheets, seen.courses, functions)
    return listed if isinstance(listed, tuple) else plan_courses(listed, seen)
