"""What people thought of a course, counted: satisfied of rated, NPS, mean, distribution, comments. Pure.

It gets sets of answers without people and says of every figure what it was divided by. Which groups are large enough
to be shown is the business of bot/domain/disclosure.py; only comments, which are quoted, know their own limit.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from questionnaires.model import Questionnaire, ScaleItem, TextItem
from questionnaires.values import Response, ResponseState

Answers = Mapping[str, Response]
"""What one person sent: item → response."""

RECOMMENDATION = (0, 10)
"""The ends of the scale that makes a question the NPS question."""
PROMOTER, DETRACTOR = 9, 6
"""From 9 on one recommends, up to 6 one warns; 7 and 8 are passive (Reichheld's rule, peers use it unchanged)."""
SATISFIED_MARKS = 2
"""The two best marks of a scale count as satisfied: top-2-box, 4 and 5 of five."""
COMMENTS_FROM = 10
"""How many people must have answered before a comment of theirs is quoted."""


@dataclass(frozen=True, slots=True)
class Rating:
    """The marks one question got. `sent` sets of answers were sent, `rated` of them hold a mark.

    `distribution` has every mark of the scale from the lowest on, also those nobody gave.
    """

    item: str
    label: str
    sent: int
    distribution: Mapping[int, int]

    @property
    def rated(self) -> int:
        """How many gave a mark: what every share and the mean are divided by."""
        return sum(self.distribution.values())

    @property
    def satisfied(self) -> int:
        """How many gave one of the two best marks."""
        return sum(self.distribution[mark] for mark in sorted(self.distribution)[-SATISFIED_MARKS:])

    @property
    def satisfaction(self) -> float | None:
        """CSAT: per cent of `rated` who are satisfied; None when nobody rated."""
        return _share(self.satisfied, self.rated)

    @property
    def mean(self) -> float | None:
        """The mean mark over `rated`."""
        if not self.rated:
            return None
        return sum(mark * count for mark, count in self.distribution.items()) / self.rated


@dataclass(frozen=True, slots=True)
class Recommendation:
    """NPS: promoters minus detractors in per cent of all who answered the question, −100 to 100."""

    item: str
    label: str
    sent: int
    promoters: int
    passives: int
    detractors: int

    @property
    def rated(self) -> int:
        """How many answered the question: the denominator. Who skipped it is not in it."""
        return self.promoters + self.passives + self.detractors

    @property
    def score(self) -> float | None:
        """None when nobody answered."""
        return 100 * (self.promoters - self.detractors) / self.rated if self.rated else None


def ratings(questionnaire: Questionnaire, sets: Sequence[Answers]) -> tuple[Rating, ...]:
    """The questions with a scale, in their order; the NPS question is not among them."""
    return tuple(_rating(item, sets) for item in _scales(questionnaire) if not _recommends(item))


def recommendations(questionnaire: Questionnaire, sets: Sequence[Answers]) -> tuple[Recommendation, ...]:
    """The NPS questions: scales from 0 to 10."""
    return tuple(_recommendation(item, sets) for item in _scales(questionnaire) if _recommends(item))


def together(found: Sequence[Rating], label: str) -> Rating:
    """All marks of several questions of equal scales as if it were one: the figure of a course as a whole.

    Its `rated` counts marks, not people; `sent` stays the number of people.
    """
    marks: Counter[int] = Counter()
    for one in found:
        marks.update(one.distribution)
    everything = {mark: marks[mark] for one in found for mark in one.distribution}
    return Rating("", label, max((one.sent for one in found), default=0), everything)


def comments(
    questionnaire: Questionnaire, sets: Sequence[Answers], chance: Random, least: int = COMMENTS_FROM
) -> Mapping[str, tuple[str, ...]]:
    """Item → what was written, each item shuffled by itself, so that two comments of one person do not meet.

    Nothing at all when fewer than `least` people have answered, however many of them wrote something.
    """
    if len(sets) < least:
        return {}
    found = {}
    for item in questionnaire.items:
        if isinstance(item, TextItem):
            written = sorted(text for one in sets if (text := _text(one.get(item.code))))
            chance.shuffle(written)
            found[item.code] = tuple(written)
    return found


def _scales(questionnaire: Questionnaire) -> list[ScaleItem]:
    return [item for item in questionnaire.items if isinstance(item, ScaleItem)]


def _recommends(item: ScaleItem) -> bool:
    return item.bound_scale is not None and item.bound_scale.bounds == RECOMMENDATION


def _rating(item: ScaleItem, sets: Sequence[Answers]) -> Rating:
    given = Counter(_marks(item.code, sets))
    options = item.bound_scale.options if item.bound_scale else ()
    known = sorted(option.value for option in options if option.value is not None)
    return Rating(item.code, item.label, len(sets), {mark: given[mark] for mark in known})


def _recommendation(item: ScaleItem, sets: Sequence[Answers]) -> Recommendation:
    marks = _marks(item.code, sets)
    promoters = sum(mark >= PROMOTER for mark in marks)
    detractors = sum(mark <= DETRACTOR for mark in marks)
    return Recommendation(item.code, item.label, len(sets), promoters, len(marks) - promoters - detractors, detractors)


def _marks(code: str, sets: Sequence[Answers]) -> list[int]:
    """«Не относится» and what was not answered are no marks."""
    return [
        response.value
        for one in sets
        if (response := one.get(code)) is not None
        and response.state is ResponseState.ANSWERED
        and isinstance(response.value, int)
    ]


def _text(response: Response | None) -> str:
    if response is None or response.state is not ResponseState.ANSWERED or not isinstance(response.value, str):
        return ""
    return response.value.strip()


def _share(part: int, whole: int) -> float | None:
    return 100 * part / whole if whole else None
