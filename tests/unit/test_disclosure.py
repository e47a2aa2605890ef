"""The small-group rule against cases worked by hand and against an attacker with other algebra."""

from collections.abc import Collection, Mapping
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.disclosure import THRESHOLD, disclosed
from tests.detective import told

Cells = dict[str, list[str]]


def one_way(people: Mapping[str, int]) -> Cells:
    """A total and its parts, the largest first."""
    return {"total": list(people), **{part: [part] for part in sorted(people, key=lambda part: (-people[part], part))}}


@pytest.mark.parametrize(
    ("parts", "hidden"),
    [
        ({"a": 5, "b": 9}, ""),
        ({"a": 4, "b": 9, "c": 20}, "a b"),
        ({"a": 0, "b": 9, "c": 20}, "a"),
        ({"a": 4, "b": 3, "c": 20}, "a b"),
        ({"a": 2, "b": 2, "c": 20}, "a b c"),
        ({"a": 1, "b": 1, "c": 6, "d": 7}, "a b c"),
        ({"a": 4, "b": 0, "c": 20}, "a b c"),
        ({"a": 4, "b": 200}, "a b"),
        ({"a": 3}, "a total"),
        ({"a": 0}, "a total"),
        ({}, "total"),
    ],
)
def test_one_margin(parts: dict[str, int], hidden: str) -> None:
    cells = one_way(parts)
    assert cells.keys() - disclosed(cells, parts) == set(hidden.split())


def test_the_same_people_under_another_title_are_known_already() -> None:
    """Where a kindergarten is all of «без предмета» but four, one of the two gives way."""
    people = {"garden": 20, "school": 4, "pupils": 30}
    cells = {"total": [*people], "без предмета": ["garden", "school"], "garden": ["garden"], "others": ["garden"]}
    assert disclosed(cells, people) == {"total", "без предмета"}
    assert disclosed({**cells, "без предмета": ["garden"]}, people) == {"total", "без предмета", "garden", "others"}


def test_a_combination_of_four_cells_is_found() -> None:
    """Rows, columns and the total: r1 + c1 - r1c1 is all but the corner, and the corner is one person."""
    people = {"r1c1": 9, "r1c2": 9, "r2c1": 9, "r2c2": 1}
    cells = {"total": [*people], "r1": ["r1c1", "r1c2"], "c1": ["r1c1", "r2c1"], "r1c1": ["r1c1"]}
    assert disclosed(cells, people) == {"total", "r1", "c1"}


def test_a_difference_of_two_people_is_as_telling_as_a_sum() -> None:
    """Who knows that Anna's score is Vera's plus 40 knows a good deal about both."""
    people = {"anna": 1, "vera": 1, "others": 30}
    assert disclosed({"with anna": ["anna", "others"], "with vera": ["vera", "others"]}, people) == {"with anna"}


Place = tuple[int, frozenset[int]]
Town = dict[Place, int]

towns = st.dictionaries(
    st.tuples(st.integers(0, 3), st.frozensets(st.integers(0, 3), max_size=3)), st.integers(0, 9), max_size=9
)
"""(organisation, subjects) → people."""


def two_way(town: Town) -> dict[tuple[object, ...], Collection[Place]]:
    """Everybody, organisations, subjects, and what an organisation's own file says of its subjects."""
    main: dict[tuple[object, ...], Collection[Place]] = {("all",): [*town]}
    main |= {("organisation", here): [one for one in town if one[0] == here] for here in range(4)}
    main |= {("subject", what): [one for one in town if what in one[1]] for what in range(4)}
    own = {
        (here, what): [one for one in town if one[0] == here and what in one[1]]
        for here, what in product(range(4), range(4))
    }
    return main | own


@given(towns, st.integers(2, 6))
def test_nobody_can_compute_a_small_group(town: Town, threshold: int) -> None:
    cells = two_way(town)
    shown = disclosed(cells, town, threshold)
    assert all(sum(town[one] for one in cells[cell]) >= threshold for cell in shown)
    assert told([cells[cell] for cell in shown], town, threshold) is None


@given(towns)
def test_nothing_is_hidden_for_nothing(town: Town) -> None:
    cells = two_way(town)
    shown = disclosed(cells, town)
    for cell in cells.keys() - shown:
        few = sum(town[one] for one in cells[cell]) < THRESHOLD
        assert few or told([cells[one] for one in (*shown, cell)], town, THRESHOLD) is not None


@given(towns, st.integers(0, 25))
def test_later_cells_change_nothing_about_earlier_ones(town: Town, count: int) -> None:
    cells = two_way(town)
    first = dict(list(cells.items())[:count])
    assert disclosed(first, town) == disclosed(cells, town) & first.keys()
