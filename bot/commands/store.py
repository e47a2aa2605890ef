"""`backup`, `restore`, `check`: the data as files."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.frame import REFUSED, say
from bot.commands.installation import check_folder, load_settings
from handlers.texts.storage import SOUND, advice, finding, kept, key_apart, restored

Copy = Annotated[Path, typer.Argument(help="Копия, записанная командой backup.", metavar="КОПИЯ")]


def backup(
    out: Annotated[Path, typer.Option(help="Куда записать копию; файл не должен существовать.", metavar="ФАЙЛ")],
) -> None:
    """Записать копию всех данных. Бот можно не останавливать."""
    from storage import backup as copies

    settings = load_settings()
    check_folder(out)
    report = asyncio.run(copies.backup(settings.database_url, out))
    say(kept(str(report.file), report.size, report.rows["people"], report.rows["submissions"]))
    say(key_apart(settings.key_file))


def restore(
    file: Copy,
    force: Annotated[
        bool, typer.Option("--force", help="Заменить имеющиеся данные; прежние сохранятся рядом.")
    ] = False,
) -> None:
    """Вернуть данные из копии. Бот должен быть остановлен."""
    from storage import backup as copies

    report = asyncio.run(copies.restore(file, load_settings().database_url, force=force))
    say(restored(report.rows["people"], report.rows["submissions"], str(report.kept) if report.kept else None))


def check() -> None:
    """Проверить базу: файл, таблицы, противоречия. Ничего не меняет."""
    from storage import checkup

    findings = asyncio.run(checkup.check(load_settings().database_url))
    if not findings:
        say(SOUND)
        return
    say(*(finding(one.code, one.detail) for one in findings), advice(frozenset(one.code for one in findings)))
    raise typer.Exit(REFUSED)
