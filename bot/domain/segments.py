"""Who is meant: criteria over the register, combined with and, or, not. Pure; knows no SQL and no wording.

Stored as JSON of a closed form; what cannot be read is refused, never guessed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Facts = Mapping["Criterion", frozenset[str]]
"""What is known about one person: criterion → values, e.g. SUBJECT → {«физика», «математика»}."""


class Criterion(StrEnum):
    """What a segment may ask about a person; the values are codes or words of the register."""

    CODE = "code"
    ORGANISATION = "organisation"
    POSITION = "position"
    SUBJECT = "subject"
    LEVEL = "level"
    ROLE = "role"
    CATEGORY = "category"
    SETTLEMENT = "settlement"
    YOUNG = "young"  # «yes»
    LEADING = "leading"  # «yes»
    CLASS_TEACHER = "class_teacher"  # «yes»
    DEFICIT = "deficit"  # labour functions or competence groups below the threshold in the last audit
    ATTENDED = "attended"  # codes of course runs (later of events too)
    COMPLETED = "completed"  # codes of course runs that were finished, not given up


@dataclass(frozen=True, slots=True)
class Has:
    """Any of the values holds for the person."""

    criterion: Criterion
    values: frozenset[str]

    def holds(self, facts: Facts) -> bool:
        """Tell whether the person is meant."""
        return not self.values.isdisjoint(facts.get(self.criterion, frozenset()))


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds; without parts: everybody."""

    parts: tuple["Segment", ...] = ()

    def holds(self, facts: Facts) -> bool:
        """Tell whether the person is meant."""
        return all(part.holds(facts) for part in self.parts)


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds; without parts: nobody."""

    parts: tuple["Segment", ...] = ()

    def holds(self, facts: Facts) -> bool:
        """Tell whether the person is meant."""
        return any(part.holds(facts) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: "Segment"

    def holds(self, facts: Facts) -> bool:
        """Tell whether the person is meant."""
        return not self.part.holds(facts)


Segment = Has | All | AnyOf | Not
EVERYBODY = All()
Json = Mapping[str, Any]


def of_codes(codes: Iterable[str]) -> Segment:
    """The segment of an explicit list."""
    return Has(Criterion.CODE, frozenset(codes))


def to_json(segment: Segment) -> Json:
    """The segment as plain values, equal for equal segments."""
    match segment:
        case Has(criterion, values):
            return {"has": criterion.value, "values": sorted(values)}
        case All(parts):
            return {"all": [to_json(part) for part in parts]}
        case AnyOf(parts):
            return {"any": [to_json(part) for part in parts]}
        case Not(part):
            return {"not": to_json(part)}


def from_json(stored: Json) -> Segment:
    """Read what `to_json` wrote. Raises ValueError."""
    match stored:
        case {"has": criterion, "values": [*values]}:
            return Has(Criterion(criterion), frozenset(map(str, values)))
        case {"all": [*parts]}:
            return All(tuple(from_json(part) for part in parts))
        case {"any": [*parts]}:
            return AnyOf(tuple(from_json(part) for part in parts))
        case {"not": part}:
            return Not(from_json(part))
        case _:
            raise ValueError(f"no segment: {stored!r}")


def criteria(segment: Segment) -> frozenset[Criterion]:
    """What has to be known about people to decide; nothing else needs to be loaded."""
    match segment:
        case Has(criterion, _):
            return frozenset({criterion})
        case All(parts) | AnyOf(parts):
            return frozenset().union(*map(criteria, parts))
        case Not(part):
            return criteria(part)
