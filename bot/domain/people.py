"""People and organisations by code, and what follows from their attributes. Knows no names and no messenger."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

Attributes = Mapping[str, str | int | bool | tuple[str, ...] | None]


class OrganisationType(StrEnum):
    """What an organisation teaches; a school with preschool groups has two types."""

    PRESCHOOL = "preschool"
    SCHOOL = "school"
    ADDITIONAL = "additional"
    OTHER = "other"


class Settlement(StrEnum):
    """Town or village, the cut of every rural programme."""

    TOWN = "town"
    VILLAGE = "village"


class Level(StrEnum):
    """Level of education at which a person teaches (not the person's own schooling)."""

    PRESCHOOL = "preschool"
    PRIMARY = "primary"
    BASIC = "basic"
    SECONDARY = "secondary"
    ADDITIONAL = "additional"


class Category(StrEnum):
    """Result of attestation; None in a person means the centre has not said."""

    NONE = "none"
    COMPLIANCE = "compliance"
    FIRST = "first"
    HIGHEST = "highest"
    METHODIST = "methodist"
    MENTOR = "mentor"


class Role(StrEnum):
    """What a person may do here; several per person."""

    TEACHER = "teacher"
    MENTOR = "mentor"
    METHODOLOGIST = "methodologist"
    COORDINATOR = "coordinator"
    ADMIN = "admin"
    OBSERVER = "observer"


@dataclass(frozen=True, slots=True)
class Organisation:
    """One organisation; ``flags`` are marks such as ``low_results`` that only the centre sets and sees.

    ``zone`` is the IANA name of its time zone; None means the centre's.
    """

    code: str
    name: str
    types: frozenset[OrganisationType] = frozenset()
    settlement: Settlement | None = None
    flags: frozenset[str] = frozenset()
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """One person of the register. ``organisations`` are codes, the main place of work first; years are calendar.

    ``started_on`` lies in ``started_year`` and is None when only the year is known.
    """

    code: str
    organisations: tuple[str, ...]
    position: str
    leading: bool = False
    subjects: tuple[str, ...] = ()
    levels: frozenset[Level] = frozenset()
    started_year: int | None = None
    birth_year: int | None = None
    category: Category | None = None
    class_teacher: bool = False
    active: bool = True
    started_on: date | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Who performs an update: a messenger account bound to a person of the register."""

    messenger_id: int
    person_id: int
    code: str
    roles: frozenset[Role]
    organisations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class YoungDefinition:
    """A programme's words for «молодой педагог»: younger than, and at most so many years in work; None = not asked."""

    max_age_below: int | None = None
    tenure_years_max: int | None = None


def is_young(person: Person, definition: YoungDefinition | None, today: date) -> bool:
    """All stated conditions hold. Only years are known, so a birthday later this year counts as past.

    An unknown year or an undefined term means «not young»: nobody enters the segment by a gap in the data.
    """
    if definition is None:
        return False
    limits = (
        (definition.max_age_below, person.birth_year, 1),
        (definition.tenure_years_max, person.started_year, 0),
    )
    stated = [(limit, year, strict) for limit, year, strict in limits if limit is not None]
    return bool(stated) and all(
        year is not None and today.year - year <= limit - strict for limit, year, strict in stated
    )


def attributes(person: Person, today: date, young: YoungDefinition | None = None) -> Attributes:
    """What a questionnaire's conditions may ask about a respondent; the keys are the engine's known attributes."""
    return {
        "position": person.position,
        "leading": person.leading,
        "subjects": person.subjects,
        "levels": tuple(level.value for level in Level if level in person.levels),
        "young": is_young(person, young, today),
        "class_teacher": person.class_teacher,
        "organisation": person.organisations[0] if person.organisations else None,
    }
