"""What was thought of the courses of a period, by everybody, course, provider and run. Knows no sheets and no people.

Answers have no people any more; whom a group is made of are the sets sent after each run. The small-group rule is
applied here, to each question by itself: a figure that goes past it is a leak.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from random import Random
from typing import Generic, Protocol, TypeVar

from bot.domain.courses import CourseRun
from bot.domain.disclosure import THRESHOLD, disclosed
from bot.domain.satisfaction import (
    COMMENTS_FROM,
    Answers,
    Rating,
    Recommendation,
    comments,
    ratings,
    recommendations,
    together,
)
from questionnaires.model import Questionnaire

F = TypeVar("F", bound="Figure")
ALL = ""
"""The question of a line that pools all rated questions."""


class Cut(StrEnum):
    """By what answers are grouped, in the order of the sheets."""

    TOTAL = "total"
    COURSE = "course"
    PROVIDER = "provider"
    RUN = "run"


@dataclass(frozen=True, slots=True)
class Group:
    """Everybody, a course, a provider or a run."""

    cut: Cut
    code: str
    title: str


@dataclass(frozen=True, slots=True)
class RunAnswers:
    """The sets of answers that were sent after a run."""

    run: CourseRun
    sets: tuple[Answers, ...]


class Figure(Protocol):
    """What was counted of one question."""

    @property
    def item(self) -> str:
        """Code of the question."""
        ...

    @property
    def label(self) -> str:
        """The question itself."""
        ...

    @property
    def rated(self) -> int:
        """How many answered it with a mark."""
        ...


@dataclass(frozen=True, slots=True)
class Line(Generic[F]):
    """One group and one question; `figure` is None where the small-group rule hides it."""

    group: Group
    item: str
    label: str
    figure: F | None


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody wrote, by course (code and title) and question."""

    code: str
    course: str
    question: str
    text: str


@dataclass(frozen=True, slots=True)
class Feedback:
    """Everything the sheets say; lines are ordered by cut, question and title."""

    opinions: tuple[Line[Rating], ...] = ()
    advices: tuple[Line[Recommendation], ...] = ()
    comments: tuple[Comment, ...] = ()


def feedback(
    questionnaire: Questionnaire, runs: Sequence[RunAnswers], chance: Random, threshold: int = THRESHOLD
) -> Feedback:
    """Count the answers of these runs, which were all given to versions of one questionnaire."""
    answered = [one for one in runs if one.sets]
    groups = _groups(answered)
    opinions = _lines(groups, answered, lambda sets: ratings(questionnaire, sets), threshold)
    return Feedback(
        opinions=_ordered((*_pooled(opinions), *opinions), [ALL, *(item.code for item in questionnaire.items)]),
        advices=_ordered(
            _lines(groups, answered, lambda sets: recommendations(questionnaire, sets), threshold),
            [item.code for item in questionnaire.items],
        ),
        comments=tuple(_comments(questionnaire, answered, chance, threshold)),
    )


def within(found: Feedback, runs: Iterable[CourseRun]) -> Feedback:
    """The lines about these runs and their courses only, for somebody who may know of no others."""
    chosen = list(runs)
    known = {(Cut.RUN, run.code) for run in chosen} | {(Cut.COURSE, run.course.code) for run in chosen}
    return replace(
        found,
        opinions=tuple(line for line in found.opinions if (line.group.cut, line.group.code) in known),
        advices=tuple(line for line in found.advices if (line.group.cut, line.group.code) in known),
        comments=tuple(one for one in found.comments if (Cut.COURSE, one.code) in known),
    )


def run_title(run: CourseRun) -> str:
    """A run as a reader knows it: the course and its days."""
    return f"{run.course.title}, {run.starts_on:%d.%m.%Y}–{run.ends_on:%d.%m.%Y}"


def _groups(runs: Iterable[RunAnswers]) -> dict[Group, list[RunAnswers]]:
    found: dict[Group, list[RunAnswers]] = {}
    for one in runs:
        run = one.run
        for group in (
            Group(Cut.TOTAL, "", ""),
            Group(Cut.COURSE, run.course.code, run.course.title),
            Group(Cut.PROVIDER, run.course.provider, run.course.provider),
            Group(Cut.RUN, run.code, run_title(run)),
        ):
            found.setdefault(group, []).append(one)
    return dict(sorted(found.items(), key=lambda item: list(Cut).index(item[0].cut)))


def _lines(
    groups: Mapping[Group, Sequence[RunAnswers]],
    runs: Sequence[RunAnswers],
    count: Callable[[Sequence[Answers]], Sequence[F]],
    threshold: int,
) -> tuple[Line[F], ...]:
    """A line for each group and question, with a figure only where so many rated it that nobody can be told."""
    sent = _shown(groups, {one.run.code: len(one.sets) for one in runs}, threshold)
    counted = {group: count([answers for one in some for answers in one.sets]) for group, some in groups.items()}
    by_run = {one.run.code: count(one.sets) for one in runs}
    lines = []
    for index, first in enumerate(next(iter(counted.values()), ())):
        rated = {code: figures[index].rated for code, figures in by_run.items()}
        shown = sent & _shown(groups, rated, threshold)
        lines += [
            Line(group, first.item, first.label, figures[index] if group in shown else None)
            for group, figures in counted.items()
        ]
    return tuple(lines)


def _shown(groups: Mapping[Group, Sequence[RunAnswers]], people: Mapping[str, int], threshold: int) -> frozenset[Group]:
    """The groups, everybody first, then courses, providers and runs, the larger before the smaller."""
    sizes = {group: sum(people[one.run.code] for one in some) for group, some in groups.items()}
    order = sorted(groups, key=lambda group: (list(Cut).index(group.cut), -sizes[group], group.code))
    return disclosed({group: [one.run.code for one in groups[group]] for group in order}, people, threshold)


def _pooled(lines: Iterable[Line[Rating]]) -> tuple[Line[Rating], ...]:
    """For each group all questions that are shown as one; a hidden question is in no sum either."""
    shown: dict[Group, list[Rating]] = {}
    for line in lines:
        found = shown.setdefault(line.group, [])
        if line.figure is not None:
            found.append(line.figure)
    return tuple(Line(group, ALL, "", together(some, "") if some else None) for group, some in shown.items())


def _ordered(lines: Iterable[Line[F]], items: Sequence[str]) -> tuple[Line[F], ...]:
    cuts = list(Cut)

    def place(line: Line[F]) -> tuple[int, int, str, str]:
        return cuts.index(line.group.cut), items.index(line.item), line.group.title, line.group.code

    return tuple(sorted(lines, key=place))


def _comments(
    questionnaire: Questionnaire, runs: Iterable[RunAnswers], chance: Random, threshold: int
) -> Iterable[Comment]:
    """Comments are quoted by course, from runs that are no small group, once so many have answered altogether."""
    labels = {item.code: item.label for item in questionnaire.items}
    by_course: dict[tuple[str, str], list[Answers]] = {}
    for one in sorted(runs, key=lambda one: (one.run.course.title, one.run.code)):
        if len(one.sets) >= threshold:
            by_course.setdefault((one.run.course.code, one.run.course.title), []).extend(one.sets)
    for (code, title), sets in by_course.items():
        for item, texts in comments(questionnaire, sets, chance, COMMENTS_FROM).items():
            yield from (Comment(code, title, labels[item], text) for text in texts)
