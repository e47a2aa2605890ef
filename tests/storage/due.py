"""People to be written to and what is planned for them, for tests of deliveries."""

from dataclasses import replace

from bot.domain.consents import ConsentKind, Document
from bot.domain.deliveries import Delivery, DeliveryKind, DeliveryState
from bot.domain.people import Organisation, Person
from storage.database import Database
from storage.statement import Statement
from storage.tables import deliveries
from storage.transaction import Transaction

NOW = 1_789_030_800  # Thursday, 10 September 2026, 12:00 in Moscow
DOCUMENT = Document("1", "Согласие")
_STATES = Statement(deliveries.select().order_by(deliveries.c.id))


async def enter(tx: Transaction, number: int, bound: bool = True, consent: bool = True, zone: str | None = None) -> int:
    """Put person T-`number` into the register; her messenger id is `number`."""
    school = await tx.people.put_organisation(Organisation(code="SCH-1", name="Школа", zone=zone))
    person = await tx.people.put(Person(code=f"T-{number}", organisations=("SCH-1",), position="учитель"), (school,))
    if bound:
        await tx.accounts.bind(number, person, NOW)
    if consent:
        await tx.accounts.consent(person, ConsentKind.PROCESSING, DOCUMENT, NOW)
    return person


async def people(database: Database, number: int) -> list[int]:
    """Enter so many people, bound and agreed; return their ids."""
    return [await database.write(enter, messenger) for messenger in range(1, number + 1)]


def delivery(person: int, key: str = "", kind: DeliveryKind = DeliveryKind.CAMPAIGN, at: int = NOW) -> Delivery:
    """One message of no campaign, due at `at` and of use for a week."""
    return Delivery(key or f"{kind.value}:{person}", kind, person, at, at + 7 * 86_400)


async def plan(tx: Transaction, *planned: Delivery) -> int:
    """Plan now."""
    return await tx.deliveries.plan(planned, NOW)


async def states(tx: Transaction) -> list[DeliveryState]:
    """Every delivery's state, in the order of planning."""
    return [DeliveryState(row["state"]) for row in await tx.connection.all(_STATES)]


async def take(tx: Transaction, now: int = NOW, most: int = 100) -> list[Delivery]:
    """Take up everything that is due; return the claims."""
    due = await tx.claims.due(now, most)
    claims = [replace(one, attempts=one.attempts + 1) for one in due]
    await tx.claims.take(claims, now)
    return claims


async def begin(tx: Transaction, claim: Delivery, now: int = NOW) -> bool:
    """Mark as being sent, whatever the person is doing."""
    return await tx.claims.begin(claim, now, touched=2**62)


async def settle(tx: Transaction, claim: Delivery, state: DeliveryState, now: int = NOW) -> None:
    """Store what became of it."""
    message = 5 if state is DeliveryState.SENT else None
    await tx.claims.settle([replace(claim, state=state, message_id=message)], None, now)
