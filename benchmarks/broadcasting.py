"""Messages to many: which share of the messenger's limit is reached, and how often it had to refuse."""

import asyncio
import json
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from benchmarks.answering import BOT_CORE, CROWD_CORE, process
from benchmarks.register import fill
from benchmarks.sending import plan
from storage.database import open_database

LATENCY = 0.08  # seconds
FREE, PAID = 30, 1000  # messages a second
ports = count(18_700)

Report = dict[str, float]


def compare() -> None:
    """Print the figures of the bot and, where messages cost nothing, of how others do it.

    Others get fewer recipients: their pace does not depend on how many there are.
    """
    print(f"\nmessages to many, {LATENCY * 1000:.0f} ms a call")
    _print("ours, 3,000 recipients, 30/s", FREE, _ours(3000, FREE))
    _print("limiter that lets 30 go at once, 900 recipients", FREE, _others("naive", 900))
    _print("loop of aiogram's documentation, 300 recipients", FREE, _others("docs", 300))
    _print("ours, 10,000 recipients, 1000/s (paid)", PAID, _ours(10_000, PAID))


def _ours(recipients: int, rate: int) -> Report:
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "bot.sqlite3"
        fill(database, recipients)
        asyncio.run(_plan(database, recipients))
        with _office(rate, recipients) as (port, office):
            options = [f"--database={database}", f"--port={port}", f"--rate={rate}"]
            return _report(office, ["benchmarks.sending", *options])


def _others(way: str, recipients: int) -> Report:
    with _office(FREE, recipients) as (port, office):
        options = [way, f"--port={port}", f"--recipients={recipients}"]
        return _report(office, ["benchmarks.reference.broadcasters", *options])


async def _plan(database: Path, recipients: int) -> None:
    opened = await open_database(f"sqlite:///{database}")
    await plan(opened, recipients)
    await opened.close()


@contextmanager
def _office(limit: int, goal: int) -> Iterator[tuple[int, "subprocess.Popen[str]"]]:
    port = next(ports)
    options = [f"--port={port}", f"--limit={limit}", f"--latency={LATENCY}", f"--goal={goal}"]
    office = process(CROWD_CORE, ["benchmarks.post_office", *options])
    try:
        assert office.stdout is not None
        assert office.stdout.readline() == "listening\n"
        yield port, office
    finally:
        office.kill()
        office.communicate()


def _report(office: "subprocess.Popen[str]", sender: list[str]) -> Report:
    sending = process(BOT_CORE, sender)
    try:
        assert office.stdout is not None
        report: Report = json.loads(office.stdout.readline())
        return report
    finally:
        sending.kill()
        sending.communicate()


def _print(name: str, limit: int, report: Report) -> None:
    share, refused, doubled = report["rate"] / limit, int(report["refused"]), int(report["doubled"])
    figures = f"{report['rate']:7.1f}/s  share of the limit {share:5.3f}  429: {refused}  doubled: {doubled}"
    print(f"  {name:50} {figures}", flush=True)
