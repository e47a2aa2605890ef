"""A person's name: its parts, limits and keyed digest. Only the import and the centre's own files may know it."""

import hashlib
import hmac
import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.domain.spelling import fold, line

MAX_PART = 60
_PART = re.compile(r"[^\W\d_]+(?:[-'’. ][^\W\d_]+)*\.?")

Digest = Callable[["Name"], str]


@dataclass(frozen=True, slots=True)
class Name:
    """Last name, first name, patronymic (may be empty). Its text never shows in a log or a traceback."""

    last: str
    first: str
    patronymic: str = ""

    def __repr__(self) -> str:
        return "Name(…)"

    @property
    def full(self) -> str:
        """«Иванова Мария Петровна»."""
        return " ".join(part for part in (self.last, self.first, self.patronymic) if part)


def make_name(last: str, first: str, patronymic: str = "") -> Name | None:
    """A name of cleaned parts; None when the last or first name is missing or a part cannot be a name."""
    parts = [line(part) for part in (last, first, patronymic)]
    if not parts[0] or not parts[1]:
        return None
    if any(part and (len(part) > MAX_PART or not _PART.fullmatch(part)) for part in parts):
        return None
    return Name(*parts)


def parse_name(full: str) -> Name | None:
    """«Фамилия Имя Отчество» in one cell; everything after the first two words is the patronymic."""
    last, first, *rest = [*line(full).split(" ", 2), "", ""][:3]
    return make_name(last, first, *rest)


def name_digest(key: bytes, name: Name) -> str:
    """HMAC-SHA256 of the folded name under a key kept outside the database: equal names match, none can be read.

    A plain hash would be reversible by trying all names of a district; the key is what prevents it.
    """
    return hmac.new(key, fold(name.full).encode(), hashlib.sha256).hexdigest()
