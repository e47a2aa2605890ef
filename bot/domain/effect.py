"""What became of the courses of a period: satisfaction, practice, products, the audit before and after. Pure.

One line for each run. A figure of fewer people than the threshold is None; lines have nobody in common but those who
took several courses, and there are no totals, so nothing can be subtracted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.courses import CourseRun
from bot.domain.disclosure import THRESHOLD
from bot.domain.feedback import ALL, Cut, Feedback
from bot.domain.satisfaction import Rating
from questionnaires.values import Response, ResponseState

Answers = Mapping[str, Response]

CHANGES, NO_CHANGE = "changes", "nothing"
MADE, READY, STARTED = "made", "yes", "started"
"""Items and options of the questionnaire «Послекурсовой период»."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One person's mean result, in per cent, over the labour functions the course serves."""

    before: float
    after: float


@dataclass(frozen=True, slots=True)
class RunFacts:
    """What is known of a run: `asked` and `answers` are of the follow-up, `compared` of the repeated audit."""

    run: CourseRun
    participants: int
    finished: int
    asked: int = 0
    answers: tuple[Answers, ...] = ()
    compared: tuple[Compared, ...] = ()


@dataclass(frozen=True, slots=True)
class FollowUp:
    """How many answered, and of them: with a product, with one in work, with a change in practice."""

    answered: int
    ready: int
    started: int
    changed: int


@dataclass(frozen=True, slots=True)
class Gain:
    """Mean results of `people` before the course and after it, in per cent."""

    people: int
    before: float
    after: float

    @property
    def change(self) -> float:
        """«Приращение»: after less before, in percentage points."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class RunEffect:
    """A line of the sheet; None is hidden, or not there yet."""

    run: CourseRun
    participants: int
    finished: int
    satisfaction: Rating | None
    asked: int
    follow_up: FollowUp | None
    gain: Gain | None


def effects(runs: Sequence[RunFacts], said: Feedback, threshold: int = THRESHOLD) -> tuple[RunEffect, ...]:
    """The lines in the order of the runs' last days; `said` has the small-group rule applied already."""
    satisfied = {
        line.group.code: line.figure for line in said.opinions if line.group.cut is Cut.RUN and line.item == ALL
    }
    ordered = sorted(runs, key=lambda one: (one.run.ends_on, one.run.code))
    return tuple(
        RunEffect(
            run=one.run,
            participants=one.participants,
            finished=one.finished,
            satisfaction=satisfied.get(one.run.code),
            asked=one.asked,
            follow_up=_follow_up(one.answers) if len(one.answers) >= threshold else None,
            gain=_gain(one.compared) if len(one.compared) >= threshold else None,
        )
        for one in ordered
    )


def _follow_up(answers: Sequence[Answers]) -> FollowUp:
    made = [_value(one, MADE) for one in answers]
    changes = [_value(one, CHANGES) for one in answers]
    return FollowUp(
        answered=len(answers),
        ready=made.count(READY),
        started=made.count(STARTED),
        changed=sum(isinstance(one, tuple) and one != (NO_CHANGE,) for one in changes),
    )


def _value(answers: Answers, item: str) -> object:
    response = answers.get(item)
    return response.value if response is not None and response.state is ResponseState.ANSWERED else None


def _gain(compared: Sequence[Compared]) -> Gain:
    people = len(compared)
    return Gain(people, sum(one.before for one in compared) / people, sum(one.after for one in compared) / people)
