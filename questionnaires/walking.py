"""One pass over a questionnaire in its order: which items are shown. Knows nothing of screens.

Conditions may name only earlier items, so one forward pass settles everything. An answer that stands behind
a closed branch is not seen by later conditions, whatever was stored.
"""

from dataclasses import dataclass
from decimal import Decimal

from questionnaires.conditions import Node, parse
from questionnaires.context import Context
from questionnaires.items import CalculatedItem, Item
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


@dataclass(frozen=True, slots=True)
class Walk:
    """The items shown, in order, and the scope after the last of them."""

    shown: tuple[Item, ...]
    scope: AnswerScope


def walk(questionnaire: Questionnaire, context: Context, *, undecided: bool = False) -> Walk:
    """The shown items. With `undecided`, also those that later answers may still bring into view."""
    scope = AnswerScope(questionnaire, context)
    responses = context.responses
    shown: list[Item] = []
    for step in questionnaire.steps:
        gate: Truth = True if step.when is None else step.when.holds(scope)
        if gate is False:
            continue
        for item, when in step.items:
            visible = gate if when is None else _both(gate, when, scope)
            if visible is False:
                continue
            if isinstance(item, CalculatedItem):
                _calculate(item, visible, scope)
                continue
            shown.append(item)
            response = responses.get(item.code)
            if visible is True and response is not None and response.settled:
                scope.settled[item.code] = response
            elif undecided:
                scope.pending.add(item.code)
    return Walk(tuple(shown), scope)


def _both(gate: Truth, when: Node, scope: AnswerScope) -> Truth:
    """Kleene's `and` of the section's and the item's condition."""
    truth = when.holds(scope)
    return truth if truth is False or gate is True else gate


def _calculate(item: CalculatedItem, visible: Truth, scope: AnswerScope) -> None:
    value = parse(item.expression).evaluate(scope)
    if value is UNKNOWN or visible is UNKNOWN:
        scope.pending.add(item.code)
    elif value is not None:
        answer = as_answer(value)
        scope.settled[item.code] = Response(item.code, ResponseState.ANSWERED, answer)


def as_answer(value: Operand) -> Value:
    """A computed value as a response value: truth values become 1 and 0."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, str | int | Decimal):
        return value
    return tuple(str(one) for one in value) if isinstance(value, tuple) else ""
