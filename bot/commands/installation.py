"""What every command begins with: the settings, the database, the key of the names."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands.refusals import Refusal

if TYPE_CHECKING:
    from pydantic import ValidationError

    from bot.settings import Settings
    from storage.database import Database
    from storage.keys import NameKey


def load_settings() -> "Settings":
    """Read the settings. Raises `Refusal` that names every wrong or unknown one, without its value."""
    from pydantic import ValidationError

    from bot.programmes import known_programmes
    from bot.settings import Settings, lines_without_value, unknown_variables
    from handlers.texts.configuration import wrong

    faults = [(name, "extra") for name in unknown_variables()]
    try:
        faults += [(f".env, строка {number}", "no_value") for number in lines_without_value()]
        settings = Settings()
    except ValidationError as error:
        faults += _faults(error)
    except UnicodeDecodeError:
        faults.append((".env", "unreadable"))
    if faults:
        raise Refusal(wrong(dict.fromkeys(faults), known_programmes()))
    return settings


def _faults(error: "ValidationError") -> Iterator[tuple[str, str]]:
    """Yield (setting, kind of fault). Rules about several settings begin their message with the one to set."""
    for detail in error.errors(include_url=False, include_input=False):
        message = str(detail.get("ctx", {}).get("error", ""))
        if not detail["loc"]:
            setting = message.partition(" ")[0]
            yield setting, "webhook_secret" if setting == "WEBHOOK_SECRET" else "webhook_token"
        elif detail["type"] == "extra_forbidden":
            yield str(detail["loc"][0]).upper(), "extra"
        else:
            yield str(detail["loc"][0]).upper(), "empty" if message == "empty" else "wrong"


@asynccontextmanager
async def open_store(settings: "Settings") -> "AsyncIterator[Database]":
    """Open the database for writing, which only one process may do with a file. Raises `storage.errors.Refused`."""
    from storage.database import open_database

    database = await open_database(settings.database_url)
    try:
        yield database
    finally:
        await database.close()


def open_names(settings: "Settings", sealed: int) -> "NameKey":
    """Open the key of the names; `sealed` is how much it closes. Raises `storage.errors.Refused`."""
    from storage.database import sqlite_path
    from storage.keys import open_key

    return open_key(Path(settings.key_file), sqlite_path(settings.database_url), sealed)


def check_free(path: Path, force: bool) -> None:
    """Refuse to write over a file unless it is wished for, or into a folder that is not there."""
    if path.exists() and not force:
        raise Refusal(f"Файл {path} уже есть и остался прежним.\nУкажите другое имя или добавьте --force.")
    check_folder(path)


def check_kind(path: Path, suffix: str) -> None:
    """Refuse a file name that promises something else than what is written; `suffix` as in «.xlsx»."""
    if path.suffix.casefold() != suffix:
        name = path.with_suffix(suffix).name if path.name else f"имя{suffix}"
        raise Refusal(f"Здесь получится файл {suffix}, а указан {path}. Ничего не записано.\nУкажите, например, {name}")


def check_folder(path: Path) -> None:
    """Refuse a file in a folder that is not there: it may be a disk that is not connected."""
    if not path.absolute().parent.is_dir():
        raise Refusal(f"Папки {path.absolute().parent} нет. Ничего не записано.\nСоздайте её или укажите другую.")
