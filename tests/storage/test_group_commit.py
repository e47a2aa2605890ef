"""What the writer promises: one commit for many, nobody pays for a neighbour, nothing answered before it is kept."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path
from threading import Event

import pytest

from bot.domain.errors import DomainError
from storage.database import Database, open_database
from storage.errors import Refused, Unavailable
from storage.statement import Statement
from storage.tables import roles, updates
from storage.transaction import Transaction
from tests.storage.verbs import claim, claim_and_refuse, claim_next, claimed, count


async def _wait(tx: Transaction, signal: Event) -> None:
    """Hold the writer, so that what comes meanwhile ends up in one group."""
    signal.wait()


async def _together(database: Database, *works: Callable[[], Awaitable[object]]) -> list[object]:
    signal = Event()
    held = asyncio.ensure_future(database.write(_wait, signal))
    running = [asyncio.ensure_future(work()) for work in works]
    await asyncio.sleep(0)  # everybody is in the queue now
    signal.set()
    await held
    return list(await asyncio.gather(*running, return_exceptions=True))


async def test_many_writers_at_once_lose_nothing(database: Database) -> None:
    numbers = range(300)
    assert await asyncio.gather(*(database.write(claim, number) for number in numbers)) == [True] * 300
    assert await database.read(claimed) == list(numbers)


async def test_read_modify_write_is_never_interleaved_on_sqlite(sqlite_url: str) -> None:
    database = await open_database(sqlite_url)
    assert sorted(await asyncio.gather(*(database.write(claim_next) for _ in range(200)))) == list(range(200))
    await database.close()


async def test_an_update_is_claimed_by_one_of_many(database: Database) -> None:
    assert sum(await asyncio.gather(*(database.write(claim, 1) for _ in range(20)))) == 1


async def test_a_refused_neighbour_takes_nothing_with_it(sqlite_url: str) -> None:
    database = await open_database(sqlite_url)

    async def broken(tx: Transaction) -> None:
        await claim(tx, 5)
        raise ValueError("a bug")

    async def unwanted(tx: Transaction) -> None:
        await claim(tx, 6)
        await tx.connection.execute(_ROLE_OF_NOBODY)

    results = await _together(
        database,
        lambda: database.write(claim, 1),
        lambda: database.write(claim_and_refuse, 2),
        lambda: database.write(claim, 3),
        lambda: database.write(broken),
        lambda: database.write(unwanted),
        lambda: database.write(claim, 4),
    )
    assert [type(result) for result in results] == [
        bool, DomainError, bool, ValueError, sqlite3.IntegrityError, bool,
    ]  # fmt: skip
    assert await database.read(claimed) == [1, 3, 4]
    await database.close()


_ROLE_OF_NOBODY = Statement(roles.insert().values(person_id=99, role="admin", granted_at=0))
_FORGOT = Statement(updates.insert(), columns=("update_id", "at"))


async def _forget_a_parameter(tx: Transaction) -> None:
    await tx.connection.execute(_FORGOT, update_id=1)


async def _give_up(tx: Transaction) -> None:
    raise asyncio.CancelledError


async def _wait_for_another(tx: Transaction) -> None:
    await claim(tx, 1)
    await asyncio.sleep(0)


async def _sleep(tx: Transaction) -> None:
    await asyncio.sleep(1)


async def _hold_on(tx: Transaction) -> None:
    try:
        await asyncio.sleep(0)
    finally:
        await asyncio.sleep(0)


@pytest.mark.parametrize(
    ("verb", "error"),
    [
        (_forget_a_parameter, sqlite3.ProgrammingError),
        (_give_up, asyncio.CancelledError),
        (_wait_for_another, RuntimeError),
        (_sleep, RuntimeError),
        (_hold_on, RuntimeError),
    ],
)
async def test_the_writer_survives(
    sqlite_url: str, verb: Callable[[Transaction], Awaitable[None]], error: type[BaseException]
) -> None:
    database = await open_database(sqlite_url)
    with pytest.raises(error):
        await database.write(verb)
    assert await database.write(claim, 2)
    assert await database.read(claimed) == [2]
    await database.close()


async def test_waiting_for_something_else_is_refused_in_plain_words(sqlite_url: str) -> None:
    database = await open_database(sqlite_url)
    with pytest.raises(RuntimeError, match="a use case awaited something besides its repositories"):
        await database.write(_wait_for_another)
    await database.close()


async def test_who_is_cancelled_while_waiting_does_not_disturb_the_others(sqlite_url: str) -> None:
    database = await open_database(sqlite_url)
    signal = Event()
    held = asyncio.ensure_future(database.write(_wait, signal))
    impatient, patient = (asyncio.ensure_future(database.write(claim, number)) for number in (1, 2))
    await asyncio.sleep(0)
    impatient.cancel()
    signal.set()
    assert await patient
    await held
    assert await database.read(claimed) == [1, 2]
    await database.close()


async def test_close_finishes_what_was_accepted_and_refuses_what_comes_later(sqlite_url: str) -> None:
    database = await open_database(sqlite_url)
    accepted = [asyncio.ensure_future(database.write(claim, number)) for number in range(50)]
    await asyncio.sleep(0)
    await database.close()
    assert await asyncio.gather(*accepted) == [True] * 50
    for use in (database.write, database.read):
        with pytest.raises(Unavailable):
            await use(count)
    await database.close()
    reopened = await open_database(sqlite_url)
    assert await reopened.read(count) == 50
    await reopened.close()


async def test_a_closed_database_is_one_file(sqlite_file: Path) -> None:
    database = await open_database(f"sqlite:///{sqlite_file}")
    await database.write(claim, 1)
    await database.close()
    assert sorted(file.name for file in sqlite_file.parent.iterdir()) == ["bot.sqlite3", "bot.sqlite3.lock"]


async def test_a_reader_sees_one_moment(database: Database) -> None:
    async def twice(tx: Transaction, between: asyncio.Event, go_on: asyncio.Event) -> tuple[int, int]:
        first = await count(tx)
        between.set()
        await go_on.wait()
        return first, await count(tx)

    between, go_on = asyncio.Event(), asyncio.Event()
    reading = asyncio.ensure_future(database.read(twice, between, go_on))
    await between.wait()
    await database.write(claim, 1)
    go_on.set()
    assert await reading == (0, 0)
    assert await database.read(count) == 1


async def test_a_reader_cannot_write(database: Database) -> None:
    with pytest.raises(Exception, match=r"read-?only"):
        await database.read(claim, 1)
    assert await database.read(count) == 0


async def test_cancelled_readers_are_not_lost(database: Database) -> None:
    for _ in range(5):  # more than there are readers
        reading = asyncio.ensure_future(database.read(count))
        await asyncio.sleep(0)
        reading.cancel()
        await asyncio.gather(reading, return_exceptions=True)
    assert await database.read(count) == 0


async def test_streams_yield_every_row_in_order(database: Database) -> None:
    await asyncio.gather(*(database.write(claim, number) for number in range(2500)))

    async def collect(tx: Transaction) -> list[int]:
        return [row["update_id"] async for row in tx.connection.stream(_IN_ORDER)]

    assert await database.read(collect) == list(range(2500))
    assert await database.write(collect) == list(range(2500))


_IN_ORDER = Statement(updates.select().order_by(updates.c.update_id))


async def test_a_second_opening_is_refused(sqlite_url: str) -> None:
    database = await open_database(sqlite_url)
    with pytest.raises(Refused, match="locked"):
        await open_database(sqlite_url)
    assert await database.write(claim, 1)
    await database.close()
    await (await open_database(sqlite_url)).close()


async def test_every_connection_is_durable_and_keeps_references(sqlite_file: Path) -> None:
    database = await open_database(f"sqlite:///{sqlite_file}")

    async def pragma(tx: Transaction, name: str) -> object:
        return vars(tx.connection)["_raw"].execute(f"PRAGMA {name}").fetchone()[0]

    asked = {name: await database.write(pragma, name) for name in ("journal_mode", "synchronous", "foreign_keys")}
    assert asked == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    await database.close()
    with closing(sqlite3.connect(sqlite_file)) as raw:
        assert raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)
