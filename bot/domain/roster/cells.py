"""One cell → one value, or the problem with it. Knows how people write values, not where the cell stands."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import TypeVar

from bot.domain.codes import is_code, normalise_code
from bot.domain.roster.sheets import Cell, Unusable
from bot.domain.spelling import clean, fold
from questionnaires.dates import read_day
from questionnaires.problems import Problem

T = TypeVar("T")
Convert = Callable[[Cell], T | Problem]

MAX_TEXT = 300
_NOTHING = frozenset({"", "нет"})
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_TENURE = re.compile(r"(\d{1,2})(?:[.,]\d+)?(?: ?(?:г|год|года|лет|л)\b.*)?")


def text(cell: Cell) -> str | Problem:
    """The cell's text, cleaned; a whole number loses «.0», a date becomes ISO, nothing becomes «»."""
    if isinstance(cell, Unusable):
        return Problem(cell.code)
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "да" if cell else "нет"
    if isinstance(cell, date):
        return cell.isoformat()[:10]
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    content = clean(str(cell))
    return content if len(content) <= MAX_TEXT else Problem("too-long", {"max": MAX_TEXT, "length": len(content)})


def code(cell: Cell) -> str | Problem | None:
    """A code in its stored spelling; generated codes with a wrong check letter are refused."""
    content = text(cell)
    if isinstance(content, Problem) or not content:
        return content or None
    found = normalise_code(content)
    return found if is_code(found) else Problem("bad-code", {"text": content})


def reference(cell: Cell) -> str | Problem | None:
    """The code of somebody or something named in a cell; «нет» and a dash name nobody."""
    content = text(cell)
    return content if isinstance(content, Problem) else None if fold(content) in _NOTHING else code(content)


def meaning_of(meanings: Mapping[str, T], problem: str) -> Callable[[Cell], T | Problem | None]:
    """A converter for one word of a closed vocabulary; a blank is None."""

    def convert(cell: Cell) -> T | Problem | None:
        content = text(cell)
        if isinstance(content, Problem) or not content:
            return content or None
        found = meanings.get(fold(content))
        return found if found is not None else Problem(problem, {"text": content})

    return convert


def parts(cell: Cell) -> tuple[str, ...] | Problem:
    """A list in one cell: separated by semicolons, commas or line breaks, each part once and in order."""
    content = text(cell)
    if isinstance(content, Problem):
        return content
    found = (part.strip(" .") for part in re.split(r"[;\n]|,(?![^(]*\))", content))
    return tuple(dict.fromkeys(part for part in found if fold(part) not in _NOTHING))


def meanings_of(meanings: Mapping[str, T], problem: str) -> Callable[[Cell], frozenset[T] | Problem]:
    """A converter for a list of words of a closed vocabulary."""

    def convert(cell: Cell) -> frozenset[T] | Problem:
        found = parts(cell)
        if isinstance(found, Problem):
            return found
        unknown = next((word for word in found if fold(word) not in meanings), None)
        if unknown is not None:
            return Problem(problem, {"text": unknown})
        return frozenset(meanings[fold(word)] for word in found)

    return convert


def year(cell: Cell) -> int | Problem | None:
    """The year of a year, a date or a text with exactly one year in it; the rest of a date is not kept."""
    if isinstance(cell, date):
        return cell.year
    content = text(cell)
    if isinstance(content, Problem) or not content:
        return content or None
    found = _YEAR.findall(content)
    return int(found[0]) if len(found) == 1 else Problem("bad-year", {"text": content})


def day(cell: Cell) -> date | Problem | None:
    """A whole date, as a date cell or typed with its year: «01.09.2025», «1 сентября 2025», «2025-09-01»."""
    if isinstance(cell, date):
        return cell.date() if isinstance(cell, datetime) else cell
    content = text(cell)
    if isinstance(content, Problem) or not content:
        return content or None
    found = read_day(content, None)
    return Problem("bad-date", {"text": content}) if isinstance(found, Problem) else found


def tenure(cell: Cell) -> int | Problem | None:
    """Whole years in work: «5», «5 лет», «12,5», «3 г. 2 мес.», «менее года»."""
    content = text(cell)
    if isinstance(content, Problem) or not content:
        return content or None
    folded = fold(content)
    if folded in {"менее года", "до года", "менее 1 года", "нет", "без стажа"} or re.fullmatch(r"\d+ мес\w*", folded):
        return 0
    found = _TENURE.fullmatch(folded)
    return int(found.group(1)) if found else Problem("bad-tenure", {"text": content})
