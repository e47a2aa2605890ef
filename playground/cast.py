"""Who plays in the demo: respondents with their habits, and people left for the visitor. Knows the staff list only."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from operator import itemgetter
from random import Random

from bot.domain.codes import ORGANISATION_PREFIX, PERSON_PREFIX, make_code
from bot.domain.roster.columns import Column
from playground.municipality import Line, Municipality
from playground.temper import Temper

CROWD = 9  # respondents of one organisation: enough for figures under the small-group rule
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


def with_codes(municipality: Municipality, seed: int) -> Municipality:
    """The same lines with codes, so that everybody can be told apart before the import."""
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


def part(line: Line, seed: int, habit: Habit = Habit.FULL) -> Part:
    """The person of a line; her circles are her organisation and what she teaches."""
    last_name, first_name, *_ = str(line[Column.NAME]).split()
    organisation = str(line[Column.ORGANISATION])
    taught = str(line[Column.SUBJECTS]) or str(line[Column.POSITION])
    temper = Temper(seed, str(line[Column.CODE]), (organisation, taught))
    position = f"{line[Column.POSITION]}, {line[Column.SUBJECTS]}".removesuffix(", ")
    return Part(str(line[Column.CODE]), first_name, last_name, position, organisation, temper, habit)


def respondents(lines: tuple[Line, ...], count: int, seed: int) -> tuple[Part, ...]:
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
    return tuple(part(line, seed, habit) for line, habit in zip(chosen, _habits(len(chosen), random), strict=True))


def _habits(count: int, random: Random) -> list[Habit]:
    """One in ten stops half-way, one refuses, one in six takes the short form."""
    refusing, stopping, short = min(1, count // 10), count // 12, count // 6
    full = count - refusing - stopping - short
    habits = [Habit.REFUSES] * refusing + [Habit.STOPS] * stopping + [Habit.SHORT] * short + [Habit.FULL] * full
    return random.sample(habits, count)


def find(lines: tuple[Line, ...], fits: Callable[[Line], bool], besides: set[str], seed: int) -> Part:
    """The first suitable person who is not yet in the play."""
    line = next(line for line in lines if line[Column.CODE] not in besides and fits(line))
    besides.add(str(line[Column.CODE]))
    return part(line, seed)
