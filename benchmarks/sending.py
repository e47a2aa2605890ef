"""The bot's own sender on a database of planned messages, as a process: `--database`, `--port`, `--rate`.

What `python -m bot run` runs beside its updates, with a clock on which it is a working day.
"""

import argparse
import asyncio
import gc
import time
from pathlib import Path
from zoneinfo import ZoneInfo

from aiogram import Bot
from aiogram.client.telegram import TelegramAPIServer

from benchmarks.reference.broadcasters import TOKEN
from bot.courier import Courier
from bot.domain.campaigns import Campaign, CampaignKind, CampaignState
from bot.domain.rhythm import Rhythm
from bot.domain.segments import EVERYBODY
from bot.ledger import Ledger
from bot.limiter import Limiter
from bot.sender import Sender
from bot.session import LeanSession
from handlers.screens.deliveries import parcel_screen
from storage.database import Database, open_database
from storage.transaction import Transaction

NOON = 1_789_030_800  # Thursday, 10 September 2026, 12:00 in Moscow
ZONE = ZoneInfo("Europe/Moscow")
PAGE = 500


async def plan(database: Database, people: int) -> None:
    """An open campaign that writes to everybody now."""
    campaign = await database.write(_open)
    for first in range(1, people + 1, PAGE):
        await database.write(_ask, campaign, range(first, min(first + PAGE, people + 1)))


async def _open(tx: Transaction) -> Campaign:
    return await tx.campaigns.add(
        Campaign(
            0,
            CampaignKind.PLAIN,
            "Опрос о запросах педагогов",
            "needs",
            EVERYBODY,
            NOON - 60,
            NOON + 86_400,
            None,
            state=CampaignState.OPEN,
            created_at=NOON,
        )
    )


async def _ask(tx: Transaction, campaign: Campaign, people: range) -> None:
    await tx.asking.ask(campaign, people, NOON, NOON)


async def send(path: Path, port: int, rate: int) -> None:
    """Send everything that is planned."""
    gc.collect()
    gc.freeze()  # as the bot does
    offset = NOON + 1 - time.time()
    database = await open_database(f"sqlite:///{path}")
    session = LeanSession(api=TelegramAPIServer.from_base(f"http://127.0.0.1:{port}"), limit=400)
    limiter = Limiter(rate)
    ledger = Ledger(database, Rhythm(ZONE, 5), lambda: time.time() + offset, asyncio.sleep)
    courier = Courier(Bot(TOKEN, session=session), limiter, asyncio.sleep)
    await Sender(database, ledger, courier, limiter, parcel_screen).drain()
    await session.close()
    await database.close()


def main() -> None:
    """Send once."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--database", type=Path, required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--rate", type=int, required=True)
    given = parser.parse_args()
    asyncio.run(send(given.database, given.port, given.rate))


if __name__ == "__main__":
    main()
