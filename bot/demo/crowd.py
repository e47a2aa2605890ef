"""The respondents of the demo at their audits, with a bar that shows how far they are. Knows no answers."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from bot.demo import texts
from bot.demo.asked import AT_ONCE
from bot.demo.cast import Habit, Part
from playground.playground import Playground
from playground.respondent import Respondent

STOP_AFTER = 7  # answers
FIRST_ACCOUNT = 1001

Answered = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Tally:
    """What the crowd has done; `people` by habit."""

    people: Mapping[Habit, int]
    answers: int
    seconds: float


async def play(telegram: Playground, parts: tuple[Part, ...], payloads: Mapping[str, str], console: Console) -> Tally:
    """Let everybody take the audit, some of them at the same time."""
    room, started = asyncio.Semaphore(AT_ONCE), time.monotonic()

    async def one(place: int, part: Part) -> None:
        async with room:
            person = telegram.person(FIRST_ACCOUNT + place, first_name=part.first_name, last_name=part.last_name)
            await _take_part(Respondent(telegram, person, part.temper, answered), part, place, payloads[part.code])
        finished()

    with _bar(console, len(parts)) as (answered, finished, count):
        async with asyncio.TaskGroup() as group:
            for place, part in enumerate(parts):
                group.create_task(one(place, part))
        return Tally(Counter(part.habit for part in parts), count(), time.monotonic() - started)


def tells_needs(place: int) -> bool:
    """Whether the respondent also says what she wishes to learn: every third does."""
    return place % 3 == 0


async def _take_part(respondent: Respondent, part: Part, place: int, payload: str) -> None:
    await respondent.arrives(payload, agrees=part.habit is not Habit.REFUSES)
    if part.habit is Habit.REFUSES:
        return
    stop = STOP_AFTER if part.habit is Habit.STOPS else None
    if not await respondent.fills_in(texts.AUDIT, short=part.habit is Habit.SHORT, answers=stop):
        return
    await respondent.reads_result()
    if tells_needs(place):
        await respondent.fills_in(texts.NEEDS)


@contextmanager
def _bar(console: Console, people: int) -> Iterator[tuple[Answered, Answered, Callable[[], int]]]:
    """Yield what to call after an answer and after a person, and the number of answers so far."""
    started, answers = time.monotonic(), 0
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[pace]}"))
    with Progress(*columns, TimeElapsedColumn(), console=console) as progress:
        task = progress.add_task(texts.ANSWERING, total=people, pace="")

        def answered() -> None:
            nonlocal answers
            answers += 1
            progress.update(task, pace=texts.pace(answers, time.monotonic() - started))

        yield answered, lambda: progress.advance(task), lambda: answers
