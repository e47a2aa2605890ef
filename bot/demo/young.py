"""A year of young teachers: they come in, are asked when their points come, and one of them begins to struggle."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.demo.asked import Scene, ask
from bot.demo.cast import Part
from bot.demo.methodologist import begin_checkins
from bot.demo.texts import CHECKIN
from playground.temper import Temper

FIRST_YOUNG = 2001
BEGINNING, GAINED = 0.08, 0.16  # spirits of a young teacher, and what a year adds
STRUGGLES = -0.4  # of the first of them, in the last quarter of the year
LAST_QUARTER = 0.75


async def begin_year(
    scene: Scene, young: Sequence[Part], account: int, methodologist: Part, payloads: Mapping[str, str]
) -> None:
    """Everybody comes in, and the methodologist (with this account) begins the check-ins, for years."""
    await scene.respondent(account, methodologist).arrives(payloads[methodologist.code])
    for place, part in enumerate(young, FIRST_YOUNG):
        respondent = scene.respondent(place, part)
        await respondent.arrives(payloads[part.code])
        await respondent.agrees_to_compare()
    until = datetime.fromtimestamp(scene.telegram.clock.now(), UTC).date() + timedelta(days=3 * 365)
    await begin_checkins(scene.telegram.people[account], [part.code for part in young], until)


async def pass_year(scene: Scene, young: Sequence[Part], moments: Iterable[float]) -> int:
    """Let these moments come; return how many check-ins were answered."""
    coming = list(moments)
    answered = 0
    for number, moment in enumerate(coming, 1):
        await scene.passes_to(moment)
        people = {
            account: (part, _mood(part, number, number / len(coming), struggles=part is young[0]))
            for account, part in enumerate(young, FIRST_YOUNG)
        }
        answered += await ask(scene, people, CHECKIN)
    return answered


def _mood(part: Part, time: int, passed: float, *, struggles: bool) -> Temper:
    """Her temper when this share of the year has passed."""
    low = struggles and passed > LAST_QUARTER
    return replace(part.temper, time=time, spirits=STRUGGLES if low else BEGINNING + GAINED * passed)
