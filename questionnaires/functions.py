"""The functions a condition may call: `count(…)`, `mean(…)`, `if(condition, then, otherwise)`. No others."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from questionnaires.expressions import Node, Scope
from questionnaires.operands import UNKNOWN, Operand, Undecided, is_number, tidy


@dataclass(frozen=True, slots=True)
class Call(Node):
    """One of the closed list of functions."""

    function: str
    arguments: tuple[Node, ...]

    def children(self) -> tuple[Node, ...]:
        """The arguments."""
        return self.arguments

    def evaluate(self, scope: Scope) -> Operand:
        """See `count`, `mean`, `choose`."""
        return CALLS[self.function](self.arguments, scope)


def count(arguments: tuple[Node, ...], scope: Scope) -> Operand:
    """How many: chosen options of a list, items of a section in a state, 1 for any other true argument."""
    total = 0
    for argument in arguments:
        value = argument.evaluate(scope)
        if isinstance(value, Undecided):
            return UNKNOWN
        total += len(value) if isinstance(value, tuple) else int(value is not None and value is not False)
    return total


def mean(arguments: tuple[Node, ...], scope: Scope) -> Operand:
    """The mean of the arguments that are numbers; missing when none is."""
    values = [argument.evaluate(scope) for argument in arguments]
    if UNKNOWN in values:
        return UNKNOWN
    numbers = [Decimal(value) for value in values if is_number(value)]
    return tidy(sum(numbers, Decimal(0)) / len(numbers)) if numbers else None


def choose(arguments: tuple[Node, ...], scope: Scope) -> Operand:
    """`if`: the second argument when the first holds, else the third."""
    condition, then, otherwise = arguments
    truth = condition.holds(scope)
    if isinstance(truth, Undecided):
        return UNKNOWN
    return (then if truth else otherwise).evaluate(scope)


CALLS: Mapping[str, Callable[[tuple[Node, ...], Scope], Operand]] = {
    "count": count,
    "mean": mean,
    "if": choose,
}
