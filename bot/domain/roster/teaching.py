"""Cells about a person's work: position, subjects, levels, class. Knows the words, not where the cell stands."""

import re

from bot.domain.people import Level
from bot.domain.roster import words
from bot.domain.roster.cells import meanings_of, parts, text
from bot.domain.roster.sheets import Cell
from bot.domain.spelling import fold
from questionnaires.problems import Problem

_CLASS = re.compile(r"\d{1,2} ?[а-я]?( ?[,;/] ?\d{1,2} ?[а-я]?)*( класс)?")


def levels(cell: Cell) -> frozenset[Level] | Problem:
    """Levels at which a person teaches; the person's own schooling («высшее») in this column is told apart."""
    found = parts(cell)
    if not isinstance(found, Problem) and any(fold(part) in words.OWN_SCHOOLING for part in found):
        return Problem("own-schooling", {"text": ", ".join(found)})
    return meanings_of(words.LEVELS, "unknown-level")(cell)


def subjects(cell: Cell) -> tuple[str, ...] | Problem:
    """Subjects under their usual names; «русский язык и литература» are two."""
    found = parts(cell)
    if isinstance(found, Problem):
        return found
    named = (name for part in found for name in _known_subjects(part) or (_lower(part),))
    return tuple(dict.fromkeys(named))


def _known_subjects(content: str) -> tuple[str, ...]:
    if whole := words.SUBJECT_SYNONYMS.get(fold(content)):
        return (whole,)
    halves = [words.SUBJECT_SYNONYMS.get(fold(half)) for half in re.split(r"\s+и\s+|,\s*", content)]
    return tuple(half for half in halves if half) if all(halves) else ()


def subjects_in(position_title: str) -> tuple[str, ...]:
    """Subjects named by the position itself: «учитель русского языка и литературы»; nothing when in doubt."""
    found = re.fullmatch(r"учитель (.+)", position_title)
    return _known_subjects(found.group(1)) if found else ()


def position(cell: Cell) -> str | Problem:
    """A position in lower case, abbreviations («ИЗО») left alone."""
    content = text(cell)
    return content if isinstance(content, Problem) else _lower(content)


def _lower(content: str) -> str:
    plain = " ".join(content.split())
    if plain.isupper() and len(plain) > 6:
        return plain.lower()
    return " ".join(word if word.isupper() and len(word) > 1 else word.lower() for word in plain.split(" "))


def class_teacher(cell: Cell) -> bool | Problem:
    """Yes or no; the class itself («5 «А»») means yes and is not kept. A blank is no."""
    content = text(cell)
    if isinstance(content, Problem):
        return content
    folded = fold(content)
    if folded in words.YES_NO or not folded:
        return words.YES_NO.get(folded, False)
    return True if _CLASS.fullmatch(folded) else Problem("bad-yes-no", {"text": content})
