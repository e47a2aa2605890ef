"""Headers as people write them → columns. Knows spelling, not which columns there are."""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType

from bot.domain.roster.sheets import Cell
from bot.domain.spelling import fold

Headers = Mapping[str, StrEnum]
"""Folded header → the column it names."""
_UNREAD = ("№", "№ п/п", "№ п п", "п/п", "п п", "n", "n п/п", "примечание", "примечания", "")


def headers_of(columns: Iterable[StrEnum], *synonyms: Mapping[StrEnum, str]) -> Headers:
    """The headers of these columns: their own names and the synonyms, which are separated by semicolons."""
    chosen = tuple(columns)
    known = {_key(column.value): column for column in chosen}
    for words in synonyms:
        for column in chosen:
            known |= {_key(word): column for word in words.get(column, "").split(";") if word.strip()}
    return MappingProxyType(known)


def column_of(header: Cell, headers: Headers) -> StrEnum | None:
    """The column a header names, whatever its case, ё, dots, line breaks or bracketed hints."""
    if not isinstance(header, str):
        return None
    return headers.get(_key(header)) or headers.get(_key(re.sub(r"\([^)]*\)", " ", header)))


def is_unread(header: Cell) -> bool:
    """Whether a header is of the kind every list has and nobody expects to be read (row numbers, notes)."""
    return not isinstance(header, str) or _key(header) in {_key(word) for word in _UNREAD}


def _key(header: str) -> str:
    return fold(header.replace(".", " ").replace(",", " "))
