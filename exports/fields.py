"""The columns that one variable's answers take as numbers, and what the numbers mean. Knows no file format."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import partial

from exports.answers import MISSING
from exports.table import Cell
from exports.variables import Variable
from questionnaires.items import (
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
    SingleItem,
)
from questionnaires.values import Response, ResponseState, Value

LARGEST = 2_147_483_620  # the largest ordinary number of Stata's «long»; above it stand «.», .a, .b …
SKIPPED, NOT_APPLICABLE, NOT_SHOWN, NOT_PLACED = (LARGEST + place for place in (2, 3, 4, 5))
_CODES = {
    ResponseState.SKIPPED: SKIPPED,
    ResponseState.NOT_APPLICABLE: NOT_APPLICABLE,
    ResponseState.VOID: NOT_SHOWN,
    ResponseState.DRAFT: NOT_SHOWN,
}
_REASONS = {code: MISSING[state] for state, code in _CODES.items()}
_MARK = {0: "не выбран", 1: "выбран"}
_GIVEN = {1: "есть ответ"}
_PLACED = {NOT_PLACED: "не вошёл в выбранные"}


class Kind(StrEnum):
    """How a column is stored; only a CODE can say why an answer is missing."""

    CODE = "code"
    NUMBER = "number"
    DAY = "day"
    MOMENT = "moment"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Field:
    """One column: `labels` say what its numbers mean, `read` turns a response to `item` into its cell."""

    name: str
    label: str
    kind: Kind
    labels: Mapping[int, str] = field(default_factory=dict)
    item: str = ""
    read: Callable[[Response], Cell] = lambda _: None


_KINDS: dict[type, Kind] = {
    IntegerItem: Kind.NUMBER,
    DecimalItem: Kind.NUMBER,
    DateItem: Kind.DAY,
    DateTimeItem: Kind.MOMENT,
}


def fields_of(one: Variable, items: Sequence[Item]) -> Iterator[Field]:
    """Columns of one variable; `items` are its item in every version, oldest first."""
    item, known = one.item, _options(items)
    if one.option is not None:
        yield _coded(_key(item, one.option.code), _part(one.option, item), item, _MARK, partial(_int, one))
    elif isinstance(item, RankingItem):
        for code, option in known.items():
            yield _coded(_key(item, code), _part(option, item), item, _PLACED, partial(_place, code))
    elif isinstance(item, SingleItem):
        numbers = _numbers(known)
        labels = {numbers[code]: option.label for code, option in known.items()}
        yield _coded(item.code, item.label, item, labels, lambda value: numbers[str(value)])
    elif isinstance(item, ScaleItem) or (isinstance(item, IntegerItem) and all(map(_fits, items))):
        labels = {option.value: option.label for option in known.values() if option.value is not None}
        yield _coded(item.code, item.label, item, labels, partial(_int, one))
    elif not isinstance(item, MultipleItem):  # its options say it all
        yield from _uncoded(one)


def _coded(key: str, label: str, item: Item, labels: Mapping[int, str], number: Callable[[Value | None], int]) -> Field:
    """A column of whole numbers in which a missing answer says why."""

    def read(response: Response) -> Cell:
        code = _CODES.get(response.state)
        return number(response.value) if code is None else code

    return Field(key, label, Kind.CODE, {**labels, **_REASONS}, item.code, read)


def _uncoded(one: Variable) -> Iterator[Field]:
    """Texts, dates and fractions have one kind of missing only: a second column says why."""
    kind = _KINDS.get(type(one.item), Kind.TEXT)
    yield Field(one.item.code, one.item.label, kind, {}, one.item.code, partial(_plain, one, kind))
    yield _coded(_key(one.item, "given"), f"Есть ответ — {one.item.label}", one.item, _GIVEN, lambda _: 1)


def _key(item: Item, part: str) -> str:
    """Two underscores: «topics» with the option «other» is not the item «topics_other»."""
    return f"{item.code}__{part}"


def _part(option: Option, item: Item) -> str:
    """The option first: what tells the columns of one question apart must not be cut off."""
    return f"{option.label} — {item.label}"


def _plain(one: Variable, kind: Kind, response: Response) -> Cell:
    if response.state is not ResponseState.ANSWERED:
        return "" if kind is Kind.TEXT else None
    cell = one.cell(response.value)
    if kind is Kind.TEXT:
        return "" if cell is None else str(cell)  # a calculated number too: nothing says beforehand that it is one
    return datetime.fromisoformat(cell) if kind is Kind.MOMENT and isinstance(cell, str) else cell


def _int(one: Variable, value: Value | None) -> int:
    cell = one.cell(value)
    assert isinstance(cell, int)
    return cell


def _place(option: str, value: Value | None) -> int:
    return value.index(option) + 1 if isinstance(value, tuple) and option in value else NOT_PLACED


def _options(items: Sequence[Item]) -> dict[str, Option]:
    """Options of all versions: in the order they came up, so that numbers stay; with the newest labels."""
    return {option.code: option for item in items for option in _choices(item)}


def _choices(item: Item) -> Sequence[Option]:
    if isinstance(item, ScaleItem):
        return item.bound_scale.options if item.bound_scale else ()
    return item.options if isinstance(item, OptionsItem) else ()


def _numbers(options: Mapping[str, Option]) -> dict[str, int]:
    """Option → its own number if each has one, else its place from 1 on."""
    own = {code: option.value for code, option in options.items() if option.value is not None}
    if len(set(own.values())) == len(options):
        return own
    return {code: place for place, code in enumerate(options, start=1)}


def _fits(item: Item) -> bool:
    if not isinstance(item, IntegerItem) or item.min is None or item.max is None:
        return False
    return -LARGEST <= item.min <= item.max <= LARGEST
