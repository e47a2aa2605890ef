"""Who plays in the demo: respondents with their habits, and people left for the visitor. Knows the staff list only."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from operator import itemgetter
from random import Random

from bot.domain.codes import ORGANISATION_PREFIX, PERSON_PREFIX, make_code
from bot.domain.roster.columns import Column
from playground.municipality import Line, Municipality
from playground.temper import Temper
from questionnaires.standards import audit_for

CROWD = 9  # respondents of one organisation: enough for figures under the small-group rule
YOUNG = 10  # young teachers with a year of check-ins
YEARS, AGE = 3, 35  # of work at the most, of life: less than that (the programme of Beloyarsky)
SCATTERED = 0.1  # share of respondents who are alone in their organisations, so that the rule is seen at work


class Habit(Enum):
    """How a respondent takes the audit."""

    FULL = "full"
    SHORT = "short"
    STOPS = "stops"
    REFUSES = "refuses"


@dataclass(frozen=True, slots=True)
class Part:
    """One person of the staff list as she appears in the messenger."""

    code: str
    first_name: str
    last_name: str
    position: str
    organisation: str
    temper: Temper
    habit: Habit = Habit.FULL


@dataclass(frozen=True, slots=True)
class Cast:
    """`municipality` has codes; `on_paper` is the organisation whose invitations are printed; `visitor` by role.

    `young` are teachers in their first years, who are asked how they do; they take no audit.
    """

    municipality: Municipality
    on_paper: str
    respondents: tuple[Part, ...]
    visitor: dict[str, Part]
    young: tuple[Part, ...]


def cast(municipality: Municipality, count: int, seed: int, year: int) -> Cast:
    """Give everybody a code and so many of them a part in `year`. The same arguments give the same cast."""
    town = _with_codes(municipality, seed)
    sizes = Counter(line[Column.ORGANISATION] for line in town.people)
    smallest = min(town.organisations, key=lambda place: sizes[place[Column.ORGANISATION]])
    lines = [line for line in town.people if line[Column.ORGANISATION] != smallest[Column.ORGANISATION]]
    young = tuple(_alone(_part(line, seed)) for line in town.people if _is_young(line, year))[:YOUNG]
    busy = {part.code for part in young}
    respondents = _respondents([one for one in lines if _has_audit(one) and one[Column.CODE] not in busy], count, seed)
    busy |= {part.code for part in respondents}
    free = [line for line in lines if line[Column.CODE] not in busy]
    crowds = Counter(part.organisation for part in respondents)
    return Cast(town, str(smallest[Column.CODE]), respondents, dict(_visitor(free, crowds, seed)), young)


def _with_codes(municipality: Municipality, seed: int) -> Municipality:
    random = Random(seed)  # noqa: S311 - invented people, no secret
    taken: set[str] = set()

    def coded(prefix: str, line: Line) -> Line:
        code = make_code(prefix, random.randrange, taken)
        taken.add(code)
        return {Column.CODE: code, **line}

    return Municipality(
        tuple(coded(ORGANISATION_PREFIX, line) for line in municipality.organisations),
        tuple(coded(PERSON_PREFIX, line) for line in municipality.people),
    )


def _has_audit(line: Line) -> bool:
    facts: dict[str, str | bool] = {"position": str(line[Column.POSITION]), "leading": line[Column.LEADING] == "да"}
    return isinstance(audit_for(facts), str)


def _is_young(line: Line, year: int) -> bool:
    """A teacher in her first years who was at work a year ago already, whatever the month."""
    tenure, age = year - int(line[Column.STARTED]), year - int(line[Column.BIRTH])
    return not line[Column.ROLES] and line[Column.LEADING] == "нет" and 2 <= tenure <= YEARS and age < AGE


def _alone(part: Part) -> Part:
    """Her first years are her own: no circle has a part in how she feels."""
    return replace(part, temper=replace(part.temper, circles=()))


def _respondents(lines: list[Line], count: int, seed: int) -> tuple[Part, ...]:
    """So many people of these lines, most of them in a few organisations."""
    random = Random(seed)  # noqa: S311 - invented people, no secret
    by_place: dict[str, list[Line]] = {}
    for line in random.sample(lines, len(lines)):
        by_place.setdefault(str(line[Column.ORGANISATION]), []).append(line)
    places = list(by_place.values())
    crowds = max(1, count // CROWD)
    scattered = [place[0] for place in places[crowds:]][: round(count * SCATTERED)]
    ranked = sorted(((rank, line) for place in places[:crowds] for rank, line in enumerate(place)), key=itemgetter(0))
    chosen = [*(line for _, line in ranked[: count - len(scattered)]), *scattered]
    return tuple(_part(line, seed, habit) for line, habit in zip(chosen, _habits(len(chosen), random), strict=True))


def _habits(count: int, random: Random) -> list[Habit]:
    """One refuses, one in twelve stops half-way, one in six takes the short form."""
    refusing, stopping, short = min(1, count // 10), count // 12, count // 6
    full = count - refusing - stopping - short
    habits = [Habit.REFUSES] * refusing + [Habit.STOPS] * stopping + [Habit.SHORT] * short + [Habit.FULL] * full
    return random.sample(habits, count)


def _visitor(lines: list[Line], crowds: Mapping[str, int], seed: int) -> Iterator[tuple[str, Part]]:
    """People whose invitations nobody has opened, from where the most respondents are."""
    wanted: tuple[tuple[str, Column, str], ...] = (
        ("teacher", Column.SUBJECTS, "математика"),
        ("methodologist", Column.ROLES, "методист"),
        ("mentor", Column.ROLES, "наставник"),
        ("coordinator", Column.ROLES, "координатор"),
    )
    taken: set[str] = set()
    for role, column, word in wanted:
        fitting = (line for line in lines if word in str(line[column]) and line[Column.CODE] not in taken)
        found = max(fitting, key=lambda line: crowds.get(str(line[Column.ORGANISATION]), 0))
        taken.add(str(found[Column.CODE]))
        yield role, _part(found, seed)


def _part(line: Line, seed: int, habit: Habit = Habit.FULL) -> Part:
    """The person of a line; her circles are her organisation and what she teaches."""
    last_name, first_name, *_ = str(line[Column.NAME]).split()
    organisation = str(line[Column.ORGANISATION])
    taught = str(line[Column.SUBJECTS]) or str(line[Column.POSITION])
    temper = Temper(seed, str(line[Column.CODE]), (organisation, taught))
    position = f"{line[Column.POSITION]}, {line[Column.SUBJECTS]}".removesuffix(", ")
    return Part(str(line[Column.CODE]), first_name, last_name, position, organisation, temper, habit)
