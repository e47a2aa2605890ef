"""Checks of conditions: syntax, names, options, whether they can ever hold. Knows nothing of labels."""

from collections.abc import Iterator

from questionnaires.conditions import ConditionError, parse
from questionnaires.context import KNOWN_ATTRIBUTES
from questionnaires.expressions import Attribute, Comparison, InState, Literal, Name, Node
from questionnaires.inspection.outline import Entry, Outline
from questionnaires.inspection.reachability import can_hold
from questionnaires.issues import Finding, Place
from questionnaires.model import CalculatedItem, NoteItem, OptionsItem, ScaleItem


def condition_findings(outline: Outline) -> Iterator[Finding]:
    """Findings of every condition, constraint and expression."""
    unreachable: set[str] = set()
    number = 0
    for at, section in enumerate(outline.questionnaire.sections):
        place: Place = ("sections", at, "when")
        gate, found = _read(section.when, place, None, number, outline)
        yield from found
        closed = gate is not None and not can_hold((gate,), outline, frozenset(unreachable))
        if closed:
            yield Finding(place, "unreachable-section", {"section": section.code})
        for entry in outline.entries[number : number + len(section.items)]:
            when, found = _read(entry.item.when, (*entry.place, "when"), entry, entry.number, outline)
            yield from found
            yield from _inner(entry, outline)
            conditions = tuple(node for node in (gate, when) if node is not None)
            if closed or not can_hold(conditions, outline, frozenset(unreachable)):
                unreachable.add(entry.item.code)
                if not closed:
                    yield Finding((*entry.place, "when"), "unreachable-item", {}, entry.item.code)
        number += len(section.items)


def _inner(entry: Entry, outline: Outline) -> Iterator[Finding]:
    """The constraint, which may also name `value`, and the expression of a calculated item."""
    _, found = _read(entry.item.constraint, (*entry.place, "constraint"), entry, entry.number, outline)
    yield from found
    if isinstance(entry.item, CalculatedItem):
        place = (*entry.place, "expression")
        _, found = _read(entry.item.expression, place, entry, entry.number, outline)
        yield from found


def _read(
    text: str | None, place: Place, entry: Entry | None, number: int, outline: Outline
) -> tuple[Node | None, list[Finding]]:
    """The tree, None when there is no usable one, and what is wrong with it."""
    if text is None:
        return None, []
    item = entry.item.code if entry else None
    try:
        node = parse(text)
    except ConditionError as error:
        return None, [Finding(place, error.code, {"column": error.column, "found": error.found}, item)]
    found = [
        Finding(place, code, {"name": name, "column": column}, item)
        for code, name, column in _names(node, place[-1] == "constraint", number, outline)
    ]
    found += [
        Finding(place, "unknown-option", {"name": name, "option": str(option)}, item)
        for name, option in _options(node, outline)
    ]
    return (None if found else node), found


def _names(node: Node, value: bool, number: int, outline: Outline) -> Iterator[tuple[str, str, int]]:
    for part in node.walk():
        if isinstance(part, Attribute) and part.name not in KNOWN_ATTRIBUTES:
            yield "unknown-attribute", part.name, part.at
        elif isinstance(part, Name) and not (value and part.name == "value"):
            code = _fault(part.name, number, outline, section=False)
            if code:
                yield code, part.name, part.at
        elif isinstance(part, InState):
            code = _fault(part.name, number, outline, section=True)
            if code:
                yield code, part.name, part.at


def _fault(name: str, number: int, outline: Outline, *, section: bool) -> str | None:
    """What is wrong with naming this item or section from item number `number`."""
    last = outline.last_of_section(name)
    if last is not None and name not in outline.by_code:
        if not section:
            return "section-as-value"
        return "later-item" if last >= number else None
    entry = outline.by_code.get(name)
    if entry is None:
        return "unknown-item"
    if entry.number >= number:
        return "later-item"
    unanswered = isinstance(entry.item, NoteItem) and name not in outline.broken
    return "note-has-no-answer" if unanswered else None


def _options(node: Node, outline: Outline) -> Iterator[tuple[str, object]]:
    """Comparisons of an item with an option, or of an attribute with a value, it does not have."""
    for part in node.walk():
        if not isinstance(part, Comparison):
            continue
        for side, other in ((part.left, part.right), (part.right, part.left)):
            if not isinstance(other, Literal) or not isinstance(side, Name | Attribute):
                continue
            known = _known(side, outline, ordered=part.op not in ("==", "!=", "in", "has"))
            values = other.value if isinstance(other.value, tuple) else (other.value,)
            yield from ((side.name, value) for value in values if known is not None and value not in known)


def _known(side: Name | Attribute, outline: Outline, *, ordered: bool) -> set[object] | None:
    """The values a name can have; None when there is no closed list of them."""
    if isinstance(side, Attribute):
        closed = KNOWN_ATTRIBUTES.get(side.name)
        return set(closed) if closed is not None else None
    entry = outline.by_code.get(side.name)
    if entry is None or side.name in outline.broken:
        return None
    item = entry.item
    if isinstance(item, OptionsItem):
        return {option.code for option in item.options}
    if isinstance(item, ScaleItem) and item.bound_scale is not None and not ordered:
        return {option.value for option in item.bound_scale.options}
    return None
