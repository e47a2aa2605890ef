"""Counts of people in campaigns: what is added up, what is hidden, what marks an audience."""

import pytest

from bot.domain.audiences import Candidate, Exclusion
from bot.domain.segments import EVERYBODY, All, Criterion, Has, Not
from bot.domain.turnout import Census, Turnout, concerns_results, folded, hidden_places, total_of


def candidate(person_id: int, organisation_id: int | None = 1) -> Candidate:
    return Candidate(person_id, organisation_id, bound=True, reachable=True, muted=False)


def census(*people: tuple[Candidate, Exclusion | None]) -> Census:
    counted = Census()
    for one, why in people:
        counted.add(one, why)
    return counted


def test_who_cannot_be_written_to_is_asked_and_who_is_left_out_is_not() -> None:
    counted = census(
        (candidate(1), None),
        (candidate(2), Exclusion.MUTED),
        (candidate(3), Exclusion.NO_ACCOUNT),
        (candidate(4, None), Exclusion.COOLDOWN),
    )
    assert (counted.meant, counted.asked, counted.written) == ({1: 3, None: 1}, {1: 3}, {1: 1})
    assert counted.excluded == {Exclusion.MUTED: 1, Exclusion.NO_ACCOUNT: 1, Exclusion.COOLDOWN: 1}


def test_another_audience_of_the_same_size_has_another_mark() -> None:
    one, other = census((candidate(1), None), (candidate(2), None)), census((candidate(1), None), (candidate(3), None))
    assert one.mark != other.mark
    assert one.mark == census((candidate(1), None), (candidate(2), Exclusion.MUTED)).mark
    assert 0 < one.mark < 2**31


@pytest.mark.parametrize(
    ("audience", "tells"),
    [
        (EVERYBODY, False),
        (Has(Criterion.ROLE, frozenset({"mentor"})), False),
        (All((Not(Has(Criterion.DEFICIT, frozenset({"A/01.6"}))),)), True),
    ],
)
def test_only_deficits_tell_of_results(audience: All | Has, tells: bool) -> None:
    assert concerns_results(audience) is tells


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ({"a": 5, "b": 9}, set()),
        ({"a": 4, "b": 9, "c": 20}, {"a", "b"}),
        ({"a": 3}, {"a"}),
        ({}, set()),
    ],
)
def test_small_organisations_are_hidden_with_what_would_tell_them(counts: dict[str, int], hidden: set[str]) -> None:
    assert hidden_places(counts, 5) == hidden


def test_items_where_few_stopped_are_taken_together() -> None:
    assert folded({"q1": 7, "q2": 2, "q3": 1, "": 3}, 5) == {"q1": 7, "": 6}


def test_the_total_adds_up_and_tells_who_was_missed() -> None:
    rows = (Turnout("a", "А", 10, 8, 5, 3), Turnout("b", "Б", 2, 2, 1, 0))
    assert total_of(rows) == Turnout("", "", 12, 10, 6, 3)
    assert [row.missed for row in rows] == [2, 0]
    assert Turnout("a", "А", None, None, None, None).missed is None
