"""Several processes on one PostgreSQL: one person's updates pass one by one, a lost server loses nothing silently."""

import asyncio
from collections.abc import AsyncIterator

import asyncpg
import pytest

from bot.domain.errors import DomainError
from storage import postgresql
from storage.database import Database, open_database
from storage.errors import Refused, Unavailable
from storage.statement import Statement
from storage.tables import roles
from storage.transaction import Transaction
from tests.databases import PostgresqlServer
from tests.storage.verbs import claim, claim_and_refuse, claim_next, claimed, count

PERSON = 77


@pytest.fixture
async def two(postgresql_url: str) -> AsyncIterator[tuple[Database, Database]]:
    """Two processes, as far as the server can tell."""
    first, second = await open_database(postgresql_url), await open_database(postgresql_url)
    yield first, second
    await first.close()
    await second.close()


async def _claim_next_of_person(tx: Transaction, person: int) -> int:
    await tx.updates.lock_person(person)
    return await claim_next(tx)


async def test_one_person_is_served_one_by_one_by_both(two: tuple[Database, Database]) -> None:
    works = [two[number % 2].write(_claim_next_of_person, PERSON) for number in range(60)]
    assert sorted(await asyncio.gather(*works)) == list(range(60))


async def test_different_people_do_not_wait_for_each_other(two: tuple[Database, Database]) -> None:
    inside, leave = asyncio.Event(), asyncio.Event()

    async def dawdle(tx: Transaction) -> None:
        await tx.updates.lock_person(PERSON)
        inside.set()
        await leave.wait()

    slow = asyncio.ensure_future(two[0].write(dawdle))
    await inside.wait()
    await two[1].write(_claim_next_of_person, PERSON + 1)
    waiting = asyncio.ensure_future(two[1].write(_claim_next_of_person, PERSON))
    await two[1].read(count)
    assert not waiting.done()
    leave.set()
    await slow
    assert await waiting == 1


async def test_an_update_has_one_effect_whoever_takes_it(two: tuple[Database, Database]) -> None:
    assert sum(await asyncio.gather(*(two[number % 2].write(claim, 5) for number in range(20)))) == 1


async def test_a_refused_use_case_leaves_nothing(two: tuple[Database, Database]) -> None:
    with pytest.raises(DomainError):
        await two[0].write(claim_and_refuse, 1)
    assert await two[1].read(claimed) == []


async def test_a_broken_rule_of_the_schema_is_the_use_cases_fault(two: tuple[Database, Database]) -> None:
    grant = Statement(roles.insert().values(person_id=99, role="admin", granted_at=0))

    async def grant_nobody(tx: Transaction) -> None:
        await tx.connection.execute(grant)

    with pytest.raises(asyncpg.ForeignKeyViolationError):
        await two[0].write(grant_nobody)


async def test_a_deadlock_may_be_tried_again(two: tuple[Database, Database]) -> None:
    both_hold = asyncio.Barrier(2)

    async def take(tx: Transaction, first: int, second: int) -> None:
        await tx.updates.lock_person(first)
        await both_hold.wait()
        await tx.updates.lock_person(second)

    works = (two[0].write(take, 1, 2), two[1].write(take, 2, 1))
    results = await asyncio.gather(*works, return_exceptions=True)
    assert sorted(type(result).__name__ for result in results) == ["NoneType", "Unavailable"]


async def test_a_closed_pool_is_unavailable(postgresql_url: str) -> None:
    database = await open_database(postgresql_url)
    await database.close()
    for use in (database.read, database.write):
        with pytest.raises(Unavailable):
            await use(count)


async def test_a_session_ended_by_the_server_is_unavailable_and_the_next_one_works(
    postgresql_url: str, postgresql_server: PostgresqlServer
) -> None:
    database = await open_database(postgresql_url)

    async def lose_the_session(tx: Transaction) -> None:
        await claim(tx, 1)
        await postgresql_server.run(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE state = 'idle in transaction'"
        )
        await claim(tx, 2)

    with pytest.raises(Unavailable):
        await database.write(lose_the_session)
    assert await database.read(claimed) == []
    await database.close()


async def test_a_crashed_server_is_unavailable_and_loses_nothing_acknowledged(mortal_server: PostgresqlServer) -> None:
    url = mortal_server.url(await mortal_server.create())
    database = await open_database(url)
    await asyncio.gather(*(database.write(claim, number) for number in range(20)))

    async def crash(tx: Transaction) -> None:
        await claim(tx, 100)
        await asyncio.to_thread(mortal_server.crash)
        await claim(tx, 101)

    for work in (database.write(crash), database.write(claim, 102), database.read(count)):
        with pytest.raises(Unavailable):
            await work
    with pytest.raises(Refused, match="unreachable"):
        await open_database(url)
    await asyncio.to_thread(mortal_server.start)
    assert await database.write(claim, 103)
    assert await database.read(claimed) == [*range(20), 103]
    await database.close()


async def test_a_hung_server_is_unavailable_and_the_use_case_may_be_tried_again(
    mortal_server: PostgresqlServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql, "PATIENCE", 0.1)
    database = await open_database(mortal_server.url(await mortal_server.create()))
    assert await database.write(claim, 1)

    async def hang(tx: Transaction) -> None:
        await claim(tx, 2)
        mortal_server.freeze()
        await claim(tx, 3)

    try:
        for work in (database.write(hang), database.write(claim, 4), database.read(count)):
            with pytest.raises(Unavailable):
                await asyncio.wait_for(work, 30)
    finally:
        mortal_server.thaw()
    assert await database.write(claim, 2)
    assert await database.read(claimed) == [1, 2]
    await database.close()
