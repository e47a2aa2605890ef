"""How young teachers do, by organisation and by topic, from their last check-ins. Knows no sheets and no storage.

Who is young, where, and whether somebody has a mentor is the register and is never hidden; results are, by the
small-group rule, over all organisations at once: what is hidden must not depend on who looks.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.domain.adaptation import LOW
from bot.domain.disclosure import THRESHOLD, disclosed

HARD = 2
"""Marks up to this one say that a topic is hard."""
EVERYWHERE = ""
"""The organisation of lines about everybody."""


@dataclass(frozen=True, slots=True)
class Teacher:
    """One young teacher: `organisation` is a code, `result` of the last check-in in per cent (None: there is none),
    `marks` (item → 1..5) are of the same check-in.
    """

    organisation: str
    mentored: bool
    result: float | None = None
    marks: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Results:
    """Last check-ins of `people`: the mean in per cent, and how many are low."""

    people: int
    mean: float
    low: int


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """An organisation, or everybody; `results` are None where they are hidden or there are none."""

    organisation: str
    teachers: int
    mentored: int
    results: Results | None


@dataclass(frozen=True, slots=True)
class TopicLine:
    """One question at an organisation, or everywhere: `rated` marked it, `hard` of them with 1 or 2; None is hidden."""

    organisation: str
    item: str
    rated: int | None
    hard: int | None


@dataclass(frozen=True, slots=True)
class YoungTeachers:
    """What the sheets say: everybody first, then organisations by code; topics in the order of the questions."""

    places: tuple[PlaceLine, ...] = ()
    topics: tuple[TopicLine, ...] = ()


def young_teachers(teachers: Iterable[Teacher], items: Sequence[str], threshold: int = THRESHOLD) -> YoungTeachers:
    """Count the teachers and protect what was answered to these items."""
    by_place = _grouped(teachers)
    asked = {place: [one for one in some if one.result is not None] for place, some in by_place.items()}
    hidden = _hidden({place: len(some) for place, some in asked.items()}, (), threshold)
    topics: list[TopicLine] = []
    for item in items:
        marks = {place: [one.marks[item] for one in some if item in one.marks] for place, some in asked.items()}
        unseen = _hidden({place: len(some) for place, some in marks.items()}, hidden, threshold)
        topics += [_topic(place, item, None if place in unseen else some) for place, some in marks.items()]
    return YoungTeachers(
        tuple(_place(place, some, None if place in hidden else asked[place]) for place, some in by_place.items()),
        tuple(sorted(topics, key=lambda line: list(by_place).index(line.organisation))),
    )


def within(found: YoungTeachers, scope: Collection[str]) -> YoungTeachers:
    """The lines of these organisations only."""
    return YoungTeachers(
        tuple(line for line in found.places if line.organisation in scope),
        tuple(line for line in found.topics if line.organisation in scope),
    )


def _grouped(teachers: Iterable[Teacher]) -> dict[str, list[Teacher]]:
    """Organisation → its teachers, everybody first; empty when there is nobody."""
    everybody = sorted(teachers, key=lambda one: one.organisation)
    found: dict[str, list[Teacher]] = {EVERYWHERE: everybody} if everybody else {}
    for one in everybody:
        found.setdefault(one.organisation, []).append(one)
    return found


def _hidden(counts: Mapping[str, int], also: Collection[str], threshold: int) -> frozenset[str]:
    """The organisations, EVERYWHERE among them, whose answers must not be shown; `also` are hidden already."""
    parts = sorted(counts.keys() - {EVERYWHERE}, key=lambda place: (-counts[place], place))
    cells = {EVERYWHERE: parts} | {place: [place] for place in parts}
    shown = disclosed({place: some for place, some in cells.items() if place not in also}, counts, threshold)
    return frozenset(counts.keys() - shown)


def _place(place: str, teachers: Sequence[Teacher], shown: Sequence[Teacher] | None) -> PlaceLine:
    results = [one.result for one in shown or () if one.result is not None]
    figures = None
    if results:
        figures = Results(len(results), sum(results) / len(results), sum(one < LOW for one in results))
    return PlaceLine(place, len(teachers), sum(one.mentored for one in teachers), figures)


def _topic(place: str, item: str, shown: Sequence[int] | None) -> TopicLine:
    if shown is None:
        return TopicLine(place, item, None, None)
    return TopicLine(place, item, len(shown), sum(mark <= HARD for mark in shown))
