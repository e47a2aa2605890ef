"""Made-up courses for the demo, as lines of a list of courses. Knows codes of people, no names."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from bot.domain.course_list.columns import Column

Line = dict[Column, str | int | date]


@dataclass(frozen=True, slots=True)
class Held:
    """A course and when it was over, in days before today; `people` took part, one of ten gave up."""

    code: str
    title: str
    provider: str
    hours: int
    functions: str
    lasted: int
    ended: int
    people: int


HELD = (
    Held("K-12", "Формирующее оценивание на каждом уроке", "Институт развития образования", 36, "A/01.6", 24, 1, 14),
    Held("K-7", "Трудное поведение: что делать учителю", "Методический центр", 18, "A/02.6", 10, 61, 12),
    Held("K-3", "Проектная задача в начальной школе", "Методический центр", 24, "A/01.6, A/03.6", 14, 181, 10),
)
"""One over yesterday, for the survey on the last day; one two months ago, for the time after it; one half a year ago,
for the repeated audit."""


def invent_courses(codes: Sequence[str], today: date, seed: int) -> tuple[Line, ...]:
    """Who of these people took part in what; the same arguments give the same lines.

    Raises ValueError when there are fewer people than the largest course has.
    """
    random = Random(seed)  # noqa: S311 - invented courses, no secret
    return tuple(line for held in HELD for line in _lines(held, sorted(random.sample(codes, held.people)), today))


def _lines(held: Held, codes: Sequence[str], today: date) -> Iterator[Line]:
    last = today - timedelta(days=held.ended)
    for number, code in enumerate(codes, start=1):
        yield {
            Column.COURSE: held.code,
            Column.TITLE: held.title,
            Column.PROVIDER: held.provider,
            Column.HOURS: held.hours,
            Column.STARTS: last - timedelta(days=held.lasted),
            Column.ENDS: last,
            Column.PERSON: code,
            Column.FINISHED: "нет" if number % 10 == 0 else "да",
            Column.FUNCTIONS: held.functions,
        }
