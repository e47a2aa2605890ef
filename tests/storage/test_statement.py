"""A statement is compiled once, runs on both drivers, and forgets no parameter."""

import sqlite3
from typing import Any

import asyncpg
import pytest
from sqlalchemy import BigInteger, bindparam, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from storage.database import Database
from storage.statement import Statement
from storage.tables import dead_letters, updates
from storage.transaction import Transaction

_BURY = Statement(insert(dead_letters), columns=("update_id", "code", "error", "body", "at"))
_FORGET = Statement(
    update(dead_letters).where(dead_letters.c.at < bindparam("before", type_=BigInteger)).values(body=None)
)
_KEPT = Statement(select(dead_letters.c.body, dead_letters.c.at).order_by(dead_letters.c.id))


async def _fill(tx: Transaction) -> None:
    for number, code in enumerate("abc"):
        await tx.connection.execute(_BURY, update_id=number, code=code, error="e", body="text", at=number)


async def _kept(tx: Transaction) -> list[tuple[str | None, int]]:
    return [(row["body"], row["at"]) for row in await tx.connection.all(_KEPT)]


async def test_a_constant_none_is_written(database: Database) -> None:
    await database.write(_fill)

    async def forget(tx: Transaction) -> int:
        return await tx.connection.execute(_FORGET, before=2)

    assert await database.write(forget) == 2
    assert await database.read(_kept) == [(None, 0), (None, 1), ("text", 2)]


async def test_a_forgotten_parameter_is_an_error(database: Database) -> None:
    async def forgetful(tx: Transaction) -> None:
        await tx.connection.execute(_BURY, update_id=1, code="a", error="e", at=0)

    with pytest.raises((sqlite3.ProgrammingError, KeyError)):
        await database.write(forgetful)


@pytest.mark.parametrize("codes", [("a", "b"), bindparam("codes", expanding=True)])
def test_a_list_is_refused_when_compiled(codes: Any) -> None:
    statement = Statement(select(dead_letters.c.code).where(dead_letters.c.code.in_(codes)))
    with pytest.raises(TypeError, match="a list cannot be a parameter"):
        _ = statement.sqlite


def test_compiling_happens_once() -> None:
    assert _KEPT.sqlite is _KEPT.sqlite
    assert _KEPT.postgresql is _KEPT.postgresql


async def test_execute_tells_how_many_rows_it_touched(database: Database) -> None:
    claim = Statement(upsert(updates).on_conflict_do_nothing(), columns=("update_id", "at"))

    async def twice(tx: Transaction) -> list[int]:
        return [await tx.connection.execute(claim, update_id=1, at=0) for _ in range(2)]

    assert await database.write(twice) == [1, 0]


async def test_a_number_too_large_is_an_error_and_not_another_number(database: Database) -> None:
    async def claim(tx: Transaction) -> bool:
        return await tx.updates.claim(10**20, now=0)

    with pytest.raises((OverflowError, asyncpg.DataError)):
        await database.write(claim)
