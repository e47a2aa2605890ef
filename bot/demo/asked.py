"""One round of the bot and those it writes to: what is due is planned and sent, and who is asked answers.

Planning and sending are the bot's own; only the moment is chosen here. Knows people, not what they answer.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

from bot.app import App
from bot.demo.cast import Part
from playground.playground import Playground
from playground.respondent import Respondent
from playground.temper import Temper

AT_ONCE = 20  # people with a phone in hand


@dataclass(frozen=True, slots=True)
class Scene:
    """The running bot and the messenger."""

    app: App
    telegram: Playground

    async def passes_to(self, moment: float) -> None:
        """Let the time of bot and messenger come, when nothing is under way."""
        await self.telegram.quiet()
        self.telegram.clock.advance(moment - self.telegram.clock.now())

    async def sends_what_is_due(self) -> None:
        """A round of the planner, and its messages."""
        await self.app.planner.run_once()
        await self.app.sender.drain()
        await self.telegram.quiet()

    def respondent(self, account: int, part: Part, temper: Temper | None = None) -> Respondent:
        """Somebody with this account, in the mood of the day."""
        person = self.telegram.people.get(account) or self.telegram.person(
            account, first_name=part.first_name, last_name=part.last_name
        )
        return Respondent(self.telegram, person, temper or part.temper)


async def ask(scene: Scene, people: Mapping[int, tuple[Part, Temper]], title: str) -> int:
    """Send what is due and let everybody answer who is asked this; return how many did. `people` are by account."""
    await scene.sends_what_is_due()
    room = asyncio.Semaphore(AT_ONCE)

    async def one(account: int, part: Part, temper: Temper) -> bool:
        async with room:
            return await scene.respondent(account, part, temper).answers_what_is_asked(title)

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(one(account, part, temper)) for account, (part, temper) in people.items()]
    answered = sum(task.result() for task in tasks)
    if answered:
        await scene.sends_what_is_due()  # what answers bring about: an alert, a release of what waited sealed
    return answered
