"""`export statistics`: single answers as numbers with labels, for statistics packages, on the centre's machine."""

import asyncio
import sqlite3
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.frame import say
from bot.commands.installation import check_free, load_settings
from bot.commands.period import Since, Until, period
from bot.commands.refusals import Refusal
from handlers.texts import statistics as texts

if TYPE_CHECKING:
    from bot.domain.exporting import StatisticsRequest
    from bot.usecases.statistics import Found, Written

SUFFIX = ".dta"


def statistics(
    out: Annotated[Path, typer.Option(help="Папка или, для одной анкеты, файл .dta.", metavar="КУДА")],
    questionnaire: Annotated[str | None, typer.Option(help="Только одна анкета.", metavar="КОД")] = None,
    since: Since = None,
    until: Until = None,
    force: Annotated[bool, typer.Option("--force", help="Записать поверх имеющихся файлов.")] = False,
) -> None:
    """Выгрузить ответы для статистических программ: Stata, SPSS, R.

    По файлу на анкету: ответы числами с подписями, люди по кодам. Бот можно не останавливать.
    """
    request = _request(since, until)
    found = asyncio.run(_found(request))
    codes = _chosen(found, questionnaire)
    if not codes:
        say(texts.NOTHING, *texts.left_out(found.anonymous))
        return
    targets = _targets(out, codes)
    for path in targets.values():
        check_free(path, force)
    say(*texts.ready([(str(one.path), one.submissions, one.variables) for one in _written(request, targets)]))
    if questionnaire is None:
        say(*texts.left_out(found.anonymous))


def _request(since: datetime | None, until: datetime | None) -> "StatisticsRequest":
    from bot.domain.exporting import StatisticsRequest

    settings = load_settings()
    now = datetime.now(settings.zone)
    begin, end = (int(one.timestamp()) for one in period(since, until, now))
    return StatisticsRequest(settings.database_url, begin, end, int(now.timestamp()), settings.timezone)


async def _found(request: "StatisticsRequest") -> "Found":
    """Look what there is, beside the bot if it runs."""
    from bot.usecases.organisations import check_organisations
    from bot.usecases.statistics import find_questionnaires
    from storage.beside import read_beside

    await read_beside(request.database_url, check_organisations, ())  # refuses a database that is not to be read
    return await find_questionnaires(request)


def _chosen(found: "Found", questionnaire: str | None) -> tuple[str, ...]:
    if questionnaire is None:
        return found.shown
    if questionnaire in found.anonymous:
        raise Refusal(texts.anonymous(questionnaire))
    if questionnaire not in found.shown:
        raise Refusal(texts.unknown(questionnaire, found.shown))
    return (questionnaire,)


def _targets(out: Path, codes: tuple[str, ...]) -> dict[str, Path]:
    """Code → file; makes the folder if only it is missing."""
    if out.suffix.casefold() == SUFFIX and not out.is_dir():
        if len(codes) > 1:
            raise Refusal(texts.several(codes))
        return {codes[0]: out}
    if not out.exists() and out.suffix[1:].isalpha():
        raise Refusal(texts.not_statistics(str(out)))
    if not out.exists() and out.absolute().parent.is_dir():
        out.mkdir()
    if out.exists() and not out.is_dir():
        raise Refusal(texts.not_a_folder(str(out)))
    return {code: out / f"{code}{SUFFIX}" for code in codes}


def _written(request: "StatisticsRequest", targets: Mapping[str, Path]) -> "list[Written]":
    from bot.usecases.statistics import write_statistics
    from storage.notes import Note, note_beside

    detail = {"what": "statistics", "questionnaires": ", ".join(targets)}
    line = Note(request.now, "export", "municipality", detail)
    asyncio.run(note_beside(request.database_url, line))  # first: no file with answers goes unnoticed
    try:
        return asyncio.run(write_statistics(request, targets))
    except sqlite3.Error as error:
        raise Refusal(texts.UNREADABLE) from error
    except OSError as error:
        raise Refusal(texts.UNWRITTEN) from error
