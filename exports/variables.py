"""The columns that one item's answers take: shared by «Ответы» and «Кодировка». Pure."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from exports.table import Cell, Column, Style
from questionnaires.items import (
    DateItem,
    DecimalItem,
    FileItem,
    IntegerItem,
    Item,
    MultipleItem,
    NoteItem,
    Option,
    RankingItem,
    ScaleItem,
    SingleItem,
)
from questionnaires.model import Questionnaire
from questionnaires.values import Value

_TITLE = 70
_STYLES: dict[type, tuple[Style, float]] = {
    ScaleItem: (Style.COUNT, 14),
    IntegerItem: (Style.COUNT, 12),
    DecimalItem: (Style.MEAN, 12),
    DateItem: (Style.DATE, 12),
}


@dataclass(frozen=True, slots=True)
class Variable:
    """One column of answers to `item`; with `option`, 1 or 0 for that choice. `version` is the newest that has it."""

    item: Item
    version: int
    condition: str
    option: Option | None = None

    @property
    def column(self) -> Column:
        """Header and format; the header begins with the item's code, so it is stable when a label is corrected."""
        if self.option is not None:
            key = f"{self.item.code}.{self.option.code}"
            return Column(key, f"{key}: {_short(self.option.label)}", 12, Style.COUNT)
        style, width = _STYLES.get(type(self.item), (Style.TEXT, 28))
        return Column(self.item.code, f"{self.item.code}. {_short(self.item.label)}", width, style)

    def cell(self, value: Value | None) -> Cell:
        """An answer as this column shows it."""
        if self.option is not None:
            return int(isinstance(value, tuple) and self.option.code in value)
        return READERS.get(type(self.item), _plain)(self.item, value)


def variables(versions: Sequence[tuple[int, Questionnaire]]) -> tuple[Variable, ...]:
    """Columns of all versions of one questionnaire, newest first: its order and labels win, retired items follow."""
    found: dict[str, Variable] = {}
    for number, questionnaire in versions:
        for section in questionnaire.sections:
            for item in section.items:
                conditions = " и ".join(f"({one})" for one in (section.when, item.when) if one)
                for one in _of_item(item, number, conditions):
                    found.setdefault(one.column.key, one)
    return tuple(found.values())


def _of_item(item: Item, version: int, condition: str) -> Iterator[Variable]:
    if isinstance(item, NoteItem):
        return
    yield Variable(item, version, condition)
    if isinstance(item, MultipleItem):
        for option in item.options:
            yield Variable(item, version, condition, option)


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _TITLE else f"{flat[:_TITLE].rstrip()}…"


def _plain(_item: Item, value: Value | None) -> Cell:
    if isinstance(value, tuple):
        return "; ".join(value)
    return float(value) if isinstance(value, Decimal) else value


def _labels(item: Item, value: Value | None) -> Cell:
    options = item.options if isinstance(item, SingleItem | MultipleItem | RankingItem) else ()
    names = {option.code: option.label for option in options}
    codes = value if isinstance(value, tuple) else (str(value),)
    return "; ".join(names.get(code, code) for code in codes)


def _date(_item: Item, value: Value | None) -> Cell:
    return date.fromisoformat(value) if isinstance(value, str) else None


def _file(_item: Item, value: Value | None) -> Cell:
    return value[1] if isinstance(value, tuple) and len(value) > 1 else None


READERS: dict[type, Callable[[Item, Value | None], Cell]] = {
    SingleItem: _labels,
    MultipleItem: _labels,
    RankingItem: _labels,
    DateItem: _date,
    FileItem: _file,
}
