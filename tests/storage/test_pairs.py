"""Mentoring pairs: who is whose mentor now, and that what was is kept."""

from datetime import date

from sqlalchemy import select

from bot.domain.people import Person
from storage.database import Database
from storage.statement import Statement
from storage.tables import mentoring_pairs
from storage.transaction import Transaction

SEPTEMBER, OCTOBER = date(2026, 9, 1), date(2026, 10, 1)
_HISTORY = Statement(select(mentoring_pairs).order_by(mentoring_pairs.c.id))


async def _people(tx: Transaction) -> tuple[int, int, int]:
    one, two, three = [await tx.people.put(Person(code, (), "учитель"), ()) for code in ("T-1", "T-2", "T-3")]
    return one, two, three


async def _history(tx: Transaction) -> list[tuple[int, int, str, str | None]]:
    rows = await tx.connection.all(_HISTORY)
    return [(row["mentor_id"], row["mentee_id"], row["started_on"], row["ended_on"]) for row in rows]


async def test_a_new_mentor_ends_the_old_pair_and_keeps_it(database: Database) -> None:
    young, old, other = await database.write(_people)
    await database.write(lambda tx: tx.pairs.begin(old, young, SEPTEMBER))
    await database.write(lambda tx: tx.pairs.begin(other, young, OCTOBER))
    assert await database.read(_history) == [
        (old, young, "2026-09-01", "2026-10-01"),
        (other, young, "2026-10-01", None),
    ]
    assert await database.read(lambda tx: tx.pairs.mentors()) == {"T-1": "T-3"}
    assert await database.read(lambda tx: tx.pairs.mentor_of(young)) == other
    assert await database.read(lambda tx: tx.pairs.mentees_of(other)) == (young,)
    assert await database.read(lambda tx: tx.pairs.mentees_of(old)) == ()


async def test_a_pair_taken_up_again_on_the_same_day_goes_on(database: Database) -> None:
    young, old, other = await database.write(_people)
    for mentor in (old, other, old):
        await database.write(lambda tx, one: tx.pairs.begin(one, young, SEPTEMBER), mentor)
    assert await database.read(lambda tx: tx.pairs.mentors()) == {"T-1": "T-2"}


async def test_who_leaves_has_no_pair_on_either_side(database: Database) -> None:
    young, old, other = await database.write(_people)
    await database.write(lambda tx: tx.pairs.begin(old, young, SEPTEMBER))
    await database.write(lambda tx: tx.pairs.begin(young, other, SEPTEMBER))
    await database.write(lambda tx: tx.pairs.leave(young, OCTOBER))
    assert await database.read(lambda tx: tx.pairs.mentors()) == {}
    assert {row[3] for row in await database.read(_history)} == {"2026-10-01"}
