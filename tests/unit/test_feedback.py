"""Figures of courses with the small-group rule: what is counted, what is hidden, what is quoted."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from random import Random

import pytest

from bot.domain.courses import Course, CourseRun
from bot.domain.effect import CHANGES, MADE, NO_CHANGE, READY, STARTED, Compared, FollowUp, Gain, RunFacts, effects
from bot.domain.feedback import ALL, Cut, Feedback, RunAnswers, feedback, within
from bot.domain.satisfaction import Rating
from questionnaires.catalogue import built_in
from questionnaires.items import MultipleItem, SingleItem
from questionnaires.values import Response, ResponseState, Value

FORM = next(one for one in built_in() if one.code == "satisfaction")
AFTER = next(one for one in built_in() if one.code == "after_course")
READING, PROJECT = Course("K-1", "Оценка чтения", "ИРО", 36, ("A/01.6",)), Course("K-2", "Проекты", "ММЦ")
DAYS = (date(2026, 10, 5), date(2026, 10, 30))
SPRING, AUTUMN = CourseRun("K-1/1", READING, *DAYS, id=1), CourseRun("K-1/2", READING, *DAYS, id=2)
SECOND = CourseRun("K-2/1", PROJECT, *DAYS, id=3)
FIRST = {"total", "course K-1", "provider ИРО", "run K-1/1"}
Set = Mapping[str, Response]


def answers(**given: Value | None) -> Set:
    """One set: item → value, None for «не относится»."""
    states = {True: ResponseState.NOT_APPLICABLE, False: ResponseState.ANSWERED}
    return {item: Response(item, states[value is None], value) for item, value in given.items()}


def sent(run: CourseRun, count: int, **given: Value | None) -> RunAnswers:
    return RunAnswers(run, tuple(answers(**given) for _ in range(count)))


def told(*runs: RunAnswers) -> Feedback:
    return feedback(FORM, runs, Random(1))


def figures(found: Feedback, item: str) -> dict[tuple[Cut, str], Rating | None]:
    return {(line.group.cut, line.group.code): line.figure for line in found.opinions if line.item == item}


def test_every_figure_has_its_denominator() -> None:
    runs = (sent(SPRING, 4, content=5, teacher=4), sent(SPRING, 2, content=2, teacher=None))
    (one,) = [RunAnswers(SPRING, (*runs[0].sets, *runs[1].sets))]
    found = figures(told(one), "content")[Cut.RUN, "K-1/1"]
    assert found is not None
    assert (found.sent, found.rated, found.satisfied) == (6, 6, 4)
    assert figures(told(one), "teacher")[Cut.RUN, "K-1/1"] is None  # four rated it
    pooled = figures(told(one), ALL)[Cut.RUN, "K-1/1"]
    assert pooled is not None
    assert (pooled.sent, pooled.rated) == (6, 6)  # what is hidden is in no sum either


@pytest.mark.parametrize(
    ("first", "second", "third", "shown"),
    [
        (5, 0, 0, FIRST),
        (4, 0, 0, set()),
        (4, 4, 0, {"total", "course K-1", "provider ИРО"}),  # neither run alone, and none by subtraction
        (6, 4, 0, {"total", "course K-1", "provider ИРО"}),  # the larger run gives way: the rest would be four
        (6, 0, 4, {"total"}),  # the course of six less all would be the course of four
        (6, 6, 6, FIRST | {"run K-1/2", "course K-2", "provider ММЦ", "run K-2/1"}),
    ],
)  # fmt: skip
def test_no_group_and_no_difference_is_small(first: int, second: int, third: int, shown: set[str]) -> None:
    found = told(
        *(sent(run, count, content=5) for run, count in ((SPRING, first), (AUTUMN, second), (SECOND, third)) if count)
    )
    seen = {key for key, figure in figures(found, "content").items() if figure is not None}
    assert {f"{cut} {code}".strip() for cut, code in seen} == shown


def test_lines_stand_by_cut_question_and_title() -> None:
    found = told(sent(SPRING, 5, content=5, recommend=9), sent(SECOND, 5, content=4, recommend=0))
    items = [ALL, "content", "teacher", "organisation", "comfort", "usefulness"]
    assert [line.item for line in found.opinions if line.group.cut is Cut.TOTAL] == items
    courses = [(line.group.code, line.item) for line in found.opinions if line.group.cut is Cut.COURSE]
    assert courses[:4] == [("K-1", ALL), ("K-2", ALL), ("K-1", "content"), ("K-2", "content")]
    advices = {line.group.code: line.figure for line in found.advices if line.group.cut is Cut.COURSE}
    assert [(one.promoters, one.rated, one.score) for one in advices.values() if one] == [(5, 5, 100), (0, 5, -100)]


def test_comments_are_quoted_by_course_from_ten_answers_on() -> None:
    few = RunAnswers(SPRING, tuple(answers(content=5, most_useful=f"а{at}") for at in range(9)))
    more = RunAnswers(AUTUMN, tuple(answers(content=5, most_useful=f"б{at}") for at in range(5)))
    tiny = RunAnswers(AUTUMN, tuple(answers(content=5, most_useful=f"в{at}") for at in range(4)))
    assert told(few).comments == told(few, tiny).comments == ()
    quoted = told(few, more).comments
    assert {one.text for one in quoted} == {f"а{at}" for at in range(9)} | {f"б{at}" for at in range(5)}
    assert {(one.code, one.course, one.question) for one in quoted} == {
        ("K-1", "Оценка чтения", "Что было самым полезным?")
    }
    assert [one.text for one in quoted] != sorted(one.text for one in quoted)


def test_who_may_know_of_some_runs_sees_nothing_of_others() -> None:
    found = within(told(sent(SPRING, 10, content=5, keep="всё"), sent(SECOND, 10, content=4, keep="ничего")), [SPRING])
    for lines in ([line.group for line in found.opinions], [line.group for line in found.advices]):
        assert {group.code for group in lines} == {"K-1", "K-1/1"}
    assert {one.text for one in found.comments} == {"всё"}


def test_nothing_was_answered() -> None:
    assert told() == told(RunAnswers(SPRING, ())) == Feedback()


def test_the_items_of_the_follow_up_are_there() -> None:
    changes, made = AFTER.item(CHANGES), AFTER.item(MADE)
    assert isinstance(changes, MultipleItem)
    assert isinstance(made, SingleItem)
    assert NO_CHANGE in {option.code for option in changes.options if option.exclusive}
    assert {READY, STARTED} < {option.code for option in made.options}


def test_what_became_of_a_run() -> None:
    followed = (
        *(answers(changes=("methods", "planning"), made="yes") for _ in range(3)),
        answers(changes=("nothing",), made="started"),
        answers(changes=("other",), made="no"),
    )
    compared = tuple(Compared(40.0 + at, 60.0 + at) for at in range(5))
    said = Feedback(opinions=told(sent(SPRING, 5, content=5)).opinions)
    one = RunFacts(SPRING, 14, 12, 12, followed, compared)
    (found,) = effects([one], said)
    assert found.follow_up == FollowUp(answered=5, ready=3, started=1, changed=4)
    assert found.gain == Gain(5, 42.0, 62.0)
    assert (found.gain.change, found.satisfaction is not None) == (20.0, True)
    (hidden,) = effects([replace(one, answers=followed[:4], compared=compared[:4])], Feedback())
    assert (hidden.follow_up, hidden.gain, hidden.satisfaction) == (None, None, None)


def test_runs_stand_in_the_order_of_their_ends() -> None:
    later = replace(SECOND, ends_on=date(2026, 11, 3))
    runs = [RunFacts(later, 1, 1), RunFacts(AUTUMN, 1, 1), RunFacts(SPRING, 1, 1)]
    assert [one.run.code for one in effects(runs, Feedback())] == ["K-1/1", "K-1/2", "K-2/1"]
