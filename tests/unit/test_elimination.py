"""Sums of columns: what follows, what is narrow, and that a refused one leaves no trace."""

import pytest

from bot.domain.elimination import Sums


@pytest.mark.parametrize(
    ("weights", "sums", "known"),
    [
        ([5], [[0]], "1"),
        ([4], [[0]], "0"),
        ([1, 1, 1, 1, 1], [[0, 1, 2, 3, 4]], "1"),
        ([9, 4], [[0, 1], [0]], "10"),
        ([9, 4], [[0], [0, 1]], "10"),
        ([9, 5], [[0, 1], [0], [1]], "111"),
        ([9, 9, 9, 1], [[0, 1, 2, 3], [0, 1], [0, 2], [0]], "1110"),
        ([2, 2, 9, 9], [[0, 2], [1, 2]], "10"),
        ([2, 2, 9, 9], [[0, 2], [1, 3], [0, 1, 2, 3]], "111"),
    ],
)
def test_sums_with_a_narrow_combination_are_refused(weights: list[int], sums: list[list[int]], known: str) -> None:
    found = Sums(weights, 5)
    assert "".join(str(int(found.admit(columns))) for columns in sums) == known


def test_what_is_refused_is_forgotten() -> None:
    """Ten single people in a ring: sums over six neighbours; two neighbouring sums would tell a pair apart."""
    ring = [[(start + step) % 10 for step in range(6)] for start in range(10)]
    one, other = Sums([1] * 10, 5), Sums([1] * 10, 5)
    assert [one.admit(ring[start]) for start in (0, 1, 5, 2, 6, 0)] == [True, False, True, False, False, True]
    assert [other.admit(ring[start]) for start in (0, 5)] == [True, True]
    for columns in ring:
        assert one.admit(columns) == other.admit(columns)


def test_a_lattice_of_single_people_is_decided_at_once() -> None:
    """400 people one by one in 20 rows and 20 columns: every line may be shown, and no single person after that."""
    sums = Sums([1] * 400, 5)
    assert all(sums.admit(range(20 * row, 20 * row + 20)) for row in range(20))
    assert all(sums.admit(range(column, 400, 20)) for column in range(20))
    assert sums.admit(range(400))
    assert not any(sums.admit([cell]) for cell in range(0, 400, 21))
    assert not sums.admit(range(19))
