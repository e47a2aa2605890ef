"""How people write: invisible characters, ё, look-alike letters. Knows characters, nothing of what the words mean."""

import unicodedata
from functools import lru_cache

_CYRILLIC_TWINS = str.maketrans("АВЕКМНОРСТУХ", "ABEKMHOPCTYX")
_CYRILLIC_TWINS_OF_BOTH_CASES = str.maketrans("АВЕКМНОРСТУХаеорсухіѕ", "ABEKMHOPCTYXaeopcyxis")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−_", "-"))
_QUOTES = str.maketrans(dict.fromkeys("«»„“”\"'’`", ""))
_KEPT_CONTROLS = "\n\t"


def clean(text: str) -> str:
    """Compose, drop control, bidirectional, zero-width and surrogate characters, squeeze blanks within lines.

    Category C covers all of them, U+202E and the byte order mark included; line breaks stay, because lists
    in one cell are written with them.
    """
    composed = unicodedata.normalize("NFC", text)
    if composed.isprintable():
        return " ".join(composed.split())
    composed = composed.replace("\r\n", "\n").replace("\r", "\n")
    visible = "".join(c for c in composed if c in _KEPT_CONTROLS or unicodedata.category(c)[0] != "C")
    return "\n".join(" ".join(line.split()) for line in visible.split("\n")).strip()


def line(text: str) -> str:
    """Clean text on one line: what a name or a title is."""
    return " ".join(clean(text).split())


@lru_cache(maxsize=16_384)
def fold(text: str) -> str:
    """What two spellings of the same words have in common: case, ё, quotes, dashes and blanks aside."""
    plain = line(text).casefold().replace("ё", "е").translate(_QUOTES).translate(_DASHES)
    return " ".join(plain.replace("№", " № ").replace("-", " ").split()).rstrip(".:*")


def latin(text: str) -> str:
    """A code's upper case with Cyrillic look-alikes as Latin letters, dashes alike, no blanks: «а–1» → «A-1»."""
    upper = unicodedata.normalize("NFKC", line(text)).upper()
    return upper.translate(_DASHES).translate(_CYRILLIC_TWINS).replace(" ", "")


def latin_letters(text: str) -> str:
    """Cyrillic look-alikes as Latin letters, case and everything else untouched: for keys in which case counts."""
    return text.translate(_CYRILLIC_TWINS_OF_BOTH_CASES)
