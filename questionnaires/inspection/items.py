"""Checks of one item alone: options, bounds, defaults. Knows nothing of conditions."""

from collections import Counter
from collections.abc import Iterator

from questionnaires.context import Context
from questionnaires.dates import bound, read_time
from questionnaires.inspection.outline import Entry, Outline
from questionnaires.issues import Finding, Place
from questionnaires.model import (
    ChoiceItem,
    DateItem,
    DateTimeItem,
    DecimalItem,
    IntegerItem,
    Item,
    MultipleItem,
    Option,
    OptionsItem,
    RankingItem,
    ScaleItem,
    TextItem,
    TimeItem,
)
from questionnaires.operands import folded
from questionnaires.problems import Problem
from questionnaires.responses import default_input, respond

MAX_OPTIONS = 40
MANY_OPTIONS = 20
LONG_LABEL = 60
"""A keyboard holds 10 KB, which is 40 options with full labels; a phone shows about 60 characters of each."""


def item_findings(outline: Outline) -> Iterator[Finding]:
    """Findings of all items and scales, each looked at alone."""
    for code, scale in outline.questionnaire.scales.items():
        place: Place = ("scales", code, "options")
        yield from _options(scale.options, place, None)
        for at, option in enumerate(scale.options):
            if option.value is None:
                yield Finding((*place, at), "scale-value-missing", {"scale": code})
    for entry in outline.entries:
        yield from _one(entry, outline)


def _one(entry: Entry, outline: Outline) -> Iterator[Finding]:
    item = entry.item
    if isinstance(item, OptionsItem):
        yield from _options(item.options, (*entry.place, "options"), item.code)
    if isinstance(item, ScaleItem) and item.scale not in outline.questionnaire.scales:
        yield Finding((*entry.place, "scale"), "unknown-scale", {"scale": item.scale}, item.code)
    yield from _counts(entry)
    broken_bounds = list(_bounds(entry))
    yield from broken_bounds
    if item.constraint and not item.constraint_message:
        place = (*entry.place, "constraint")
        yield Finding(place, "constraint-without-message", {}, item.code, "warning")
    if item.default is not None and not broken_bounds:
        yield from _default(entry)


def _options(options: tuple[Option, ...], place: Place, item: str | None) -> Iterator[Finding]:
    if len(options) < 2:
        yield Finding(place, "too-few-options", {"count": len(options)}, item)
    if len(options) > MAX_OPTIONS:
        yield Finding(place, "too-many-options", {"count": len(options), "max": MAX_OPTIONS}, item)
    elif len(options) > MANY_OPTIONS:
        yield Finding(place, "many-options", {"count": len(options)}, item, "warning")
    codes = Counter(option.code for option in options)
    values = Counter(option.value for option in options if option.value is not None)
    labels = Counter(folded(option.label) for option in options)
    for at, option in enumerate(options):
        if codes[option.code] > 1:
            yield Finding((*place, at), "duplicate-option", {"option": option.code}, item)
        elif option.value is not None and values[option.value] > 1:
            yield Finding((*place, at), "duplicate-value", {"value": option.value}, item)
        if labels[folded(option.label)] > 1 and codes[option.code] == 1:
            yield Finding((*place, at), "duplicate-label", {"label": option.label}, item, "warning")
        if len(option.label) > LONG_LABEL:
            params: dict[str, str | int] = {"option": option.code, "length": len(option.label), "max": LONG_LABEL}
            yield Finding((*place, at), "option-too-long", params, item, "warning")


def _counts(entry: Entry) -> Iterator[Finding]:
    """Numbers of choices and places that no one could satisfy."""
    item = entry.item
    if isinstance(item, RankingItem) and (item.top or 0) > len(item.options):
        yield Finding((*entry.place, "top"), "more-than-options", {"count": item.top or 0}, item.code)
    if not isinstance(item, MultipleItem | ChoiceItem):
        return
    if item.max_choices is not None and item.min_choices > item.max_choices:
        yield _reversed_bounds(entry, "min_choices", item.min_choices, item.max_choices)
    if isinstance(item, MultipleItem):
        for key, count in (("min_choices", item.min_choices), ("max_choices", item.max_choices or 0)):
            if count > len(item.options):
                yield Finding((*entry.place, key), "more-than-options", {"count": count}, item.code)


def _bounds(entry: Entry) -> Iterator[Finding]:
    item = entry.item
    if isinstance(item, TextItem) and item.min_length > item.max_length:
        yield _reversed_bounds(entry, "min_length", item.min_length, item.max_length)
    elif isinstance(item, IntegerItem | DecimalItem) and item.min is not None and item.max is not None:
        if item.min > item.max:
            yield _reversed_bounds(entry, "min", item.min, item.max)
    elif isinstance(item, DateItem | DateTimeItem | TimeItem):
        yield from _moments(entry, item)


def _moments(entry: Entry, item: DateItem | DateTimeItem | TimeItem) -> Iterator[Finding]:
    readable = True
    for key, text in (("min", item.min), ("max", item.max)):
        if text is not None and not _is_moment(item, text):
            readable = False
            yield Finding((*entry.place, key), "bad-bound", {"bound": text}, item.code)
    relative = f"{item.min} {item.max}".count("today") == 1
    if readable and item.min and item.max and not relative and _ordinal(item.min) > _ordinal(item.max):
        yield _reversed_bounds(entry, "min", item.min, item.max)


def _is_moment(item: Item, text: str) -> bool:
    if isinstance(item, TimeItem):
        return not isinstance(read_time(text), Problem) and len(text) == len("HH:MM")
    try:
        bound(text, None)
    except ValueError:
        return False
    return True


def _ordinal(text: str) -> tuple[int, str]:
    """Something two bounds of the same sort can be compared by."""
    return (int(text.removeprefix("today") or 0), "") if text.startswith("today") else (0, text)


def _reversed_bounds(entry: Entry, key: str, least: object, most: object) -> Finding:
    return Finding((*entry.place, key), "min-over-max", {"min": str(least), "max": str(most)}, entry.item.code)


def _default(entry: Entry) -> Iterator[Finding]:
    """The default must be an answer the item accepts; what depends on the run cannot be checked here."""
    item = entry.item
    if isinstance(item, ChoiceItem | DateItem | DateTimeItem):
        return
    answer = respond(item.model_copy(update={"constraint": None}), default_input(item), None, Context())
    if isinstance(answer, Problem):
        yield Finding((*entry.place, "default"), "bad-default", {"problem": answer.code}, item.code)
