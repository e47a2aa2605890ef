"""Packed responses → cells, remembered: most answers of an audit are the same few. Knows no sheet and no file."""

from collections.abc import Callable, Iterable

from bot.domain.counts import FIELD
from exports.table import Cell
from questionnaires.values import Response

Reader = Callable[[Response], Cell]
Cells = tuple[tuple[int, Cell], ...]
_KEPT_PARTS = 20_000
_KEPT_LENGTH = 120


class Parts(dict[str, Cells]):
    """One packed response → (column, cell) of every column that shows it; `readers` stand in the columns' order."""

    def __init__(self, readers: Iterable[tuple[str, Reader]], offset: int) -> None:
        """`readers` are (item code, how its column reads a response), the first one for the column `offset`."""
        super().__init__()
        self._by_item: dict[str, list[tuple[int, Reader]]] = {}
        for index, (item, read) in enumerate(readers, start=offset):
            self._by_item.setdefault(item, []).append((index, read))

    def __missing__(self, part: str) -> Cells:
        item, state, text = part.split(FIELD, 2)
        response = Response.from_json(item, state, text or "null")
        cells = tuple((index, read(response)) for index, read in self._by_item.get(item, ()))
        if len(part) <= _KEPT_LENGTH and len(self) < _KEPT_PARTS:
            self[part] = cells
        return cells
