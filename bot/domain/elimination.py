"""Linear algebra behind the small-group rule: what follows from sums that are known. Knows numbers only, no people.

Columns have weights. A combination of sums is *narrow* when the columns it keeps weigh less than a threshold; the
question is whether there is one among infinitely many. Every row gets as many marks as the threshold says, each of
another colour, in columns of its own: a column of weight 3 has room for three. A combination of rows with marks of a
colour keeps one of them. So a narrow one, with less room than there are colours, keeps none of some colour: it is made
of those rows only for which that colour had no room left. They are few, and are looked at in the same way.

The arithmetic is modulo a prime of 61 bits: whole numbers that stay short. What is zero here and not over the rationals
has a chance of one in 2·10¹⁸.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from heapq import heapify, heappop, heappush

PRIME = 2**61 - 1

Row = Mapping[int, int]
"""A combination of sums: column → coefficient; columns that are not in it have none."""


class Sums:
    """Sums no combination of which is narrow. `weights` are by column; of two columns, the later one is marked."""

    def __init__(self, weights: Sequence[int], threshold: int) -> None:
        self._weights, self._threshold = weights, threshold
        self._heavy = _Rows()  # each with a column that weighs as much as the threshold: has room for all colours
        self._light = _Colours(weights, threshold)

    def admit(self, columns: Collection[int]) -> bool:
        """Add the sum over these columns unless a combination with it would be narrow; tell whether it is known now.

        A sum that follows from the others is known already.
        """
        row = self._heavy.reduced(dict.fromkeys(columns, 1))
        heavy = [column for column in row if self._weights[column] >= self._threshold]
        if not heavy:
            return self._light.admit(row)
        self._heavy.add(row, max(heavy))
        return True


class _Rows:
    """Rows in echelon form: each has a mark, a column that no later row has."""

    def __init__(self) -> None:
        self._rows: list[tuple[Row, int]] = []
        self._places: dict[int, int] = {}  # of the row with a mark in the column

    def reduced(self, row: Row) -> Row:
        """What does not follow from these rows: the row with their marked columns cleared."""
        rest = dict(row)
        due = [self._places[column] for column in self._places.keys() & rest.keys()]
        heapify(due)
        while due:
            place = heappop(due)
            by, mark = self._rows[place]
            if mark in rest:
                _clear(rest, mark, by)
                for column in self._places.keys() & by.keys() - {mark}:
                    heappush(due, self._places[column])
        return rest

    def add(self, row: Row, mark: int) -> None:
        """Take a row that is reduced."""
        self._places[mark] = len(self._rows)
        self._rows.append((row, mark))

    def retract(self) -> int:
        """Forget the last row; return its mark."""
        _, mark = self._rows.pop()
        del self._places[mark]
        return mark


class _Colours:
    """Rows that are marked in as many colours as the threshold says."""

    def __init__(self, weights: Sequence[int], threshold: int) -> None:
        self._weights, self._threshold = weights, threshold
        marks = Counter[int]()
        self._colours = tuple(_Colour(weights, threshold, marks) for _ in range(threshold))

    def admit(self, row: Row) -> bool:
        """Take the row, or refuse it and stay as before if a combination with it would be narrow."""
        if row and sum(self._weights[column] for column in row) < self._threshold:
            return False
        for number, colour in enumerate(self._colours):
            if not colour.admit(row):
                for earlier in self._colours[:number]:
                    earlier.retract()
                return False
        return True

    def retract(self) -> None:
        """Forget the row that was taken last."""
        for colour in self._colours:
            colour.retract()


class _Colour:
    """One colour. `marks` counts those of all colours in each column."""

    def __init__(self, weights: Sequence[int], threshold: int, marks: Counter[int]) -> None:
        self._weights, self._threshold, self._marks = weights, threshold, marks
        self._marked = _Rows()
        self._unmarked: _Colours | None = None  # whatever is without a mark of this colour is a combination of these
        self._taken: list[_Rows | _Colours | None] = []  # by whom, row by row; None follows from earlier ones

    def admit(self, row: Row) -> bool:
        rest = self._marked.reduced(row)
        room = {column: self._weights[column] - self._marks[column] for column in rest}
        mark = max(room, key=lambda column: (room[column], column), default=None)
        if mark is None:
            self._taken.append(None)
        elif room[mark]:
            self._marked.add(rest, mark)
            self._marks[mark] += 1
            self._taken.append(self._marked)
        else:
            self._unmarked = self._unmarked or _Colours(self._weights, self._threshold)
            if not self._unmarked.admit(rest):
                return False
            self._taken.append(self._unmarked)
        return True

    def retract(self) -> None:
        taken = self._taken.pop()
        mark = taken.retract() if taken is not None else None
        if mark is not None:
            self._marks[mark] -= 1


def _clear(row: dict[int, int], column: int, by: Row) -> None:
    """Take from the row the multiple of `by` that clears the column."""
    factor = row[column] * pow(by[column], -1, PRIME)
    for at, value in by.items():
        rest = (row.get(at, 0) - factor * value) % PRIME
        if rest:
            row[at] = rest
        else:
            row.pop(at, None)
