"""Senders killed at random moments while deliveries fall due in waves: nothing lost, nothing doubled, no limit broken.

`DELIVERIES=1500` with `pytest -rP` runs it in full size and tells what it has seen: a minute each instead of seconds.
"""

import asyncio
import os
import random
import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass

import asyncpg
import pytest
import structlog

from bot.domain.consents import ConsentKind
from bot.domain.deliveries import DeliveryKind, DeliveryState
from bot.domain.people import Organisation, Person
from playground.person import Person as Player
from playground.playground import Playground
from playground.throttle import Throttle
from storage.database import open_database, sqlite_path
from storage.transaction import Transaction
from tests.faults.fleet import Fleet, Post, fleet_at
from tests.mailing import DAY, plan_campaign, received
from tests.stage import NOON
from tests.storage.due import DOCUMENT

log = structlog.get_logger(__name__)

DELIVERIES = int(os.environ.get("DELIVERIES", "240"))
WAVES = 5
KILLS = 15
RATE = 30  # a second
PATIENCE = 120.0  # seconds without any progress
SETTLED = "SELECT count(*) FROM deliveries WHERE state NOT IN ('planned', 'sending')"
ROWS = "SELECT accounts.messenger_id, deliveries.state FROM deliveries JOIN accounts USING (person_id)"


@dataclass
class Wards:
    """A messenger with its limits, people whom the bot may write to, and what is planned for them."""

    telegram: Playground
    url: str
    people: list[Player]

    def post(self) -> Post:
        """Where senders work; it is noon there."""
        return Post(self.url, self.telegram.url, self.telegram.token, NOON - time.time())

    def called(self) -> int:
        """How many messages senders have tried to send."""
        return len(self.telegram.calls("sendMessage"))

    async def until_called(self, number: int) -> None:
        """Wait for so many."""
        await self.telegram.called("sendMessage", number, within=PATIENCE)

    async def until_settled(self) -> None:
        """Wait until nothing is planned or being sent, looking past the senders into the database."""
        async with asyncio.timeout(PATIENCE):
            while (await rows(self.url, SETTLED))[0][0] != len(self.people):  # noqa: ASYNC110 - nobody tells
                await asyncio.sleep(0.1)

    def refused(self) -> int:
        """How often the messenger has answered 429."""
        return sum("Too Many Requests" in call.description for call in self.telegram.calls("sendMessage"))


async def rows(url: str, query: str) -> Sequence[tuple[int | str, ...]]:
    """Read from a database in which others work; SQLite's file is not opened the bot's way, for that one is alone."""
    path = sqlite_path(url)
    if path is not None:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=10)) as raw:
            return raw.execute(query).fetchall()
    connection = await asyncpg.connect(url)
    try:
        return [tuple(row) for row in await connection.fetch(query)]
    finally:
        await connection.close()


async def _plan(tx: Transaction, accounts: Sequence[int]) -> None:
    """Everybody is connected, and asked in one of the waves, which come a little faster than they can be sent."""
    school = await tx.people.put_organisation(Organisation(code="SCH-1", name="Школа"))
    for account in accounts:
        person = Person(code=f"T-{account}", organisations=("SCH-1",), position="учитель")
        person_id = await tx.people.put(person, (school,))
        await tx.accounts.bind(account, person_id, NOON)
        await tx.accounts.consent(person_id, ConsentKind.PROCESSING, DOCUMENT, NOON)
    size = len(accounts) // WAVES
    for wave in range(WAVES):
        at = NOON + int(wave * 0.9 * size / RATE)
        await plan_campaign(tx, accounts[wave * size : (wave + 1) * size], DeliveryKind.CAMPAIGN, at, at + DAY)


async def planned(telegram: Playground, url: str) -> Wards:
    """Meet people and plan their messages."""
    people = [telegram.person(number) for number in range(1001, 1001 + DELIVERIES // WAVES * WAVES)]
    for one in people:
        await one.says("/start")
    database = await open_database(url)
    await database.write(_plan, [one.id for one in people])
    await database.close()
    return Wards(telegram, url, people)


async def kill_at_random(wards: Wards, fleet: Fleet, chance: random.Random) -> None:
    """Each time at another moment between one message and the next."""
    for number in sorted(chance.sample(range(5, len(wards.people) - 5), KILLS)):
        await wards.until_called(number)
        await asyncio.sleep(chance.uniform(0, 1 / RATE))
        fleet.kill(chance.randrange(fleet.size))


@pytest.fixture(params=[("sqlite", 1), ("postgresql", 2)], ids=["one-sqlite", "two-postgresql"])
def place(request: pytest.FixtureRequest) -> tuple[str, int]:
    """A database and how many senders it may have."""
    kind, senders = request.param
    return str(request.getfixturevalue(f"{kind}_url")), senders


async def test_b07_fifteen_kills_lose_and_double_nothing(place: tuple[str, int]) -> None:
    url, senders = place
    async with Playground.start(throttle=Throttle()) as telegram:
        wards = await planned(telegram, url)
        began = time.monotonic()
        async with fleet_at(wards.post(), senders) as fleet:
            await kill_at_random(wards, fleet, random.Random(DELIVERIES))
            await wards.until_settled()
        took = time.monotonic() - began
        got = {one.id: received(one) for one in wards.people}
        found = {int(account): DeliveryState(str(state)) for account, state in await rows(url, ROWS)}
        unknown = [account for account, state in found.items() if state is DeliveryState.UNKNOWN]
        arrived = sum(got[account] for account in unknown)
        log.info("waves", sent=len(found), seconds=round(took), unknown=len(unknown), arrived=arrived)
        assert set(found.values()) <= {DeliveryState.SENT, DeliveryState.UNKNOWN}
        assert max(got.values()) == 1, "somebody was written to twice"
        assert all(got[account] for account, state in found.items() if state is DeliveryState.SENT)
        assert wards.refused() == 0
        assert len(unknown) <= 5 * KILLS  # what is in flight when a process dies
