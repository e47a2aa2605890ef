"""From counted rows to findings per organisation, per subject and in all. Pure sums; knows no SQL and no sheets."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.domain.disclosure import Key
from bot.domain.monitoring import Coverage, Cut, Difficulty, Finding, Measure, Nesting, Unit
from questionnaires.items import Item, ScaleItem
from questionnaires.model import Questionnaire

PART, FIELD = "\x1e", "\x1f"  # JSON text holds no raw control characters, so these separate without escaping
NO_SUBJECT = "без предмета"
NO_ORGANISATION = "без организации"
EVERYBODY = Unit(Cut.TOTAL, "", "Всего")


@dataclass(frozen=True, slots=True)
class Place:
    """What people are grouped by: one organisation's code and all subjects of a person."""

    organisation: str
    subjects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Headcount:
    """People of a place and how many of them completed an audit."""

    place: Place
    everyone: int
    diagnosed: int


@dataclass(frozen=True, slots=True)
class Fact:
    """People of a place with one score: `n` of them, `deficits` below the threshold, scores summed (per cent)."""

    place: Place
    version: int
    kind: str
    code: str
    title: str
    n: int
    deficits: int
    total: float


@dataclass(frozen=True, slots=True)
class Mark:
    """How many people gave this number to this item."""

    version: int
    item: str
    number: float
    count: int


@dataclass(frozen=True, slots=True)
class PackedSubmission:
    """A completed submission as it is streamed. `responses` is item FIELD state FIELD JSON, joined by PART;
    `subjects` is a JSON list.
    """

    receipt: str
    person: str
    organisation: str
    position: str
    started: int
    completed: int
    version: int
    responses: str
    subjects: str

    @property
    def parts(self) -> Sequence[str]:
        """The packed responses one by one."""
        return self.responses.split(PART) if self.responses else ()


@dataclass(slots=True)
class _Sum:
    n: int = 0
    deficits: int = 0
    total: float = 0.0


@dataclass(slots=True)
class _ActionSum:
    item: Item
    function: str
    n: int = 0
    low: int = 0


@dataclass(frozen=True, slots=True)
class Register:
    """Titles: organisation code → name, version id → standard's short title."""

    organisations: Mapping[str, str]
    standards: Mapping[int, str] = field(default_factory=dict)

    def units(self, place: Place) -> tuple[Unit, ...]:
        """The groups a person of this place counts in; several subjects count in each."""
        name = self.organisations.get(place.organisation, NO_ORGANISATION)
        subjects = place.subjects or (NO_SUBJECT,)
        taught = (Unit(Cut.SUBJECT, subject, subject) for subject in dict.fromkeys(subjects))
        return (EVERYBODY, Unit(Cut.ORGANISATION, place.organisation, name), *taught)


def coverages(heads: Iterable[Headcount], register: Register) -> tuple[Coverage, ...]:
    """Everyone and diagnosed per unit."""
    sums: dict[Unit, list[int]] = {EVERYBODY: [0, 0]}
    for head in heads:
        for unit in register.units(head.place):
            found = sums.setdefault(unit, [0, 0])
            found[0] += head.everyone
            found[1] += head.diagnosed
    return tuple(Coverage(unit, everyone, diagnosed) for unit, (everyone, diagnosed) in sorted(sums.items()))


def findings(facts: Iterable[Fact], register: Register) -> tuple[Finding, ...]:
    """Deficits per unit and measure; a labour function belongs to its standard, a group to all of them."""
    sums: dict[tuple[Unit, Measure], _Sum] = {}
    titles: dict[tuple[str, str, str], Measure] = {}
    for fact in facts:
        standard = register.standards.get(fact.version, "") if fact.kind == "function" else ""
        measure = Measure(standard, fact.kind, fact.code, fact.title)
        measure = titles.setdefault((standard, fact.kind, fact.code), measure)
        for unit in register.units(fact.place):
            found = sums.setdefault((unit, measure), _Sum())
            found.n += fact.n
            found.deficits += fact.deficits
            found.total += fact.total
    return tuple(
        Finding(unit, measure, one.n, one.deficits, one.total / one.n if one.n else None)
        for (unit, measure), one in sorted(sums.items(), key=lambda pair: pair[0])
    )


def nestings(heads: Iterable[Headcount], facts: Iterable[Fact], register: Register) -> tuple[Nesting, ...]:
    """Which units of one cut lie whole in one of the other, among who completed an audit and for every measure."""
    places: dict[Key, set[Place]] = {(): {head.place for head in heads if head.diagnosed}}
    for fact in facts:
        standard = register.standards.get(fact.version, "") if fact.kind == "function" else ""
        places.setdefault((standard, fact.kind, fact.code), set()).add(fact.place)
    return tuple(
        Nesting(measure, whole, parts) for measure, some in places.items() for whole, parts in _nested(some, register)
    )


def _nested(places: Iterable[Place], register: Register) -> Iterator[tuple[Unit, tuple[Unit, ...]]]:
    members: dict[Unit, set[Place]] = {}
    for place in places:
        for unit in register.units(place)[1:]:
            members.setdefault(unit, set()).add(place)
    for whole, inside in members.items():
        parts: list[Unit] = []
        covered: set[Place] = set()
        for unit, some in sorted(members.items()):
            if unit.cut is not whole.cut and some <= inside and covered.isdisjoint(some):
                parts.append(unit)
                covered |= some
        if parts:
            yield whole, tuple(parts)


def difficulties(
    marks: Iterable[Mark],
    questionnaires: Mapping[int, Questionnaire],
    register: Register,
    threshold: float,
) -> tuple[Difficulty, ...]:
    """Labour actions with the share of marks under `threshold` per cent of the scale; forms are added up."""
    sums: dict[tuple[str, str], _ActionSum] = {}
    for mark in marks:
        questionnaire = questionnaires[mark.version]
        item = questionnaire.find_item(mark.item)
        if not isinstance(item, ScaleItem) or item.action is None or item.bound_scale is None:
            continue
        key = (register.standards.get(mark.version, ""), item.action)
        found = sums.setdefault(key, _ActionSum(item, questionnaire.section_of(item.code).title))
        found.n += mark.count
        found.low += mark.count if _per_cent(item, mark.number) < threshold else 0
    return tuple(
        Difficulty(standard, action, one.item.label, one.function, one.n, one.low)
        for (standard, action), one in sorted(sums.items())
    )


def _per_cent(item: ScaleItem, number: float) -> float:
    low, high = item.bound_scale.bounds if item.bound_scale else (0, 0)
    share = (number - low) / (high - low) if high > low else 0.0
    return 100 * (1 - share if item.reversed else share)
