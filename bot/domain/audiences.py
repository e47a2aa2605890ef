"""Whom a campaign asks: facts about people, and why somebody who is meant is not asked or not written to. Pure."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.people import Person, YoungDefinition, is_young
from bot.domain.segments import Criterion, Facts, Segment, criteria
from questionnaires.problems import Problem
from questionnaires.standards import audit_for

YES = frozenset({"yes"})
NOTHING: frozenset[str] = frozenset()


class Exclusion(StrEnum):
    """Why somebody of the audience is left out; the first that applies is told."""

    OTHER_POSITION = "other_position"  # the self-audit is made from another standard than that of the position
    ANSWERING = "answering"  # asked the same about the same in another campaign that is open
    COOLDOWN = "cooldown"  # asked something else too short a time ago
    NO_ACCOUNT = "no_account"
    UNREACHABLE = "unreachable"
    MUTED = "muted"


NOT_ASKED = frozenset({Exclusion.OTHER_POSITION, Exclusion.ANSWERING, Exclusion.COOLDOWN})
"""These people get no participation. The others are asked: who cannot be written to finds the questionnaire waiting."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An active person as planning sees her; `organisation_id` is the main place of work.

    `person` and `known` (facts that are not in the person's own row) hold only what was asked for.
    """

    person_id: int
    organisation_id: int | None
    bound: bool
    reachable: bool
    muted: bool
    person: Person | None = None
    known: Facts | None = None


@dataclass(frozen=True, slots=True)
class Calendar:
    """The day on which attributes are judged, and the programme's words for «молодой педагог»."""

    today: date
    young: YoungDefinition | None


_OWN: Mapping[Criterion, Callable[[Person, Calendar], Iterable[str]]] = {
    Criterion.CODE: lambda person, _: (person.code,),
    Criterion.POSITION: lambda person, _: (person.position,),
    Criterion.SUBJECT: lambda person, _: person.subjects,
    Criterion.LEVEL: lambda person, _: (level.value for level in person.levels),
    Criterion.CATEGORY: lambda person, _: (person.category.value,) if person.category else (),
    Criterion.YOUNG: lambda person, day: YES if is_young(person, day.young, day.today) else (),
    Criterion.LEADING: lambda person, _: YES if person.leading else (),
    Criterion.CLASS_TEACHER: lambda person, _: YES if person.class_teacher else (),
}
"""What is read off the person's own row; all else is loaded for it."""


def needs_person(asked: Iterable[Criterion]) -> bool:
    """Tell whether any of the criteria is read off the person's own row."""
    return any(criterion in _OWN for criterion in asked)


def is_meant(candidate: Candidate, audience: Segment, day: Calendar) -> bool:
    """Tell whether the candidate belongs to the audience."""
    facts = dict(candidate.known or {})
    if candidate.person is not None:
        own = criteria(audience) & _OWN.keys()
        facts |= {criterion: frozenset(_OWN[criterion](candidate.person, day)) for criterion in own}
    return audience.holds(facts)


def contact(candidate: Candidate) -> Exclusion | None:
    """Why a person who is asked is not written to."""
    if not candidate.bound:
        return Exclusion.NO_ACCOUNT
    if not candidate.reachable:
        return Exclusion.UNREACHABLE
    return Exclusion.MUTED if candidate.muted else None


def exclusion(
    candidate: Candidate, standard: str | None, answering: Collection[int], cooling: Collection[int]
) -> Exclusion | None:
    """Why somebody who is meant is not asked, or not written to. `standard` is what a self-audit is made from."""
    if standard is not None and candidate.person is not None and _standard_of(candidate.person) != standard:
        return Exclusion.OTHER_POSITION
    if candidate.person_id in answering:
        return Exclusion.ANSWERING
    return Exclusion.COOLDOWN if candidate.person_id in cooling else contact(candidate)


def _standard_of(person: Person) -> str | Problem:
    return audit_for({"position": person.position, "leading": person.leading})
