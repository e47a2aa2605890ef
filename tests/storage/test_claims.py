"""Deliveries are taken by one, sent once, and nothing is lost when whoever held them dies."""

import asyncio

import pytest

from bot.domain.deliveries import LEASE, Delivery, DeliveryKind, DeliveryState
from bot.domain.submissions import Cursor, Submission, SubmissionState
from questionnaires.catalogue import built_in
from storage.database import Database, open_database
from storage.transaction import Transaction
from tests.storage.due import NOW, begin, delivery, people, plan, settle, states, take

DAY = 86_400
PLANNED, SENDING, SENT, UNKNOWN = (
    DeliveryState.PLANNED,
    DeliveryState.SENDING,
    DeliveryState.SENT,
    DeliveryState.UNKNOWN,
)


def keys(claims: list[Delivery]) -> list[str]:
    return [claim.dedupe_key for claim in claims]


async def recover(tx: Transaction, now: int, all_of_them: bool = False) -> int:
    return await tx.claims.recover(now, all_of_them)


async def test_what_is_due_comes_by_priority_then_by_time(database: Database) -> None:
    (anna,) = await people(database, 1)
    planned = [
        delivery(anna, "mass late", at=NOW - 1),
        delivery(anna, "mass early", at=NOW - 2),
        delivery(anna, "future", at=NOW + 1),
        delivery(anna, "asked for", DeliveryKind.LATER, at=NOW),
        delivery(anna, "personal", DeliveryKind.CHECKIN, at=NOW),
    ]
    await database.write(plan, *planned)
    assert keys(await database.write(take, NOW, 3)) == ["asked for", "personal", "mass early"]
    assert keys(await database.write(take)) == ["mass late"]
    assert keys(await database.write(take)) == []
    assert keys(await database.write(take, NOW + 1)) == ["future"]


async def test_a_lease_keeps_others_off_until_it_runs_out(database: Database) -> None:
    (anna,) = await people(database, 1)
    await database.write(plan, delivery(anna))
    (old,) = await database.write(take)
    assert not await database.write(take, NOW + LEASE)
    (new,) = await database.write(take, NOW + LEASE + 1)
    assert (old.attempts, new.attempts) == (1, 2)
    assert not await database.write(begin, old)
    assert await database.write(begin, new)


async def test_u14_a_lease_from_before_the_clock_was_set_back_counts_for_nothing(database: Database) -> None:
    (anna,) = await people(database, 1)
    await database.write(plan, delivery(anna, at=NOW - 2 * DAY))
    await database.write(take)
    assert len(await database.write(take, NOW - DAY)) == 1


async def test_to_begin_is_safe_to_repeat_with_the_same_claim(database: Database) -> None:
    (anna,) = await people(database, 1)
    await database.write(plan, delivery(anna))
    (claim,) = await database.write(take)
    assert await database.write(begin, claim)
    assert await database.write(begin, claim)  # the answer to the first was lost
    await database.write(settle, claim, SENT)
    assert not await database.write(begin, claim)
    assert await database.read(states) == [SENT]


@pytest.mark.parametrize(
    ("kind", "left"), [(DeliveryKind.CAMPAIGN, UNKNOWN), (DeliveryKind.LATER, PLANNED)], ids=["once", "repeatable"]
)
async def test_b07_what_was_being_sent_by_the_dead_is_unknown_or_repeated(
    database: Database, kind: DeliveryKind, left: DeliveryState
) -> None:
    (anna,) = await people(database, 1)
    await database.write(plan, delivery(anna, kind=kind))
    (claim,) = await database.write(take)
    await database.write(begin, claim)
    assert await database.write(recover, NOW + LEASE) == 0
    assert await database.write(recover, NOW + LEASE + 1) == 1
    assert await database.read(states) == [left]


async def test_a_new_sender_waits_for_no_lease(database: Database) -> None:
    await database.write(plan, *(delivery(person) for person in await people(database, 2)))
    sent, _ = await database.write(take)
    await database.write(begin, sent)
    assert await database.write(recover, NOW, True) == 1
    assert await database.read(states) == [UNKNOWN, PLANNED]
    assert len(await database.write(take)) == 1


async def test_an_outcome_that_comes_late_still_counts(database: Database) -> None:
    (anna,) = await people(database, 1)
    await database.write(plan, delivery(anna))
    (claim,) = await database.write(take)
    await database.write(begin, claim)
    await database.write(recover, NOW, True)
    await database.write(settle, claim, SENT)
    assert await database.read(states) == [SENT]


async def test_nobody_is_disturbed_who_has_answered_since(database: Database) -> None:
    (anna,) = await people(database, 1)
    await database.write(plan, delivery(anna))
    (claim,) = await database.write(take)

    async def begin_since(tx: Transaction, touched: int) -> bool:
        return await tx.claims.begin(claim, NOW, touched)

    await database.write(_draft, anna, NOW - 10)
    assert not await database.write(begin_since, NOW - 20)
    assert await database.write(begin_since, NOW - 5)


async def _draft(tx: Transaction, person: int, touched: int) -> None:
    version = await tx.questionnaires.add(next(iter(built_in())), touched)
    draft = Submission(
        id=0, version_id=version, respondent_id=person, organisation_id=None, state=SubmissionState.DRAFT, receipt=None,
        seed="s", attributes={}, cursor=Cursor("review"), message_id=None, started_at=touched, touched_at=touched,
        completed_at=None,
    )  # fmt: skip
    await tx.submissions.add(draft)


async def test_two_processes_never_take_the_same(postgresql_url: str) -> None:
    first, second = await open_database(postgresql_url), await open_database(postgresql_url)
    try:
        await first.write(plan, *(delivery(person) for person in await people(first, 40)))
        works = [database.write(take, NOW, 5) for _ in range(4) for database in (first, second)]
        taken = [key for claims in await asyncio.gather(*works) for key in keys(claims)]
        assert sorted(taken) == sorted(set(taken))
        while claims := await first.write(take):
            taken += keys(claims)
        assert len(set(taken)) == len(taken) == 40
    finally:
        await first.close()
        await second.close()
