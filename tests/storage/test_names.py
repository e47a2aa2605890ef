"""Sealed names: opened only with the key, on SQLite and PostgreSQL alike; the key's file is guarded."""

import os
from pathlib import Path

import pytest

from bot.domain.names import Name
from bot.domain.people import Person
from storage.database import Database, open_database
from storage.errors import Refused
from storage.keys import NameKey, open_key
from storage.names import Names, count_names
from storage.transaction import Transaction

ANNA, LI = Name("Верховцева", "Анна", "Петровна"), Name("Ан", "Ли")


@pytest.fixture
def key(tmp_path: Path) -> NameKey:
    return open_key(tmp_path / "keys" / "names.key", None, 0)


async def _store(tx: Transaction, key: NameKey, names: dict[str, Name]) -> None:
    for code, name in names.items():
        person_id = await tx.people.put(Person(code, (), "учитель"), ())
        await Names(tx.connection, key).put(person_id, name)


async def _opened(tx: Transaction, key: NameKey, codes: tuple[str, ...] | None = None) -> dict[str, Name]:
    return dict(await Names(tx.connection, key).all(codes))


async def _digests(tx: Transaction, key: NameKey) -> dict[str, str]:
    return await Names(tx.connection, key).digests()


async def _count(tx: Transaction) -> int:
    return await count_names(tx.connection)


async def test_names_come_back_and_are_replaced(database: Database, key: NameKey) -> None:
    await database.write(_store, key, {"T-1": ANNA, "T-2": LI})
    await database.write(_store, key, {"T-2": ANNA})
    assert await database.read(_opened, key) == {"T-1": ANNA, "T-2": ANNA}
    assert await database.read(_opened, key, ("T-2",)) == {"T-2": ANNA}
    assert await database.read(_count) == 2


async def test_digests_find_equal_names(database: Database, key: NameKey) -> None:
    await database.write(_store, key, {"T-1": ANNA, "T-2": Name("ВЕРХОВЦЕВА", "Анна", "Петровна"), "T-3": LI})
    digests = await database.read(_digests, key)
    assert digests["T-1"] == digests["T-2"] != digests["T-3"]


async def test_another_key_opens_nothing(database: Database, key: NameKey, tmp_path: Path) -> None:
    await database.write(_store, key, {"T-1": ANNA})
    other = open_key(tmp_path / "other.key", None, 0)
    with pytest.raises(Refused, match="key_wrong"):
        await database.read(_opened, other)


async def test_p15_a_stolen_database_tells_no_name(sqlite_url: str, sqlite_file: Path, key: NameKey) -> None:
    database = await open_database(sqlite_url)
    await database.write(_store, key, {"T-1": ANNA, "T-2": LI})
    await database.close()
    stolen = b"".join(file.read_bytes() for file in sqlite_file.parent.glob(sqlite_file.name + "*"))
    assert stolen
    for part in (ANNA.last, ANNA.first, ANNA.patronymic):
        assert part.encode() not in stolen
        assert part.casefold().encode() not in stolen


def test_key_is_made_once_and_private(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "names.key"
    first = open_key(path, None, 0)
    assert path.stat().st_mode & 0o777 == 0o600
    assert open_key(path, None, 5) == first
    assert repr(first) == "NameKey()"


def test_a_lost_key_is_not_replaced_silently(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="key_missing"):
        open_key(tmp_path / "names.key", None, 1)
    assert not (tmp_path / "names.key").exists()


@pytest.mark.parametrize("content", ["", "zz", "00" * 31, "ключ"])
def test_a_damaged_key_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "names.key"
    path.write_text(content)
    path.chmod(0o600)
    with pytest.raises(Refused, match="key_damaged"):
        open_key(path, None, 0)


@pytest.mark.skipif(os.name != "posix", reason="permissions are POSIX's")
def test_a_key_others_may_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "names.key"
    open_key(path, None, 0)
    path.chmod(0o644)
    with pytest.raises(Refused, match="key_exposed"):
        open_key(path, None, 0)


def test_a_key_beside_the_database_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="key_beside_database"):
        open_key(tmp_path / "data" / "keys" / "names.key", tmp_path / "data" / "bot.sqlite", 0)
