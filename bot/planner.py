"""Plans what falls due: one round asks every part of the bot that knows of something due. Knows no campaign itself.

Everything a step plans goes under a unique key or a conditional update, in transactions of bounded size: a round may
be killed anywhere, run twice or be late.
"""

import asyncio
from collections.abc import Awaitable, Callable

from bot.usecases.adaptation import ask_checkins
from bot.usecases.after_course import survey_courses
from bot.usecases.anonymity import release_due
from bot.usecases.asking import open_due
from bot.usecases.changes import tell_changes
from bot.usecases.closing import close_due, put_drafts_away
from bot.usecases.reminders import remind
from bot.usecases.rounds import Round
from storage.database import Database

Step = Callable[[Database, Round], Awaitable[None]]

STEPS: tuple[Step, ...] = (
    survey_courses,
    open_due,
    ask_checkins,
    remind,
    tell_changes,
    close_due,
    put_drafts_away,
    release_due,
)
"""In this order: what a course brings about opens in the same round; a stop is told before its campaign is closed;
where people stopped is counted before the drafts that tell it are gone; the last anonymous answers are released when
their campaign is closed."""

ROLE = "planner"


class Planner:
    """Runs rounds, one at a time in all processes; `begin` says what the moment of a round is."""

    def __init__(self, database: Database, begin: Callable[[], Round], steps: tuple[Step, ...] = STEPS) -> None:
        self._database = database
        self._begin = begin
        self._steps = steps
        self._busy = asyncio.Lock()

    async def run_once(self) -> None:
        """Run a round, after the one that is running; nothing where another process plans.

        A step that fails holds up no other; raises ExceptionGroup of what failed.
        """
        async with self._busy:
            leadership = await self._database.lead(ROLE)
            if leadership is None:
                return
            try:
                await self._run(self._begin())
            finally:
                await leadership.release()

    async def _run(self, now: Round) -> None:
        failed: list[Exception] = []
        for step in self._steps:
            try:
                await step(self._database, now)
            except Exception as error:
                failed.append(error)
        if failed:
            raise ExceptionGroup("planning", failed)
