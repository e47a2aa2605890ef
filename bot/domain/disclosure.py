"""The small-group rule: which cells of published tables may be shown. Knows counts only, never scores.

A cell is a sum over *atoms*: people whom nothing that is printed tells apart. Whoever knows who is in which atom knows,
with the shown cells, every combination of them: a total less its parts, what two tables have in common, one file less
another. The rule: no combination at all concerns fewer people than the threshold. Cells are shown in the order of
their importance, each unless such a combination would come of it.

The rule is on the denominator: a share of a shown group may have a small numerator, for a group of `threshold` people
or more is what the respondents were promised. Which atoms are empty is taken to be known to the reader.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from bot.domain.elimination import Sums

THRESHOLD = 5
HIDDEN = "н/д"

Cell = TypeVar("Cell", bound=Hashable)
Atom = TypeVar("Atom", bound=Hashable)


def disclosed(
    cells: Mapping[Cell, Collection[Atom]], people: Mapping[Atom, int], threshold: int = THRESHOLD
) -> frozenset[Cell]:
    """The cells that may be shown; one without people is not among them. `people` are counts by atom.

    `cells` are all that anybody may get to see of these people, in whichever file, the most important first: the later
    give way to the earlier, so what is shown of the first cells does not depend on the others.
    """
    held = {cell: [atom for atom in atoms if people[atom]] for cell, atoms in cells.items()}
    large = {cell: atoms for cell, atoms in held.items() if sum(people[atom] for atom in atoms) >= threshold}
    columns, weights = _merged(large.values(), people)
    sums = Sums(weights, threshold)
    return frozenset(cell for cell, some in zip(large, columns, strict=True) if sums.admit(some))


def _merged(
    cells: Collection[Iterable[Atom]], people: Mapping[Atom, int]
) -> tuple[Sequence[Collection[int]], Sequence[int]]:
    """Atoms that are always together as one column: the columns of each cell, and the people of each column.

    The columns stand in the order of the last cell that has them, for rows with a mark there meet the fewest others.
    """
    together: defaultdict[Atom, tuple[int, ...]] = defaultdict(tuple)
    for number, atoms in enumerate(cells):
        for atom in atoms:
            together[atom] = (number, *together[atom])
    weights: Counter[tuple[int, ...]] = Counter()
    for atom, numbers in together.items():
        weights[numbers] += people[atom]
    columns: list[list[int]] = [[] for _ in cells]
    for column, numbers in enumerate(order := sorted(weights)):
        for number in numbers:
            columns[number].append(column)
    return columns, [weights[numbers] for numbers in order]
