"""Pupils are never data subjects: spotting a name beside a class in free text (privacy.md 9). Knows no items."""

import re
from hashlib import sha256

_NAME = r"[А-ЯЁ][а-яё]+"
_CLASS = r"\b(?:[1-9]|1[01])\s?-?\s?[«\"(]?[А-ЕЖЗИКЛМа-ежзиклм](?![А-Яа-яЁё])"
_WITHIN = 40  # signs between the name and the class
_PATTERN = re.compile(
    rf"{_NAME}\s+(?:{_NAME}|[А-ЯЁ]\.).{{0,{_WITHIN}}}?{_CLASS}|{_CLASS}.{{0,{_WITHIN}}}?{_NAME}\s+(?:{_NAME}|[А-ЯЁ]\.)",
    re.DOTALL,
)


def names_pupil(text: str) -> bool:
    """Tell whether the text looks as if it named a pupil: two name-like words near a class («Иванов Петя, 5 Б»)."""
    return _PATTERN.search(text) is not None


def fingerprint(text: str) -> str:
    """What is kept of a refused text: enough to know it again, nothing to read."""
    return sha256(text.strip().encode()).hexdigest()[:16]
