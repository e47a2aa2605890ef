"""Conditions as trees, and how they evaluate. Knows no text form and no items, only names in a Scope.

Three truth values. A name is *missing* (None) when its item was skipped, is not applicable, or is not
shown; it is UNKNOWN when the item may still be answered and the caller asks what is still reachable.
* A comparison or a sum with a missing side is false or missing; also `!=`. Write `not (a == b)` otherwise.
* UNKNOWN goes through everything except `false and UNKNOWN` and `true or UNKNOWN` (Kleene's logic), so
  a decided condition stays decided when more answers come. The progress figure relies on it.
* Text is compared without regard to case, `ё` and `е`; numbers with numbers, text with text, else false.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from questionnaires.operands import (
    ARITHMETIC,
    COMPARE,
    UNKNOWN,
    Operand,
    Plain,
    Truth,
    Undecided,
    is_number,
    normal,
    tidy,
)


class Scope(Protocol):
    """What names mean at one place of one submission."""

    def answer(self, name: str) -> Operand:
        """The value of an earlier item (or of `value`, in a constraint)."""

    def attribute(self, name: str) -> Operand:
        """An attribute of the respondent."""

    def in_state(self, name: str, state: str) -> Operand:
        """Whether an item is in a state; for a section, the codes of its items that are."""


class Node:
    """A part of a condition."""

    __slots__ = ()

    def evaluate(self, scope: Scope, /) -> Operand:
        """The value in this scope."""
        raise NotImplementedError

    def children(self) -> tuple["Node", ...]:
        """The parts this one is made of."""
        return ()

    def holds(self, scope: Scope) -> Truth:
        """The value as a condition: missing, zero and empty are false."""
        value = self.evaluate(scope)
        return value if isinstance(value, Undecided) else bool(value)

    def walk(self) -> Iterator["Node"]:
        """This node and everything below it."""
        yield self
        for child in self.children():
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Literal(Node):
    """A number, a quoted text, true or false, or a list of numbers and texts."""

    value: Plain

    def evaluate(self, _scope: Scope) -> Operand:
        """Itself."""
        return self.value


@dataclass(frozen=True, slots=True)
class Name(Node):
    """The answer to an item. `at` is the character where the name stands."""

    name: str
    at: int = 0

    def evaluate(self, scope: Scope) -> Operand:
        """The answer, missing, or UNKNOWN."""
        return scope.answer(self.name)


@dataclass(frozen=True, slots=True)
class Attribute(Node):
    """`respondent.name`."""

    name: str
    at: int = 0

    def evaluate(self, scope: Scope) -> Operand:
        """The attribute, missing when nobody told it."""
        return scope.attribute(self.name)


@dataclass(frozen=True, slots=True)
class InState(Node):
    """`answered(x)`, `skipped(x)`, `not_applicable(x)`; x is an item or a section."""

    state: str
    name: str
    at: int = 0

    def evaluate(self, scope: Scope) -> Operand:
        """True or false for an item; the codes in that state for a section."""
        return scope.in_state(self.name, self.state)


@dataclass(frozen=True, slots=True)
class Not(Node):
    """`not x`."""

    part: Node

    def children(self) -> tuple[Node, ...]:
        """What is negated."""
        return (self.part,)

    def evaluate(self, scope: Scope) -> Operand:
        """The opposite; UNKNOWN stays so."""
        truth = self.part.holds(scope)
        return truth if isinstance(truth, Undecided) else not truth


@dataclass(frozen=True, slots=True)
class Chain(Node):
    """`a and b and …` (decisive: False) or `a or b or …` (decisive: True)."""

    decisive: bool
    parts: tuple[Node, ...]

    def children(self) -> tuple[Node, ...]:
        """The joined conditions."""
        return self.parts

    def evaluate(self, scope: Scope) -> Operand:
        """The decisive value as soon as one part has it; else UNKNOWN if any part is."""
        result: Truth = not self.decisive
        for part in self.parts:
            truth = part.holds(scope)
            if truth is self.decisive:
                return self.decisive
            if truth is UNKNOWN:
                result = UNKNOWN
        return result


@dataclass(frozen=True, slots=True)
class Comparison(Node):
    """`left OP right`, OP one of == != < <= > >= in has."""

    op: str
    left: Node
    right: Node

    def children(self) -> tuple[Node, ...]:
        """Both sides."""
        return (self.left, self.right)

    def evaluate(self, scope: Scope) -> Operand:
        """False when a side is missing or the sides are of different kinds."""
        left, right = self.left.evaluate(scope), self.right.evaluate(scope)
        if isinstance(left, Undecided) or isinstance(right, Undecided):
            return UNKNOWN
        if left is None or right is None:
            return False
        return COMPARE[self.op](normal(left), normal(right))


@dataclass(frozen=True, slots=True)
class Arithmetic(Node):
    """`left OP right`, OP one of + - * /."""

    op: str
    left: Node
    right: Node

    def children(self) -> tuple[Node, ...]:
        """Both sides."""
        return (self.left, self.right)

    def evaluate(self, scope: Scope) -> Operand:
        """A number; missing when a side is no number, on division by zero and on overflow."""
        left, right = self.left.evaluate(scope), self.right.evaluate(scope)
        if isinstance(left, Undecided) or isinstance(right, Undecided):
            return UNKNOWN
        if not is_number(left) or not is_number(right):
            return None
        try:
            return tidy(ARITHMETIC[self.op](Decimal(left), Decimal(right)))
        except ArithmeticError:
            return None
