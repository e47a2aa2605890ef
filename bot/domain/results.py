"""A respondent's own result: scores in words, and beside the audit before. Pure values and rules."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from questionnaires.model import Level, Questionnaire
from questionnaires.scoring import Score

STRONG = 75.0
"""Per cent from which a labour function is called strong: the mean is nearer to the two upper marks of the scale."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The overall value of one submission, 0..100, and when it was sent."""

    at: int
    value: float


@dataclass(frozen=True, slots=True)
class Result:
    """One completed submission as its respondent sees it. `before` holds the previous audit's values by score.

    `history` are the overall values of all submissions up to this one, oldest first; empty unless years may be linked.
    """

    submission_id: int
    title: str
    completed_at: int
    threshold: float
    scores: tuple[Score, ...]
    levels: tuple[Level, ...]
    before: Mapping[tuple[str, str], float] = field(default_factory=dict)
    before_at: int | None = None
    history: tuple[Mark, ...] = ()

    def of_kind(self, kind: str) -> tuple[Score, ...]:
        """The scores of one kind that have a value, in their own order."""
        return tuple(score for score in self.scores if score.kind == kind and score.value is not None)

    def unscored(self) -> tuple[Score, ...]:
        """Labour functions with too few answers for a score."""
        return tuple(score for score in self.scores if score.kind == "function" and score.value is None)

    def level(self, score: Score) -> Level | None:
        """The named band of a score."""
        return next((level for level in self.levels if level.code == score.level), None)

    def change(self, score: Score) -> float | None:
        """Percentage points since the previous audit."""
        earlier = self.before.get((score.kind, score.code))
        return None if earlier is None or score.value is None else score.value - earlier


def is_strong(score: Score) -> bool:
    """Tell whether a score belongs to the strong ones."""
    return not score.deficit and score.value is not None and score.value >= STRONG


def result_of(
    questionnaire: Questionnaire, submission_id: int, completed_at: int, threshold: float, scores: tuple[Score, ...]
) -> Result:
    """Join scores with the words of the questionnaire they come from."""
    levels = questionnaire.profile.levels if questionnaire.profile else ()
    return Result(submission_id, questionnaire.title, completed_at, threshold, scores, levels)


def mark_of(result: Result) -> Mark | None:
    """The overall value of a result, if it has one."""
    overall = next((score.value for score in result.of_kind("overall")), None)
    return None if overall is None else Mark(result.completed_at, overall)
