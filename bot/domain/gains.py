"""«Приращения»: the first audit beside the last one, by labour function and competence group. Knows no people.

What may be shown is decided with everything else that is made of last audits, see bot/domain/linkage.py.
"""

from collections.abc import Iterable, Sequence

from bot.domain.counts import Change
from bot.domain.effect import Gain
from bot.domain.findings import Register
from bot.domain.monitoring import MeasureGain


def measure_gains(changes: Iterable[Change], register: Register) -> tuple[MeasureGain, ...]:
    """Add up places and versions; the newest version names the measure."""
    found: dict[tuple[str, ...], list[Change]] = {}
    for one in changes:
        found.setdefault(register.measure(one).key, []).append(one)
    return tuple(_gain(some, register) for _, some in sorted(found.items()))


def _gain(some: Sequence[Change], register: Register) -> MeasureGain:
    people = sum(one.n for one in some)
    gain = Gain(people, sum(one.before for one in some) / people, sum(one.after for one in some) / people)
    return MeasureGain(register.measure(max(some, key=lambda one: one.version)), gain)
