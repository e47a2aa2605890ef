"""The installation's key: one file outside the database's folder. Knows files and permissions, no names, no answers."""

import os
import secrets
import stat
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from storage.errors import Refused

KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class NameKey:
    """Two independent keys derived from the file: one seals names, one makes their digests."""

    sealing: bytes = field(repr=False)
    digest: bytes = field(repr=False)


def open_key(path: Path, database: Path | None, sealed: int) -> NameKey:
    """Read the key of the names; make the file on first use, that is while nothing is sealed yet.

    `sealed` counts what it closes, names and answers. Raises `Refused`: `key_missing` when something is sealed that
    only a lost key could open (a new key would hide that), `key_damaged`, `key_exposed` when other accounts of the
    machine may read it, and `key_beside_database` when whoever copies the database's folder would get the key with it.
    """
    master = _master(path, database, sealed)
    return NameKey(_derived(master, b"names: sealing"), _derived(master, b"names: digest"))


def open_answer_key(path: Path, database: Path | None, sealed: int) -> Callable[[], bytes]:
    """Read the file and return what derives the key of anonymous answers that wait; it opens no name.

    Makes the file and raises as `open_key`.
    """
    master = _master(path, database, sealed)
    return lambda: _derived(master, b"answers: sealing")


def _master(path: Path, database: Path | None, sealed: int) -> bytes:
    if database is not None and path.resolve().is_relative_to(database.resolve().parent):
        raise Refused("key_beside_database", file=str(path))
    if not path.exists():
        if sealed:
            raise Refused("key_missing", file=str(path))
        _create(path)
    return _read(path)


def _create(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(KEY_BYTES) + "\n")
        file.flush()
        os.fsync(file.fileno())


def _read(path: Path) -> bytes:
    if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise Refused("key_exposed", file=str(path))
    try:
        master = bytes.fromhex(path.read_text(encoding="ascii"))
    except ValueError as error:
        raise Refused("key_damaged", file=str(path)) from error
    if len(master) != KEY_BYTES:
        raise Refused("key_damaged", file=str(path))
    return master


def _derived(master: bytes, purpose: bytes) -> bytes:
    # here, because the library takes megabytes of a bot that may never seal anything
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose).derive(master)
