"""Whether conditions can ever hold together, by trying all answers that matter. Sound, not complete.

"No" is certain. "Yes" may be wrong where arithmetic, lists or the respondent's attributes are involved:
they stay UNKNOWN. Tried are the options of single choices and scales, and around every number named
in the conditions the values of integer and decimal items; always also "missing".
"""

from collections.abc import Iterable
from decimal import Decimal
from itertools import product
from math import prod

from questionnaires.expressions import InState, Literal, Name, Node
from questionnaires.inspection.outline import Outline
from questionnaires.model import DecimalItem, IntegerItem, ScaleItem, SingleItem
from questionnaires.operands import UNKNOWN, Operand, is_number

MAX_TRIALS = 4096


class Trial:
    """A scope in which some items have one certain answer and everything else is UNKNOWN."""

    def __init__(self, answers: dict[str, Operand]) -> None:
        self.answers = answers

    def answer(self, name: str) -> Operand:
        """The tried answer."""
        return self.answers.get(name, UNKNOWN)

    def attribute(self, _name: str) -> Operand:
        """Anything."""
        return UNKNOWN

    def in_state(self, name: str, state: str) -> Operand:
        """Certain only for an item with a tried answer; a missing one may be skipped or not applicable."""
        if name not in self.answers:
            return UNKNOWN
        missing = self.answers[name] is None
        return UNKNOWN if missing and state != "answered" else (state == "answered") != missing


def can_hold(conditions: Iterable[Node], outline: Outline, hidden: frozenset[str]) -> bool:
    """Whether some answers may make all the conditions true; items in `hidden` can only be missing."""
    nodes = tuple(conditions)
    domains = _domains(nodes, outline, hidden)
    if prod(len(values) for values in domains.values()) > MAX_TRIALS:
        domains = {}
    trials = (Trial(dict(zip(domains, values, strict=True))) for values in product(*domains.values()))
    return any(all(node.holds(trial) is not False for node in nodes) for trial in trials)


def _domains(nodes: tuple[Node, ...], outline: Outline, hidden: frozenset[str]) -> dict[str, list[Operand]]:
    parts = [part for node in nodes for part in node.walk()]
    numbers = {Decimal(part.value) for part in parts if isinstance(part, Literal) and is_number(part.value)}
    domains: dict[str, list[Operand]] = {}
    for name in {part.name for part in parts if isinstance(part, Name | InState)}:
        values: list[Operand] | None = [None]
        if name not in hidden:
            values = _values(name, numbers, outline)
        if values is not None:
            domains[name] = values
    return domains


def _values(name: str, numbers: set[Decimal], outline: Outline) -> list[Operand] | None:
    """The answers worth trying, "missing" among them; None when they cannot be listed."""
    entry = outline.by_code.get(name)
    if entry is None or name in outline.broken:
        return None
    item = entry.item
    if isinstance(item, SingleItem):
        return [None, *(option.code for option in item.options)]
    if isinstance(item, ScaleItem) and item.bound_scale is not None:
        return [None, *(option.value for option in item.bound_scale.options)]
    if isinstance(item, IntegerItem | DecimalItem):
        step = Decimal(1) if isinstance(item, IntegerItem) else Decimal(1).scaleb(-item.places)
        ends = {Decimal(end) for end in (item.min, item.max) if end is not None}
        near = {one + shift for one in numbers | ends | {Decimal(0)} for shift in (-step, Decimal(0), step)}
        return [None, *(one for one in sorted(near) if _fits(item, one))]
    return None


def _fits(item: IntegerItem | DecimalItem, value: Decimal) -> bool:
    whole = isinstance(item, DecimalItem) or value == value.to_integral_value()
    return whole and (item.min is None or value >= item.min) and (item.max is None or value <= item.max)
