"""A course that is over: who took part is asked by the bot and answers, and what was answered is released."""

from collections.abc import Iterator
from dataclasses import replace

from bot.demo.asked import Scene, ask
from bot.demo.cast import Cast, Habit, Part
from bot.demo.crowd import FIRST_ACCOUNT
from bot.demo.texts import SATISFACTION
from bot.demo.young import FIRST_YOUNG
from playground.temper import Temper

CONTENT = 0.2  # spirits of people after a course they liked
TIME = 100  # after all check-ins


def took_part(scenes: Cast) -> list[str]:
    """Codes of people who may have been on a course: those whom the bot may ask about it."""
    return [part.code for _, part in _came_in(scenes)]


async def tell_of_course(scene: Scene, scenes: Cast) -> int:
    """Let everybody answer whom the bot asks; return how many did."""
    return await ask(scene, {account: (part, _content(part)) for account, part in _came_in(scenes)}, SATISFACTION)


def _came_in(scenes: Cast) -> Iterator[tuple[int, Part]]:
    """Whom the bot may write to, by account."""
    yield from (
        (account, part)
        for account, part in enumerate(scenes.respondents, FIRST_ACCOUNT)
        if part.habit is not Habit.REFUSES
    )
    yield from enumerate(scenes.young, FIRST_YOUNG)


def _content(part: Part) -> Temper:
    return replace(part.temper, spirits=CONTENT, time=TIME)
