"""Durable answers per second beside the bare reference: interleaved rounds, medians, one core each.

The project's bot commits every answer with `synchronous=FULL` before it shows the next question; the reference keeps
a counter in memory.
"""

import asyncio
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from statistics import median

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
ports = count(18_100)


@dataclass(frozen=True, slots=True)
class Round:
    """What one round measured. Memory in MB at the end, times in seconds."""

    answers_per_second: float
    p95: float
    start_up: float
    memory: float
    crowd_load: float


def measure(bot: str, people: int, webhook: bool, presses: int) -> Round:
    """One round of `bot` ("ours" or "bare") in fresh processes."""
    with tempfile.TemporaryDirectory() as folder:
        port, hook = next(ports), next(ports)
        environment = {
            **os.environ,
            "BOT_TOKEN": TOKEN,
            "BOT_API_ROOT": f"http://127.0.0.1:{port}",
            "DATABASE_URL": f"sqlite:///{folder}/bot.sqlite3",
        }
        if webhook:
            environment |= {
                "WEBHOOK_URL": f"http://127.0.0.1:{hook}",
                "WEBHOOK_SECRET": SECRET,
                "WEBHOOK_LISTEN": f"127.0.0.1:{hook}",
            }
        if bot == "ours":
            asyncio.run(_prepare(f"sqlite:///{folder}/bot.sqlite3", people))
        module = ["bot", "run"] if bot == "ours" else ["benchmarks.reference.bare_bot"]
        restart = AUDIT if bot == "ours" else ""
        crowd = _process(
            1,
            [
                "benchmarks.crowd",
                f"--port={port}",
                f"--people={people}",
                f"--presses={presses}",
                f"--restart={restart}",
            ],
        )
        with _killed(_process(0, module, environment)) as running:
            out, _ = crowd.communicate(timeout=300)
            return Round(
                **{name: value for name, value in json.loads(out).items() if name != "median"},
                memory=_memory(running.pid),
            )


def _process(core: int, module: list[str], environment: dict[str, str] | None = None) -> "subprocess.Popen[str]":
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


async def _prepare(url: str, people: int) -> None:
    """A register of so many bound teachers of mathematics."""
    database = await open_database(url)
    await database.write(_enter, people)
    await database.close()


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
    mode = "webhook" if webhook else "polling"
    print(f"\n{people} people, {mode}, {rounds} rounds of {presses} answers")
    for name in ("answers_per_second", "p95", "start_up", "memory", "crowd_load"):
        our, their = (median(getattr(one, name) for one in found) for found in (ours, bare))
        print(f"  {name:20} ours {our:9.3f}   bare {their:9.3f}   ratio {our / their:5.2f}")


def main() -> None:
    """The figures of docs/performance.md."""
    for people in (50, 500):
        for webhook in (False, True):
            compare(people, webhook)


if __name__ == "__main__":
    main()
