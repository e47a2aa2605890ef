"""`export monitoring`: the workbook made on the centre's machine, the only place where it may hold names."""

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.frame import Commands, say
from bot.commands.installation import check_free, check_kind, load_settings, open_names
from bot.commands.period import Since, beginning
from bot.commands.refusals import Refusal
from bot.commands.statistics import statistics
from handlers.texts import exporting as texts

if TYPE_CHECKING:
    from bot.domain.exporting import ExportProgress, ExportRequest
    from bot.settings import Settings
    from bot.usecases.exporting import OnProgress

app = Commands("Выгрузки: книга Excel, файлы для статистических программ.")


def monitoring(
    out: Annotated[Path, typer.Option(help="Куда записать книгу.", metavar="ФАЙЛ")],
    with_names: Annotated[
        bool, typer.Option("--with-names", help="С фамилиями; такую книгу нельзя пересылать через мессенджер.")
    ] = False,
    organisation: Annotated[str | None, typer.Option(help="Только одна организация.", metavar="КОД")] = None,
    since: Since = None,
    force: Annotated[bool, typer.Option("--force", help="Записать поверх имеющегося файла.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Ничего не показывать, только код завершения.")] = False,
) -> None:
    """Собрать книгу мониторинга.

    В ней охват, дефициты, частые затруднения и ответы по кодам. Бот можно не останавливать.
    """
    from bot.domain.codes import normalise_code
    from bot.usecases.exporting import export_monitoring

    settings = load_settings()
    check_kind(out, ".xlsx")
    check_free(out, force)
    now = datetime.now(settings.zone)
    begin = beginning(since, now)
    scope = (normalise_code(organisation),) if organisation else ()
    request = asyncio.run(_prepare(settings, out, (begin, now), scope, with_names))
    with _progress(quiet) as on_progress:
        outcome = asyncio.run(export_monitoring(request, on_progress))
    if outcome.code != "ready":
        raise Refusal(texts.FAILED[outcome.code])
    if not quiet:
        say(*texts.ready(str(out), outcome.size, outcome.submissions, outcome.cut_texts, with_names))


async def _prepare(
    settings: "Settings", out: Path, period: tuple[datetime, datetime], scope: tuple[str, ...], with_names: bool
) -> "ExportRequest":
    """Check what is asked for, fetch the names and note it in the journal, beside the bot if it runs."""
    from bot.export_request import export_request
    from bot.usecases.organisations import check_organisations
    from storage.beside import read_beside
    from storage.notes import Note, note_beside

    await read_beside(settings.database_url, check_organisations, scope)
    names = await _names(settings) if with_names else None
    about, at = ", ".join(scope) or "municipality", int(period[1].timestamp())
    line = Note(at, "export", about, {"what": "monitoring", "names": int(with_names)})
    await note_beside(settings.database_url, line)  # first: no file with answers goes unnoticed
    return export_request(settings, out, *period, scope=scope, names=names)


async def _names(settings: "Settings") -> Mapping[str, str]:
    from bot.usecases.inviting import load_names
    from bot.usecases.roster import count_sealed
    from storage.beside import read_beside

    key = open_names(settings, await read_beside(settings.database_url, count_sealed))
    names = await read_beside(settings.database_url, load_names, key)
    return {code: name.full for code, name in names.items()}


@contextmanager
def _progress(quiet: bool) -> "Iterator[OnProgress]":
    """Show a bar on the error stream, so that the output stays clean."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, disable=quiet or not console.is_terminal, transient=True) as bar:
        task = bar.add_task(texts.PROGRESS, total=None)

        def show(progress: "ExportProgress") -> None:
            bar.update(task, completed=progress.done, total=progress.total)

        yield show


app.add(monitoring, "monitoring")
app.add(statistics, "statistics")
