"""Somebody who knows who is who and has every file, by another way of thinking than the bot's and in slow fractions.

She asks: could the results of these few people be others without any printed figure changing? All such changes together
are the null space of what is printed. A group tells her something when the changes of its members are bound to each
other (a person alone: when hers is always zero), for then some sum over the group is fixed by what is printed.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TypeVar

Atom = TypeVar("Atom", bound=Hashable)
Vector = list[Fraction]
Echelon = dict[int, Vector]
"""Rows by their first column, where they are one, and without the first columns of earlier ones."""


def told(printed: Iterable[Collection[Atom]], people: Mapping[Atom, int], threshold: int) -> list[Atom] | None:
    """A group of fewer people than the threshold of whom what is printed tells something; None when there is none.

    `printed` are the figures as the atoms they are sums over.
    """
    atoms = [atom for atom, n in people.items() if n]
    changes = _changes([[Fraction(atom in figure) for atom in atoms] for figure in printed], len(atoms))
    own = [(atom, people[atom], [change[place] for change in changes]) for place, atom in enumerate(atoms)]
    return _bound(own, threshold - 1, {})


def _bound(own: Sequence[tuple[Atom, int, Vector]], most: int, independent: Echelon) -> list[Atom] | None:
    """Atoms of at most so many people whose changes, with the independent ones, are bound to each other."""
    for place, (atom, n, change) in enumerate(own):
        rest = _reduced(change, independent)
        if n <= most and not any(rest):
            return [atom]
        if n < most:
            others = _bound(own[place + 1 :], most - n, _with(rest, independent))
            if others is not None:
                return [atom, *others]
    return None


def _changes(figures: Iterable[Vector], width: int) -> list[Vector]:
    """A basis of the changes that no figure notices."""
    rows: Echelon = {}
    for figure in figures:
        rows = _with(_reduced(figure, rows), rows)
    basis = []
    for free in set(range(width)) - rows.keys():
        change = [Fraction(place == free) for place in range(width)]
        for first in sorted(rows, reverse=True):
            change[first] = -sum((rows[first][place] * change[place] for place in range(first + 1, width)), Fraction())
        basis.append(change)
    return basis


def _reduced(row: Vector, rows: Echelon) -> Vector:
    rest = row
    for first in sorted(rows):
        if rest[first]:
            rest = [one - rest[first] * other for one, other in zip(rest, rows[first], strict=True)]
    return rest


def _with(row: Vector, rows: Echelon) -> Echelon:
    first = next((place for place, value in enumerate(row) if value), None)
    return rows if first is None else rows | {first: [value / row[first] for value in row]}
