"""Durable answers per second beside the bare reference: interleaved rounds, medians, one core each.

The project's bot commits every answer with `synchronous=FULL` before it shows the next question; the reference keeps
a counter in memory.
"""

import asyncio
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from statistics import median

from benchmarks import workbook
from bot.domain.consents import ConsentKind
from bot.domain.people import Level, Organisation, Person, Role
from bot.programmes import load_programme
from bot.settings import Settings
from handlers.texts.consent import default_documents
from storage.database import open_database
from storage.transaction import Transaction

TOKEN = "7:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
SECRET = "benchmark"
AUDIT = "begin|audit-544n-full"
BOT_CORE, CROWD_CORE = 0, 1
ports = count(18_100)


@dataclass(frozen=True, slots=True)
class Round:
    """What one round measured. Memory in MB at the end, times in seconds."""

    answers_per_second: float
    p95: float
    to_first_update: float
    to_first_answer: float
    memory: float
    crowd_load: float


ANSWERING = ("answers_per_second", "p95", "to_first_update", "memory", "crowd_load")
STARTING = ("to_first_update", "to_first_answer", "memory")


def measure(
    bot: str, people: int, webhook: bool, presses: int, filled: int = 0, exporting: bool = False, warm: int = 500
) -> Round:
    """One round of `bot` ("ours" or "bare") in fresh processes, measured after `warm` presses.

    `filled` submissions are in the database before; with `exporting` workbooks of them are made all the while.
    """
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "data" / "bot.sqlite3"
        port, hook = next(ports), next(ports)
        if bot == "ours":
            _prepare(database, people, filled)
        restart = AUDIT if bot == "ours" else ""
        options = [
            f"--port={port}",
            f"--people={people}",
            f"--presses={presses}",
            f"--warm={warm}",
            f"--restart={restart}",
        ]
        module = ["bot", "run"] if bot == "ours" else ["benchmarks.reference.bare_bot"]
        began = time.time()
        with (
            _killed(process(CROWD_CORE, ["benchmarks.crowd", *options])) as crowd,
            _killed(process(BOT_CORE, module, _environment(database, port, hook if webhook else None))) as running,
            _exports(database) if exporting else nullcontext(),
        ):
            out, _ = crowd.communicate(timeout=300)
            found = json.loads(out)
            return Round(
                found["answers_per_second"],
                found["p95"],
                found["ready_at"] - began,
                found["answered_at"] - began,
                _memory(running.pid),
                found["crowd_load"],
            )


def _environment(database: Path, port: int, hook: int | None) -> dict[str, str]:
    plain = {
        **os.environ,
        "BOT_TOKEN": TOKEN,
        "BOT_API_ROOT": f"http://127.0.0.1:{port}",
        "DATABASE_URL": f"sqlite:///{database}",
        "KEY_FILE": str(database.parent.parent / "keys" / "names.key"),
    }
    if hook is None:
        return plain
    address = f"127.0.0.1:{hook}"
    return {**plain, "WEBHOOK_URL": f"http://{address}", "WEBHOOK_SECRET": SECRET, "WEBHOOK_LISTEN": address}


@contextmanager
def _exports(database: Path) -> Iterator[None]:
    """Workbooks made one after the other by the process the bot uses, on the crowd's core."""
    loop = f"while true; do taskset -c {CROWD_CORE} {sys.executable} -m bot.usecases.export_job < {database}.json; done"
    document = workbook.request(database, database.with_suffix(".xlsx"))
    Path(f"{database}.json").write_text(document, encoding="utf-8")
    process = subprocess.Popen(["sh", "-c", loop], stdout=subprocess.DEVNULL, start_new_session=True)
    try:
        yield
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def process(core: int, module: list[str], environment: dict[str, str] | None = None) -> "subprocess.Popen[str]":
    """Start a module on a core of its own."""
    command = ["taskset", "-c", str(core), sys.executable, "-m", *module]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


@contextmanager
def _killed(process: "subprocess.Popen[str]") -> Iterator["subprocess.Popen[str]"]:
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def _memory(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS"))


def _prepare(database: Path, people: int, filled: int) -> None:
    """A register of so many bound teachers of mathematics, beside `filled` completed submissions."""
    database.parent.mkdir(parents=True)
    if filled:
        workbook.fill(database, filled)

    async def enter() -> None:
        opened = await open_database(f"sqlite:///{database}")
        await opened.write(_enter, people)
        await opened.close()

    asyncio.run(enter())


async def _enter(tx: Transaction, people: int) -> None:
    school = await tx.people.put_organisation(Organisation(code="SCH-1", name="Школа"))
    settings = Settings(_env_file=None)
    operator = load_programme(settings.programme).operator
    document = default_documents(operator, settings.contact)[ConsentKind.PROCESSING]
    levels = frozenset({Level.BASIC})
    for number in range(1, people + 1):
        person = Person(
            code=f"T-{number}", organisations=("SCH-1",), position="учитель", subjects=("математика",), levels=levels
        )
        person_id = await tx.people.put(person, (school,))
        await tx.accounts.grant(person_id, Role.TEACHER, 1)
        await tx.accounts.bind(number, person_id, 1)
        await tx.accounts.consent(person_id, ConsentKind.PROCESSING, document, 1)


def compare(people: int, webhook: bool, rounds: int = 5, presses: int = 3000) -> None:
    """Print medians and ratios of interleaved rounds."""
    ours, bare = [], []
    for _ in range(rounds):
        bare.append(measure("bare", people, webhook, presses))
        ours.append(measure("ours", people, webhook, presses))
    print(f"\n{people} people, {_way(webhook)}, {rounds} rounds of {presses} answers")
    _print(ANSWERING, ours, bare, "ours", "bare")


def compare_starts(webhook: bool, rounds: int = 5) -> None:
    """Print how long it is from the process to its first update, and until that one is answered.

    It is the first start on this database: the questionnaires are published in it.
    """
    ours, bare = [], []
    for _ in range(rounds):
        bare.append(measure("bare", 1, webhook, presses=1, warm=1))
        ours.append(measure("ours", 1, webhook, presses=1, warm=1))
    print(f"\nstart, {_way(webhook)}, {rounds} rounds")
    _print(STARTING, ours, bare, "ours", "bare")


def compare_exporting(people: int = 50, rounds: int = 5, presses: int = 3000, filled: int = 20_000) -> None:
    """Print what workbooks made all the while cost those who answer."""
    with_export, alone = [], []
    for _ in range(rounds):
        alone.append(measure("ours", people, False, presses, filled))
        with_export.append(measure("ours", people, False, presses, filled, exporting=True))
    print(f"\n{people} people, polling, while workbooks of {filled} submissions are made, {rounds} rounds")
    _print(ANSWERING, with_export, alone, "busy", "alone")


def _way(webhook: bool) -> str:
    return "webhook" if webhook else "polling"


def _print(figures: tuple[str, ...], first: list[Round], second: list[Round], name: str, other: str) -> None:
    for figure in figures:
        mine, theirs = (median(getattr(one, figure) for one in found) for found in (first, second))
        print(f"  {figure:20} {name} {mine:9.3f}   {other} {theirs:9.3f}   ratio {mine / theirs:5.2f}", flush=True)
