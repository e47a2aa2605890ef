"""The small-group rule: which cells of published tables must not be shown. Knows counts only, never scores.

A cell is a group of `n` people. Hidden are
1. every non-empty group smaller than the threshold (it shows as «н/д», and so does an empty one);
2. in a relation total = sum of its parts, further parts, the smallest first, until what subtraction yields
   (the union of the hidden parts) is at least two groups and at least the threshold of people;
3. whatever linear combination of several relations would still yield exactly.
The rule is on the denominator: a share of a shown group may have a small numerator, for a group of `threshold`
people or more is what the respondents were promised. Empty groups are taken to be known to the reader.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

THRESHOLD = 5
HIDDEN = "н/д"

Key = tuple[str, ...]
Row = dict[Key, Fraction]


class Relation(NamedTuple):
    """`total` counts exactly, or at least, the people of all `parts`."""

    total: Key
    parts: tuple[Key, ...]

    @property
    def cells(self) -> tuple[Key, ...]:
        """All cells of the relation."""
        return (self.total, *self.parts)


def hidden_cells(
    counts: Mapping[Key, int],
    relations: Iterable[Relation],
    threshold: int = THRESHOLD,
    also: Collection[Key] = frozenset(),
) -> frozenset[Key]:
    """Keys of the cells not to be shown, empty ones included.

    `counts` hold every cell of every sheet that goes to the same reader; sheets that share a margin share its key.
    `also` are cells hidden for another reason; what would tell them is hidden with them. The result depends on
    nothing else and is the same in every export of the same data.
    """
    linked = tuple(relations)
    hidden = {key for key, n in counts.items() if n < threshold or key in also}
    while True:
        added = _unsafe_parts(counts, linked, hidden, threshold) or _recoverable(counts, linked, hidden)
        if not added:
            return frozenset(hidden)
        hidden |= added


def _unsafe_parts(
    counts: Mapping[Key, int], relations: Iterable[Relation], hidden: set[Key], threshold: int
) -> set[Key]:
    """The next cell to hide in the first relation whose hidden part subtraction would tell."""
    for relation in relations:
        unknown = [key for key in relation.cells if key in hidden and counts[key]]
        if not unknown or relation.total in hidden:
            if len(unknown) != 1:
                continue
        elif len(unknown) > 1 and sum(counts[key] for key in unknown) >= threshold:
            continue
        spare = [key for key in relation.cells if key not in hidden]
        if spare:
            return {_smallest(spare, counts)}
    return set()


def _smallest(keys: Iterable[Key], counts: Mapping[Key, int]) -> Key:
    return min(keys, key=lambda key: (counts[key], key))


def _recoverable(counts: Mapping[Key, int], relations: Sequence[Relation], hidden: set[Key]) -> set[Key]:
    """A shown neighbour of the first hidden cell that the relations taken together determine."""
    unknown = sorted(key for key in hidden if counts[key])
    for key in determined(unknown, relations):
        near = (cell for relation in relations if key in relation.cells for cell in relation.cells)
        spare = [cell for cell in near if cell not in hidden]
        if spare:
            return {_smallest(spare, counts)}
    return set()


def determined(unknown: Sequence[Key], relations: Iterable[Relation]) -> tuple[Key, ...]:
    """The unknown cells whose value follows exactly from the relations, all other cells being known.

    A value follows when its unit vector is a combination of the relations: after elimination over the
    rationals its row has no other unknown.
    """
    wanted = frozenset(unknown)
    reduced = _reduce(_coefficients(relation, wanted) for relation in relations)
    return tuple(sorted(key for row in reduced if len(row) == 1 for key in row))


def _coefficients(relation: Relation, wanted: frozenset[Key]) -> Row:
    row = {key: Fraction(1) for key in relation.parts if key in wanted}
    return row | ({relation.total: Fraction(-1)} if relation.total in wanted else {})


def _reduce(rows: Iterable[Row]) -> Iterable[Row]:
    """Reduced row echelon form of sparse rows."""
    pivots: dict[Key, Row] = {}
    for row in rows:
        rest = row
        for known, pivot in pivots.items():
            rest = _without(rest, known, pivot)
        if rest:
            lead = min(rest)
            unit = {key: value / rest[lead] for key, value in rest.items()}
            pivots = {key: _without(pivot, lead, unit) for key, pivot in pivots.items()} | {lead: unit}
    return pivots.values()


def _without(row: Row, lead: Key, pivot: Row) -> Row:
    """`row` minus the multiple of `pivot` that clears `lead`."""
    if lead not in row:
        return row
    factor, zero = row[lead], Fraction(0)
    cleared = {key: row.get(key, zero) - factor * pivot.get(key, zero) for key in row.keys() | pivot.keys()}
    return {key: value for key, value in cleared.items() if value}
