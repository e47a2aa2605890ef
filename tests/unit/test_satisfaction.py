"""Satisfaction counted by hand: every figure with what it was divided by."""

from collections.abc import Sequence
from random import Random

import pytest

from bot.domain.satisfaction import (
    Answers,
    Rating,
    Recommendation,
    comments,
    ratings,
    recommendations,
    together,
)
from questionnaires.catalogue import built_in
from questionnaires.values import Response, ResponseState, Value
from tests.unit.definitions import answered

SURVEY = next(one for one in built_in() if one.code == "satisfaction")
SKIPPED = Response("most_useful", ResponseState.SKIPPED)
REMOTE = Response("teacher", ResponseState.NOT_APPLICABLE)


def marked(code: str, marks: Sequence[Value]) -> list[Answers]:
    """One set of answers for each mark."""
    return [answered(**{code: mark}) for mark in marks]


def rated(code: str, sets: Sequence[Answers]) -> Rating:
    """The rating of one question."""
    return next(one for one in ratings(SURVEY, sets) if one.item == code)


def test_every_question_with_marks_is_rated_in_order_and_the_recommendation_apart() -> None:
    assert [one.item for one in ratings(SURVEY, [])] == ["content", "teacher", "organisation", "comfort", "usefulness"]
    assert [one.item for one in recommendations(SURVEY, [])] == ["recommend"]


@pytest.mark.parametrize(
    ("marks", "satisfied", "satisfaction", "mean"),
    [
        ([], 0, None, None),
        ([5, 5, 4, 4], 4, 100.0, 4.5),
        ([1, 2, 3, 4, 5], 2, 40.0, 3.0),
        ([3, 3, 3], 0, 0.0, 3.0),
    ],
)
def test_satisfied_are_the_two_best_marks(
    marks: list[int], satisfied: int, satisfaction: float | None, mean: float | None
) -> None:
    found = rated("content", marked("content", marks))
    assert (found.satisfied, found.satisfaction, found.mean, found.rated) == (satisfied, satisfaction, mean, len(marks))


def test_the_distribution_has_the_marks_nobody_gave() -> None:
    found = rated("content", marked("content", [5, 2, 5]))
    assert found.distribution == {1: 0, 2: 1, 3: 0, 4: 0, 5: 2}


def test_who_gives_no_mark_is_counted_as_sent_and_divides_nothing() -> None:
    sets: list[Answers] = [*marked("teacher", [4, 2]), {"teacher": REMOTE}, {}]
    found = rated("teacher", sets)
    assert (found.sent, found.rated, found.satisfaction) == (4, 2, 50.0)


@pytest.mark.parametrize(
    ("marks", "parts", "score"),
    [
        ([], (0, 0, 0), None),
        ([9, 10, 8, 7, 6, 0], (2, 2, 2), 0.0),
        ([10, 10, 10, 0], (3, 0, 1), 50.0),
        ([6, 6], (0, 0, 2), -100.0),
        ([9], (1, 0, 0), 100.0),
    ],
)
def test_nps_is_promoters_minus_detractors_of_who_answered(
    marks: list[int], parts: tuple[int, int, int], score: float | None
) -> None:
    (found,) = recommendations(SURVEY, [*marked("recommend", marks), {}])
    assert found == Recommendation("recommend", SURVEY.item("recommend").label, len(marks) + 1, *parts)
    assert (found.rated, found.score) == (len(marks), score)


def test_a_course_as_a_whole_counts_marks_of_all_questions() -> None:
    sets = [answered(content=5, teacher=4), answered(content=3, teacher=1), answered(content=4)]
    whole = together(ratings(SURVEY, sets), "Курс в целом")
    assert (whole.sent, whole.rated, whole.satisfied, whole.mean) == (3, 5, 3, 17 / 5)
    assert together([], "Ничего").satisfaction is None


class TestComments:
    def test_nobody_is_quoted_from_a_small_group(self) -> None:
        assert comments(SURVEY, [answered(improve="Реже")] * 9, Random(1)) == {}

    def test_each_question_is_shuffled_by_itself_and_loses_nothing(self) -> None:
        sets = [answered(most_useful=f"п{at:02}", improve=f"у{at:02}") for at in range(12)]
        found = comments(SURVEY, sets, Random(1))
        assert sorted(found["most_useful"]) == [f"п{at:02}" for at in range(12)]
        order = {code: [text[1:] for text in found[code]] for code in ("most_useful", "improve")}
        assert order["most_useful"] != sorted(order["most_useful"])
        assert order["most_useful"] != order["improve"]

    def test_the_order_of_the_sets_does_not_matter(self) -> None:
        sets = [answered(improve=f"у{at}") for at in range(12)]
        assert comments(SURVEY, sets, Random(1)) == comments(SURVEY, sets[::-1], Random(1))

    def test_the_skipped_and_the_empty_are_no_comments(self) -> None:
        sets: list[Answers] = [answered(most_useful=" "), {"most_useful": SKIPPED}, *({} for _ in range(8))]
        assert comments(SURVEY, sets, Random(1)) == {"most_useful": (), "improve": (), "keep": ()}
