"""Text made safe for a workbook cell. Knows what Excel and XML cannot hold; knows nothing of the sheets."""

import re

CELL_LIMIT = 32_767
CUT_MARK = "… (сокращено)"

_UNSAFE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
_RISKY = re.compile(r"[\s\u200b\ufeff]*[=+\-@＝＋－＠]|[\t\r\n]")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def clean(text: str) -> str:
    """Text without control characters, lone surrogates and characters that turn the reading direction."""
    if text.isprintable() and text.isascii():
        return text
    return _UNSAFE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def fit(text: str) -> tuple[str, bool]:
    """The text within Excel's limit of UTF-16 units per cell, and whether it had to be cut."""
    if len(text) * 2 <= CELL_LIMIT or len(text.encode("utf-16-le")) // 2 <= CELL_LIMIT:
        return text, False
    room = (CELL_LIMIT - len(CUT_MARK)) * 2
    return text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + CUT_MARK, True


def is_risky(text: str) -> bool:
    """Whether a spreadsheet could take the text for a formula when typed again or passed through CSV."""
    return _RISKY.match(text) is not None


def literal(text: str) -> str:
    """The text with `_x0041_`-like runs escaped, for Excel would read them as one character."""
    return _ESCAPE.sub("_x005F_", text)
