"""One pass over a questionnaire in its order: which items are shown. Knows nothing of screens.

Conditions may name only earlier items, so one forward pass settles everything. An answer that stands behind
a closed branch is not seen by later conditions, whatever was stored.
"""

from decimal import Decimal
from typing import NamedTuple

from questionnaires.conditions import Node
from questionnaires.context import Context
from questionnaires.items import Item, NoteItem
from questionnaires.model import Questionnaire
from questionnaires.operands import UNKNOWN, Operand, Truth
from questionnaires.values import Response, ResponseState, Value


class AnswerScope:
    """What names mean after the items walked so far; `value` is the answer a constraint looks at."""

    __slots__ = ("attributes", "pending", "sections", "settled", "value")

    def __init__(self, questionnaire: Questionnaire | None, context: Context, value: Operand = None) -> None:
        self.sections = questionnaire.answerable if questionnaire else {}
        self.attributes = context.attributes
        self.settled: dict[str, Response] = {}
        self.pending: set[str] = set()
        self.value = value

    def answer(self, name: str) -> Operand:
        """The value of a settled item; UNKNOWN while it is pending; else missing."""
        if name == "value":
            return self.value
        response = self.settled.get(name)
        if response is not None:
            return response.value if response.state is ResponseState.ANSWERED else None
        return UNKNOWN if name in self.pending else None

    def attribute(self, name: str) -> Operand:
        """An attribute of the respondent, missing when nobody told it."""
        return self.attributes.get(name)

    def in_state(self, name: str, state: str) -> Operand:
        """For an item true or false; for a section the codes of its items in that state."""
        codes = self.sections.get(name)
        if codes is None:
            return UNKNOWN if name in self.pending else self._is(name, state)
        if not self.pending.isdisjoint(codes):
            return UNKNOWN
        return tuple(code for code in codes if self._is(code, state))

    def _is(self, code: str, state: str) -> bool:
        response = self.settled.get(code)
        return response is not None and response.state == state


class Walk(NamedTuple):
    """The items shown, in order; how many question items may yet come; the scope after the last item."""

    shown: tuple[Item, ...]
    possible: int
    scope: AnswerScope


def walk(questionnaire: Questionnaire, context: Context, *, undecided: bool = False) -> Walk:
    """The items shown now. With `undecided`, what still waits for an answer is UNKNOWN instead of missing:
    then `possible` counts the questions that later answers may bring into view.
    """
    scope = AnswerScope(questionnaire, context)
    settled, responses = scope.settled, context.responses
    shown: list[Item] = []
    possible = 0
    for section_when, items in questionnaire.steps:
        gate: Truth = True if section_when is None else section_when.holds(scope)
        if gate is False:
            continue
        for code, item, when, expression in items:
            visible = gate if when is None else _both(gate, when, scope)
            if visible is False:
                continue
            if expression is not None:
                _calculate(code, expression, visible, scope)
            elif visible is UNKNOWN:
                possible += not isinstance(item, NoteItem)
                scope.pending.add(code)
            else:
                shown.append(item)
                response = responses.get(code)
                if response is not None and response.settled:
                    settled[code] = response
                elif undecided:
                    scope.pending.add(code)
    return Walk(tuple(shown), possible, scope)


def _both(gate: Truth, when: Node, scope: AnswerScope) -> Truth:
    """Kleene's `and` of the section's and the item's condition."""
    truth = when.holds(scope)
    return truth if truth is False or gate is True else gate


def _calculate(code: str, expression: Node, visible: Truth, scope: AnswerScope) -> None:
    value = expression.evaluate(scope)
    if value is UNKNOWN or visible is UNKNOWN:
        scope.pending.add(code)
    elif value is not None:
        scope.settled[code] = Response(code, ResponseState.ANSWERED, as_answer(value))


def as_answer(value: Operand) -> Value:
    """A computed value as a response value: truth values become 1 and 0."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, str | int | Decimal):
        return value
    return tuple(str(one) for one in value) if isinstance(value, tuple) else ""
