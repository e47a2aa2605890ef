"""The values conditions compute with: comparing, adding, the third truth value. Knows no trees."""

import operator
from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import Enum
from typing import Final, TypeGuard


class Undecided(Enum):
    """The third truth value."""

    UNKNOWN = "unknown"


UNKNOWN: Final = Undecided.UNKNOWN
Plain = str | int | Decimal | bool | tuple[str | int | Decimal, ...] | tuple[str, ...] | None
Operand = Plain | Undecided
Truth = bool | Undecided
Test = Callable[[Operand, Operand], bool]


def is_number(value: Operand) -> TypeGuard[int | Decimal]:
    """A number and not a truth value."""
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def folded(text: str) -> str:
    """Text for comparison: no case, `ё` as `е`, single spaces."""
    return " ".join(text.casefold().replace("ё", "е").split())


def normal(value: Operand) -> Operand:
    """A value for comparison."""
    if isinstance(value, str):
        return folded(value)
    if isinstance(value, tuple):
        return tuple(folded(one) if isinstance(one, str) else one for one in value)
    return value


def tidy(number: Decimal) -> int | Decimal:
    """A whole number as int, anything else with at most six places. Raises ArithmeticError when huge."""
    rounded = number.quantize(Decimal("0.000001"))
    return int(rounded) if rounded == rounded.to_integral_value() else rounded.normalize()


def _same_kind(left: Operand, right: Operand) -> bool:
    return (is_number(left) and is_number(right)) or type(left) is type(right)


def _equal(left: Operand, right: Operand) -> bool:
    if isinstance(left, tuple) and isinstance(right, tuple):
        return set(left) == set(right)
    return _same_kind(left, right) and left == right


def _ordered(test: Callable[[str | int | Decimal, str | int | Decimal], bool]) -> Test:
    def compare(left: Operand, right: Operand) -> bool:
        comparable = isinstance(left, str | int | Decimal) and isinstance(right, str | int | Decimal)
        return comparable and _same_kind(left, right) and test(left, right)  # type: ignore[arg-type]

    return compare


def _has(left: Operand, right: Operand) -> bool:
    return isinstance(left, tuple) and any(_equal(one, right) for one in left)


COMPARE: Mapping[str, Test] = {
    "==": _equal,
    "!=": lambda left, right: _same_kind(left, right) and not _equal(left, right),
    "<": _ordered(operator.lt),
    "<=": _ordered(operator.le),
    ">": _ordered(operator.gt),
    ">=": _ordered(operator.ge),
    "in": lambda left, right: _has(right, left),
    "has": _has,
}
ARITHMETIC: Mapping[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}
