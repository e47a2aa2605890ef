"""Names of variables as Stata, SPSS and R take them. Knows no questionnaire.

Source: Stata User's Guide, 11.3 «Naming conventions»: letters, digits, underscore, at most 32 signs, no reserved word.
"""

import re
from collections.abc import Iterable

LIMIT = 32
_WORDS = (
    "aggregate array boolean break byte case catch class colvector complex const continue default delegate delete do "
    "double else eltypedef end enum explicit export external float for friend function global goto if in inline int "
    "local long null pragma protected quad rowvector short strl typedef typename using virtual with"
)
RESERVED = frozenset(_WORDS.split())
_OTHER = re.compile("[^A-Za-z0-9_]")
_STORAGE_TYPE = re.compile(r"str\d+")


def identifiers(keys: Iterable[str]) -> tuple[str, ...]:
    """A name for every key, in order. Letter case does not tell names apart: SPSS ignores it."""
    taken: set[str] = set()
    return tuple(_free(key, taken) for key in keys)


def _free(key: str, taken: set[str]) -> str:
    stem, number = _legal(key), 1
    name = stem[:LIMIT]
    while name.casefold() in taken:
        number += 1
        tail = f"_{number}"
        name = stem[: LIMIT - len(tail)] + tail
    taken.add(name.casefold())
    return name


def _legal(key: str) -> str:
    name = _OTHER.sub("_", key)
    if not name[:1].isalpha():  # nor an underscore: those names are the package's own
        name = f"v{name}"
    reserved = name.casefold() in RESERVED or _STORAGE_TYPE.fullmatch(name.casefold())
    return f"{name}_" if reserved else name
