"""Planning a campaign for very many people beside one INSERT … SELECT of as many rows, and what answers wait meanwhile.

The planner asks everybody page by page: a participation and a delivery for each, in transactions that let answers
through. The references write the same rows into a copy of the same database in one transaction: the deliveries alone,
and both.
"""

import asyncio
import gc
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Awaitable
from contextlib import closing
from pathlib import Path
from statistics import median

from benchmarks.register import fill
from benchmarks.sending import NOON, ZONE
from bot.domain.campaigns import Campaign, CampaignKind, CampaignState
from bot.domain.programmes import Programme
from bot.domain.rhythm import Rhythm
from bot.domain.segments import EVERYBODY
from bot.planner import Planner
from bot.usecases.asking import open_due
from bot.usecases.questionnaires import publish
from bot.usecases.rounds import Round
from questionnaires.catalogue import built_in
from storage.database import Database, open_database
from storage.sealing import Seal
from storage.sqlite import connect
from storage.transaction import Transaction

PAUSE = 0.002  # seconds between two answers of the one who answers meanwhile
ASKED = """
INSERT INTO participations (campaign_id, person_id, organisation_id, occasion, state)
SELECT 1, person_id, organisation_id, '', 'asked' FROM person_organisations WHERE :now > 0
"""
PLAIN = """
INSERT INTO deliveries (dedupe_key, kind, person_id, campaign_id, payload, priority, not_before, not_after, state,
                        attempts, planned_at)
SELECT 'campaign:' || people.id, 'campaign', people.id, 1, '{}', 3, :now, :now + 86400, 'planned', 0, :now
FROM people
"""


def compare(people: int = 100_000, rounds: int = 3) -> None:
    """Print medians of interleaved rounds."""
    gc.collect()
    gc.freeze()  # as the bot does
    plain: list[float] = []
    both: list[float] = []
    planned: list[tuple[float, float, float]] = []
    with tempfile.TemporaryDirectory() as folder:
        register = Path(folder) / "register.sqlite3"
        fill(register, people)
        asyncio.run(_prepare(register))
        for number in range(rounds):
            copy = Path(folder) / f"{number}.sqlite3"
            shutil.copy2(register, copy)
            plain.append(_insert(copy, people, PLAIN))
            shutil.copy2(register, copy)
            both.append(_insert(copy, people, ASKED, PLAIN))
            shutil.copy2(register, copy)
            planned.append(asyncio.run(_plan(copy, people)))
            copy.unlink()
    took, wait, alone = (median(figures) for figures in zip(*planned, strict=True))
    print(f"\nplanning {people:,} deliveries, {rounds} rounds")
    print(f"  the planner                        {took:6.2f} s")
    for name, seconds in (("deliveries alone", median(plain)), ("and participations", median(both))):
        print(f"  INSERT … SELECT, {name:18}{seconds:6.2f} s   ratio {took / seconds:5.2f}")
    print(f"  longest wait of an answer          {wait * 1000:6.0f} ms  while nothing is planned {alone * 1000:.0f} ms")


async def _prepare(path: Path) -> None:
    """One campaign that opens now, on a published questionnaire."""
    database = await open_database(f"sqlite:///{path}")
    await database.write(_add_campaign)
    await database.close()


async def _add_campaign(tx: Transaction) -> None:
    needs = next(one for one in built_in() if one.code == "needs")
    version = await publish(tx, needs, NOON)
    await tx.campaigns.add(
        Campaign(
            0,
            CampaignKind.PLAIN,
            "Опрос",
            needs.code,
            EVERYBODY,
            NOON,
            NOON + 86_400,
            None,
            state=CampaignState.PLANNED,
            version_id=version,
            created_at=NOON,
        )
    )


def _insert(path: Path, people: int, *statements: str) -> float:
    with closing(connect(path)) as raw:
        began = time.perf_counter()
        raw.execute("BEGIN IMMEDIATE")
        written = [raw.execute(statement, {"now": NOON}).rowcount for statement in statements]
        raw.execute("COMMIT")
        took = time.perf_counter() - began
    assert set(written) == {people}
    return took


async def _plan(path: Path, people: int) -> tuple[float, float, float]:
    """Return how long planning took, and how long an answer waited at the most meanwhile and then alone, in seconds."""
    database = await open_database(f"sqlite:///{path}")
    programme = Programme("bench", "Программа", "Округ", "Центр", {}, None)
    moment = Round(NOON, programme, Rhythm(ZONE, 5), Seal(lambda: bytes(32)), chance=1)
    planner = Planner(database, lambda: moment, (open_due,))
    began = time.perf_counter()
    wait = await _waits(database, planner.run_once(), 1)
    took = time.perf_counter() - began
    alone = await _waits(database, asyncio.sleep(took), 10_000_000)
    await database.close()
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("SELECT count(*) FROM deliveries").fetchone() == (people,)
    return took, wait, alone


async def _waits(database: Database, work: Awaitable[None], first: int) -> float:
    """Return how long somebody who answers all the while waits at the most, in seconds; ids of updates from `first`."""
    done = asyncio.Event()
    answering = asyncio.create_task(_answer(database, done, first))
    await work
    done.set()
    return await answering


async def _answer(database: Database, done: asyncio.Event, number: int) -> float:
    """Write something small again and again; return the longest time it took."""
    longest = 0.0
    while not done.is_set():
        number += 1
        began = time.perf_counter()
        await database.write(_claim, number)
        longest = max(longest, time.perf_counter() - began)
        await asyncio.sleep(PAUSE)
    return longest


async def _claim(tx: Transaction, number: int) -> bool:
    return await tx.updates.claim(number, NOON)
