"""Lines for the journal from a process beside the bot: kept as files until whoever holds the database takes them in.

A SQLite file has one writer (docs/decisions/0001-storage.md), so another process leaves its line beside the file,
`bot.sqlite3.<digest>.note`, whole or not at all (docs/decisions/0010-notes-beside.md). Knows no actions.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from glob import escape
from hashlib import sha256
from pathlib import Path

from storage.database import Database, open_database, sqlite_path
from storage.errors import Refused
from storage.files import complete_or_absent
from storage.transaction import Transaction

SUFFIX = ".note"


@dataclass(frozen=True, slots=True)
class Note:
    """One line of the journal that no person of the register stands behind; `at` in epoch seconds."""

    at: int
    action: str
    about: str
    detail: Mapping[str, str | int | None]


async def note_beside(url: str, note: Note) -> None:
    """Put a line into the journal, the bot running or not; the bot takes it in with its next tick.

    Raises `Refused`: `unnoted` when the line cannot be kept, and what opening raises except `locked`.
    """
    path = sqlite_path(url)
    if path is not None:
        _leave(path, note)
    try:
        database = await open_database(url)
    except Refused as refusal:
        if refusal.code == "locked":
            return
        raise
    try:
        await (database.write(_keep, note) if path is None else take_notes(database, url))
    finally:
        await database.close()


async def take_notes(database: Database, url: str) -> int:
    """Move the lines left beside the database of `url` into its journal; return how many had to stay.

    A line is in the journal once, even if we are ended between its commit and the removal of its file.
    """
    path, stayed = sqlite_path(url), 0
    if path is None:
        return 0
    for file in sorted(path.parent.glob(f"{escape(path.name)}.*{SUFFIX}")):
        try:
            await database.write(_keep, Note(**json.loads(file.read_bytes())))
            file.unlink()
        except (OSError, ValueError, TypeError):  # another user's, or not ours
            stayed += 1
    return stayed


def _leave(path: Path, note: Note) -> None:
    line = json.dumps(asdict(note), ensure_ascii=False, sort_keys=True).encode()
    file = path.with_name(f"{path.name}.{sha256(line).hexdigest()[:16]}{SUFFIX}")
    try:
        with complete_or_absent(file) as part:
            part.write_bytes(line)
    except OSError as error:
        raise Refused("unnoted", folder=str(path.parent)) from error


async def _keep(tx: Transaction, note: Note) -> None:
    await tx.audit.note_once(note.at, note.action, note.about, **note.detail)
