"""«Приращения»: the first audit beside the last one, by labour function and competence group. Knows no people.

Each measure is a line by itself: nothing adds up to anything else, so fewer people than the threshold are all that is
hidden.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.domain.disclosure import THRESHOLD
from bot.domain.effect import Gain
from bot.domain.monitoring import Measure


@dataclass(frozen=True, slots=True)
class Sums:
    """`people` with a score in both audits, the last one of this version; scores summed, in per cent."""

    version: int
    kind: str
    code: str
    title: str
    people: int
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class MeasureGain:
    """One line; `gain` is None where it is hidden."""

    measure: Measure
    gain: Gain | None


def measure_gains(
    sums: Iterable[Sums], standards: Mapping[int, str], threshold: int = THRESHOLD
) -> tuple[MeasureGain, ...]:
    """Add up the versions. `standards` are the short titles by version; a competence group belongs to all of them."""
    found: dict[tuple[str, str, str], list[Sums]] = {}
    for one in sums:
        standard = standards.get(one.version, "") if one.kind == "function" else ""
        found.setdefault((standard, one.kind, one.code), []).append(one)
    return tuple(
        MeasureGain(Measure(*key, max(some, key=lambda one: one.version).title), _gain(some, threshold))
        for key, some in sorted(found.items())
    )


def _gain(some: Iterable[Sums], threshold: int) -> Gain | None:
    chosen = tuple(some)
    people = sum(one.people for one in chosen)
    if people < threshold:
        return None
    return Gain(people, sum(one.before for one in chosen) / people, sum(one.after for one in chosen) / people)
