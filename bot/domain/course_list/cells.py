"""Cells of a list of courses: hours, codes, labour functions, finished or not. Knows no places."""

import re
from collections.abc import Callable, Collection

from bot.domain.roster.cells import meaning_of, parts, text
from bot.domain.roster.sheets import Cell
from bot.domain.roster.words import YES_NO
from bot.domain.spelling import fold, latin
from questionnaires.problems import Problem

MOST_HOURS = 2000
_CODE = re.compile(r"[0-9A-ZА-Я][0-9A-ZА-Я./-]{0,39}")
_HOURS = re.compile(r"(\d{1,4})(?: ?ч\w*)?")
_FINISHED = {**YES_NO, **{fold(word): True for word in ("завершил", "завершила", "окончил", "окончила", "получено")}}
_FINISHED |= {fold(word): False for word in ("не завершил", "не завершила", "отчислен", "отчислена", "не окончил")}

finished = meaning_of(_FINISHED, "bad-yes-no")


def hours(cell: Cell) -> int | Problem | None:
    """Whole hours: «72», «72 ч.»."""
    content = text(cell)
    if isinstance(content, Problem) or not content:
        return content or None
    found = _HOURS.fullmatch(fold(content))
    count = int(found.group(1)) if found else 0
    return count if 1 <= count <= MOST_HOURS else Problem("bad-hours", {"text": content, "max": MOST_HOURS})


def code(cell: Cell) -> str | Problem | None:
    """The code of a course or of a run in its stored spelling; the centre invents these itself."""
    content = text(cell)
    if isinstance(content, Problem) or not content:
        return content or None
    found = latin(content)
    return found if _CODE.fullmatch(found) else Problem("bad-code", {"text": content})


def functions(known: Collection[str]) -> Callable[[Cell], tuple[str, ...] | Problem]:
    """A converter for codes of labour functions in any alphabet: «А/01.6, В/03.6»."""

    def convert(cell: Cell) -> tuple[str, ...] | Problem:
        written = parts(cell)
        if isinstance(written, Problem):
            return written
        codes = {latin(part): part for part in written}
        unknown = next((part for code, part in codes.items() if code not in known), None)
        return tuple(sorted(codes)) if unknown is None else Problem("unknown-function", {"text": unknown})

    return convert
