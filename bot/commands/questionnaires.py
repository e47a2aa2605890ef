"""`questionnaire inspect`, `publish`, `list`: definitions as files and as published versions."""

import asyncio
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.frame import REFUSED, Commands, say
from bot.commands.installation import load_settings, open_store
from bot.commands.refusals import Refusal
from handlers.texts import definitions as texts
from handlers.texts.reasons import of_error

if TYPE_CHECKING:
    from questionnaires.definition import Definition
    from questionnaires.model import Questionnaire
    from questionnaires.versions import Changes

File = Annotated[Path, typer.Argument(help="Описание анкеты (.yaml).", metavar="ФАЙЛ")]

app = Commands("Проверить или опубликовать анкету.")


def inspect(file: File) -> None:
    """Найти в описании анкеты все ошибки. Ничего не публикует."""
    definition = _load(file)
    say(*map(texts.issue, definition.issues), texts.inspected(definition))
    if definition.questionnaire is None:
        raise typer.Exit(REFUSED)


def publish(file: File) -> None:
    """Опубликовать анкету или её новую версию.

    Начатые анкеты остаются на своей версии.
    """
    definition = _load(file)
    say(*map(texts.issue, definition.issues))
    if definition.questionnaire is None:
        raise Refusal(texts.inspected(definition))
    number, before, changes = asyncio.run(_publish(definition.questionnaire))
    say(*texts.published(definition.questionnaire.title, number, before, changes))


def list_published() -> None:
    """Показать опубликованные анкеты."""
    from bot.usecases.questionnaires import published
    from storage.beside import read_beside

    say(*texts.listed(asyncio.run(read_beside(load_settings().database_url, published))))


def _load(file: Path) -> "Definition":
    from bot.usecases.choices import SOURCES
    from questionnaires.definition import load
    from questionnaires.standards import vocabulary

    try:
        return load(file, vocabulary(SOURCES))
    except OSError as error:
        raise Refusal(f"Файл {file} не открывается: {of_error(error)}. Ничего не опубликовано.") from error


async def _publish(questionnaire: "Questionnaire") -> "tuple[int, int, Changes | None]":
    """Return the number of the version now and before (0: none), and what the new one changes."""
    from bot.usecases.questionnaires import find_changes, find_latest, find_number
    from bot.usecases.questionnaires import publish as publish_version

    async with open_store(load_settings()) as database:
        changes = await database.read(find_changes, questionnaire)
        if changes is not None and changes.refused:
            raise Refusal("\n".join((texts.RETYPED, *texts.refusals(changes))))
        before = await database.read(find_number, questionnaire.code)
        version = await database.write(publish_version, questionnaire, int(time.time()))
        if version != await database.read(find_latest, questionnaire.code):
            raise Refusal(texts.former(questionnaire.title, before))
        return await database.read(find_number, questionnaire.code), before, changes


app.add(inspect, "inspect")
app.add(publish, "publish")
app.add(list_published, "list")
