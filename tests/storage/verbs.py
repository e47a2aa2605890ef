"""Tiny use cases for tests of the mechanism: they claim updates, because that takes one table and one row."""

from sqlalchemy import func, select

from bot.domain.errors import DomainError
from storage.statement import Statement
from storage.tables import updates
from storage.transaction import Transaction

_COUNT = Statement(select(func.count()).select_from(updates))
_ALL = Statement(select(updates.c.update_id).order_by(updates.c.update_id))


async def claim(tx: Transaction, number: int) -> bool:
    return await tx.updates.claim(number, now=0)


async def claim_and_refuse(tx: Transaction, number: int) -> None:
    await claim(tx, number)
    raise DomainError("closed", number=number)


async def claimed(tx: Transaction) -> list[int]:
    return [row[0] for row in await tx.connection.all(_ALL)]


async def count(tx: Transaction) -> int:
    row = await tx.connection.one(_COUNT)
    assert row is not None
    return int(row[0])


async def claim_next(tx: Transaction) -> int:
    """Read, decide, write: loses updates wherever two of these are not kept apart."""
    number = await count(tx)
    await claim(tx, number)
    return number
