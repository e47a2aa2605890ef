"""Deliveries are planned once, cancelled while planned, and counted."""

from dataclasses import replace

from bot.domain.deliveries import Delivery, DeliveryKind, DeliveryState
from storage.database import Database
from storage.transaction import Transaction
from tests.storage.due import NOW, begin, delivery, people, plan, settle, states, take

PLANNED, SENT, UNKNOWN, CANCELLED = (
    DeliveryState.PLANNED,
    DeliveryState.SENT,
    DeliveryState.UNKNOWN,
    DeliveryState.CANCELLED,
)


async def test_planning_twice_plans_once(database: Database) -> None:
    anna, vera = await people(database, 2)
    assert await database.write(plan, delivery(anna), delivery(vera)) == 2
    assert await database.write(plan, delivery(anna), delivery(vera), delivery(anna, "another")) == 1
    assert await database.write(plan) == 0
    assert await database.read(states) == [PLANNED] * 3


async def test_a_delivery_is_read_as_it_was_planned(database: Database) -> None:
    (anna,) = await people(database, 1)
    planned = replace(delivery(anna, kind=DeliveryKind.LATER), payload={"submission": 7})
    await database.write(plan, planned)

    async def found(tx: Transaction) -> list[Delivery | None]:
        return [await tx.deliveries.find(number) for number in (1, 2)]

    assert await database.read(found) == [replace(planned, id=1), None]


async def test_only_what_is_planned_can_be_cancelled(database: Database) -> None:
    anna, vera = await people(database, 2)
    await database.write(plan, delivery(anna, "a"), delivery(anna, "b"), delivery(vera))
    first, *_ = await database.write(take)
    await database.write(begin, first)

    async def cancel(tx: Transaction) -> int:
        return await tx.deliveries.cancel_person(anna, "blocked", NOW)

    assert await database.write(cancel) == 1
    assert await database.read(states) == [DeliveryState.SENDING, CANCELLED, PLANNED]


async def test_a_claim_on_what_was_cancelled_is_worth_nothing(database: Database) -> None:
    (anna,) = await people(database, 1)
    await database.write(plan, delivery(anna))
    (claim,) = await database.write(take)

    async def cancel(tx: Transaction) -> int:
        return await tx.deliveries.cancel_person(anna, "stopped", NOW)

    assert await database.write(cancel) == 1
    assert not await database.write(begin, claim)


async def test_many_at_once_are_counted_alike_on_both_databases(database: Database) -> None:
    (anna,) = await people(database, 1)
    assert await database.write(plan, *(delivery(anna, f"key:{number}") for number in range(1500))) == 1500
    for claim in await database.write(take, NOW, 3):
        await database.write(begin, claim)
        await database.write(settle, claim, SENT)
    assert (await database.read(states)).count(SENT) == 3
