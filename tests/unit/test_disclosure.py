"""The small-group rule against cases worked by hand and against an attacker with linear algebra."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.disclosure import THRESHOLD, Key, Relation, determined, hidden_cells


def one_way(**parts: int) -> tuple[dict[Key, int], tuple[Relation, ...]]:
    counts: dict[Key, int] = {(name,): n for name, n in parts.items()}
    relation = Relation(("total",), tuple(counts))
    return counts | {("total",): sum(parts.values())}, (relation,)


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
        ({"a": 3}, "a total"),
        ({"a": 0}, "a total"),
        ({}, "total"),
    ],
)
def test_one_margin(parts: dict[str, int], hidden: str) -> None:
    counts, relations = one_way(**parts)
    assert hidden_cells(counts, relations) == {(name,) for name in hidden.split()}


def test_a_single_small_group_with_one_large_sibling_hides_both() -> None:
    counts, relations = one_way(a=4, b=200)
    assert hidden_cells(counts, relations) == {("a",), ("b",)}


def test_a_margin_shared_by_two_sheets_is_one_cell() -> None:
    counts: dict[Key, int] = {("total",): 5, ("a",): 5, ("b",): 0, ("x",): 4, ("y",): 1}
    relations = (Relation(("total",), (("a",), ("b",))), Relation(("total",), (("x",), ("y",))))
    assert hidden_cells(counts, relations) == {("b",), ("x",), ("y",)}


def test_a_bridge_between_two_hidden_rectangles_is_found() -> None:
    """Each row and column has two hidden cells, and still one of them follows: no cycle goes through it."""
    unknown = ["r1c1", "r1c2", "r2c1", "r2c2", "r2c3", "r3c3", "r3c4", "r4c3", "r4c4"]
    rows = [("r1", "r1c1 r1c2"), ("r2", "r2c1 r2c2 r2c3"), ("r3", "r3c3 r3c4"), ("r4", "r4c3 r4c4")]
    columns = [("c1", "r1c1 r2c1"), ("c2", "r1c2 r2c2"), ("c3", "r2c3 r3c3 r4c3"), ("c4", "r3c4 r4c4")]
    relations = [Relation((name,), tuple((cell,) for cell in cells.split())) for name, cells in rows + columns]
    assert determined([(cell,) for cell in unknown], relations) == (("r2c3",),)


def two_way(cells: list[list[int]]) -> tuple[dict[Key, int], tuple[Relation, ...]]:
    height, width = range(len(cells)), range(len(cells[0]))
    counts: dict[Key, int] = {(f"r{i}", f"c{j}"): cells[i][j] for i, j in product(height, width)}
    rows = tuple(Relation((f"r{i}", ""), tuple((f"r{i}", f"c{j}") for j in width)) for i in height)
    columns = tuple(Relation(("", f"c{j}"), tuple((f"r{i}", f"c{j}") for i in height)) for j in width)
    down = Relation(("", ""), tuple(row.total for row in rows))
    across = Relation(("", ""), tuple(column.total for column in columns))
    for relation in (*rows, *columns, down):
        counts[relation.total] = sum(counts[part] for part in relation.parts)
    return counts, (*rows, *columns, down, across)


grids = st.integers(1, 5).flatmap(
    lambda width: st.lists(st.lists(st.integers(0, 12), min_size=width, max_size=width), min_size=1, max_size=5)
)


@given(grids)
def test_no_hidden_group_follows_from_the_published_margins(cells: list[list[int]]) -> None:
    counts, relations = two_way(cells)
    hidden = hidden_cells(counts, relations)
    unknown = sorted(key for key in hidden if counts[key])
    assert all(key in hidden for key, n in counts.items() if n < THRESHOLD)
    assert determined(unknown, relations) == ()


@given(grids)
def test_what_subtraction_yields_is_never_a_small_group(cells: list[list[int]]) -> None:
    counts, relations = two_way(cells)
    hidden = hidden_cells(counts, relations)
    for relation in relations:
        union = [counts[part] for part in relation.parts if part in hidden and counts[part]]
        if union and relation.total not in hidden:
            assert len(union) > 1
            assert sum(union) >= THRESHOLD


@given(grids)
def test_the_choice_depends_on_the_counts_only(cells: list[list[int]]) -> None:
    counts, relations = two_way(cells)
    backwards = {key: counts[key] for key in reversed(counts)}
    assert hidden_cells(counts, relations) == hidden_cells(backwards, relations)


@given(st.integers(2, 20), st.lists(st.integers(0, 30), min_size=1, max_size=12))
def test_other_thresholds(threshold: int, parts: list[int]) -> None:
    counts, relations = one_way(**{f"p{index:02}": n for index, n in enumerate(parts)})
    hidden = hidden_cells(counts, relations, threshold)
    assert all(n >= threshold for key, n in counts.items() if key not in hidden)
