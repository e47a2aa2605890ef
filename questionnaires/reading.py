"""Typed text and files → values of the kinds without options. Knows nothing of choosing."""

import re
from datetime import date
from decimal import Decimal

from questionnaires.dates import bound, read_day, read_day_and_time, read_time
from questionnaires.items import DateItem, DateTimeItem, DecimalItem, FileItem, IntegerItem, TextItem, TimeItem
from questionnaires.problems import Problem, ProblemCode
from questionnaires.values import Uploaded

_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_INTEGER = re.compile(r"[+-]?[0-9]{1,15}")
_DECIMAL = re.compile(r"[+-]?[0-9]{1,12}(?:[.,]([0-9]{1,12}))?")
_SPACES = re.compile(r"[\s\u00a0\u202f]")
_KINDS = {
    "pdf": ("pdf",),
    "document": ("doc", "docx", "odt", "rtf", "txt", "pdf"),
    "spreadsheet": ("xls", "xlsx", "ods", "csv"),
    "presentation": ("ppt", "pptx", "odp"),
    "photo": ("jpg", "jpeg", "png", "webp", "heic"),
}


def cleaned(text: str) -> str:
    """Text fit for XML, JSON and databases: no control characters but newline and tab, no lone surrogates."""
    return _UNFIT.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def read_text(item: TextItem, text: str) -> str | Problem:
    """The text itself. Too long is refused with the limit, never cut."""
    length = len(text)
    if length > item.max_length:
        return Problem(ProblemCode.TOO_LONG, {"max": item.max_length, "length": length})
    if length < item.min_length:
        code = ProblemCode.TOO_SHORT if length else ProblemCode.EMPTY
        return Problem(code, {"min": item.min_length, "length": length} if length else {})
    return text


def read_integer(item: IntegerItem, text: str) -> int | Problem:
    """A whole number; spaces between digit groups are fine."""
    digits = _SPACES.sub("", text).replace("−", "-")
    if _INTEGER.fullmatch(digits) is None:
        number = isinstance(_decimal(text), Decimal)
        return Problem(ProblemCode.NOT_AN_INTEGER if number else ProblemCode.NOT_A_NUMBER)
    value = int(digits)
    return _outside(value, item.min, item.max) or value


def read_decimal(item: DecimalItem, text: str) -> Decimal | Problem:
    """A number with a comma or a point."""
    value = _decimal(text)
    if value is None:
        return Problem(ProblemCode.NOT_A_NUMBER)
    if -int(value.as_tuple().exponent) > item.places:
        return Problem(ProblemCode.TOO_MANY_PLACES, {"places": item.places})
    return _outside(value, item.min, item.max) or value


def read_date(item: DateItem, text: str, today: date | None) -> str | Problem:
    """An ISO day within the bounds."""
    day = read_day(text, today, bound(item.max, today) if item.max else None)
    return day if isinstance(day, Problem) else _within(day.isoformat(), item, today)


def read_datetime(item: DateTimeItem, text: str, today: date | None) -> str | Problem:
    """An ISO day and time whose day is within the bounds."""
    moment = read_day_and_time(text, today, bound(item.max, today) if item.max else None)
    return moment if isinstance(moment, Problem) else _within(moment, item, today)


def read_clock(item: TimeItem, text: str) -> str | Problem:
    """HH:MM within the bounds."""
    moment = read_time(text)
    if isinstance(moment, Problem):
        return moment
    value = f"{moment:%H:%M}"
    if item.min and value < item.min:
        return Problem(ProblemCode.TOO_EARLY, {"min": item.min})
    return Problem(ProblemCode.TOO_LATE, {"max": item.max}) if item.max and value > item.max else value


def read_file(item: FileItem, file: Uploaded) -> tuple[str, ...] | Problem:
    """(file id, shown name, mime, bytes), judged by extension or image type; the bytes are not opened here."""
    name = _file_name(file.name)
    extension = name.rpartition(".")[2].lower()
    image = file.mime.startswith("image/")
    fits = ("photo" in item.accept and image) or any(extension in _KINDS.get(kind, ()) for kind in item.accept)
    if "any" not in item.accept and not fits:
        return Problem(ProblemCode.FILE_KIND, {"accepted": ", ".join(item.accept), "name": name})
    if file.size > item.max_mb * 1024 * 1024:
        return Problem(ProblemCode.FILE_TOO_LARGE, {"max_mb": item.max_mb})
    return (file.file_id, name, file.mime, str(file.size))


def _file_name(name: str) -> str:
    """Only the last part, without direction marks, at most 100 characters with the extension kept."""
    base = re.sub(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", cleaned(name))
    base = re.split(r"[/\\]", base)[-1].strip(" .") or "file"
    return base if len(base) <= 100 else f"{base[:80]}…{base[-19:]}"


def _decimal(text: str) -> Decimal | None:
    digits = _SPACES.sub("", text).replace("−", "-")
    return Decimal(digits.replace(",", ".")) if _DECIMAL.fullmatch(digits) else None


def _outside(value: int | Decimal, least: int | Decimal | None, most: int | Decimal | None) -> Problem | None:
    if least is not None and value < least:
        return Problem(ProblemCode.TOO_SMALL, {"min": str(least)})
    if most is not None and value > most:
        return Problem(ProblemCode.TOO_LARGE, {"max": str(most)})
    return None


def _within(moment: str, item: DateItem | DateTimeItem, today: date | None) -> str | Problem:
    """The ISO moment itself when its day is within the item's bounds."""
    least = bound(item.min, today) if item.min else None
    most = bound(item.max, today) if item.max else None
    day = date.fromisoformat(moment[:10])
    if least is not None and day < least:
        return Problem(ProblemCode.TOO_EARLY, {"min": least.isoformat()})
    if most is not None and day > most:
        return Problem(ProblemCode.TOO_LATE, {"max": most.isoformat()})
    return moment
