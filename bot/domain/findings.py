"""From counted rows to findings per organisation, per subject and in all. Pure sums; knows no SQL and no sheets."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.domain.counts import Change, Fact, Headcount, Mark, Place
from bot.domain.editions import Edition
from bot.domain.monitoring import Coverage, Cut, Difficulty, Finding, Measure, Progress, Unit
from questionnaires.items import ScaleItem

NO_ORGANISATION = "без организации"
EVERYBODY = Unit(Cut.TOTAL, "", "Всего")


@dataclass(slots=True)
class _Sum:
    n: int = 0
    deficits: int = 0
    total: float = 0.0


@dataclass(slots=True)
class _ActionSum:
    item: ScaleItem
    function: str
    n: int = 0
    low: int = 0


@dataclass(frozen=True, slots=True)
class Register:
    """What codes and ids of counted rows mean: organisation code → name, version id → edition."""

    organisations: Mapping[str, str]
    editions: Mapping[int, Edition] = field(default_factory=dict)

    def units(self, place: Place) -> tuple[Unit, ...]:
        """The groups a person of this place counts in; several subjects count in each."""
        name = self.organisations.get(place.organisation, NO_ORGANISATION)
        taught = (Unit(Cut.SUBJECT, subject, subject) for subject in place.taught)
        return (EVERYBODY, Unit(Cut.ORGANISATION, place.organisation, name), *taught)

    def measure(self, fact: Fact | Change) -> Measure:
        """What was found out; a labour function belongs to its standard, a group to all of them."""
        standard = self.editions[fact.version].standard if fact.kind == "function" else ""
        return Measure(standard, fact.kind, fact.code, fact.title)


def coverages(heads: Iterable[Headcount], register: Register) -> tuple[Coverage, ...]:
    """Everyone and diagnosed per unit."""
    sums: dict[Unit, list[int]] = {EVERYBODY: [0, 0]}
    for head in heads:
        for unit in register.units(head.place):
            found = sums.setdefault(unit, [0, 0])
            found[0] += head.n
            found[1] += head.n if head.version is not None else 0
    return tuple(Coverage(unit, everyone, diagnosed) for unit, (everyone, diagnosed) in sorted(sums.items()))


def progress(heads: Iterable[Headcount], invited: int) -> Progress:
    """How far everybody is; who has completed an audit has begun one."""
    begun = [head for head in heads if head.begun]
    return Progress(invited, sum(head.n for head in begun), sum(head.n for head in begun if head.version is not None))


def findings(facts: Iterable[Fact], register: Register) -> tuple[Finding, ...]:
    """Deficits per unit and measure."""
    sums: dict[tuple[Unit, Measure], _Sum] = {}
    titles: dict[tuple[str, ...], Measure] = {}
    for fact in facts:
        measure = register.measure(fact)
        measure = titles.setdefault(measure.key, measure)
        for unit in register.units(fact.place):
            found = sums.setdefault((unit, measure), _Sum())
            found.n += fact.n
            found.deficits += fact.deficits
            found.total += fact.total
    return tuple(
        Finding(unit, measure, one.n, one.deficits, one.total / one.n if one.n else None)
        for (unit, measure), one in sorted(sums.items(), key=lambda pair: pair[0])
    )


def difficulties(marks: Iterable[Mark], register: Register, threshold: float) -> tuple[Difficulty, ...]:
    """Labour actions with the share of marks under `threshold` per cent of the scale; forms are added up."""
    sums: dict[tuple[str, str], _ActionSum] = {}
    for mark in marks:
        edition = register.editions[mark.version]
        item = edition.find_action(mark.item)
        if item is None:
            continue
        section = edition.questionnaire.section_of(item.code)
        found = sums.setdefault((edition.standard, item.action or ""), _ActionSum(item, section.title))
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
