"""The words and signs a condition is written in. Knows no grammar."""

import re
from typing import NamedTuple

MAX_LENGTH = 1000
MAX_TOKENS = 200

_TOKEN = re.compile(
    r"""\s*(?:(?P<number>[0-9]{1,15}(?:\.[0-9]{1,6})?)(?![\w.])
    |(?P<text>"[^"\n]*"|'[^'\n]*'|«[^»\n]*»)
    |(?P<name>[A-Za-z][A-Za-z0-9_.-]*)
    |(?P<sign>==|!=|<=|>=|[<>()\[\],+*/-])
    |(?P<end>\Z))""",
    re.VERBOSE,
)


class ConditionError(ValueError):
    """A text that is no condition: what is wrong and at which character (from 1)."""

    def __init__(self, code: str, column: int, found: str = "") -> None:
        super().__init__(f"{code} at {column}: {found}")
        self.code, self.column, self.found = code, column, found


class Token(NamedTuple):
    """A word or sign; `column` counts from 1."""

    kind: str
    text: str
    column: int


def tokens(text: str) -> list[Token]:
    """All tokens, the last one of kind "end". Raises ConditionError."""
    found: list[Token] = []
    at = 0
    while True:
        match = _TOKEN.match(text, at)
        if match is None:
            stripped = len(text) - len(text[at:].lstrip())
            raise ConditionError("condition-character", stripped + 1, text[stripped : stripped + 1])
        kind = match.lastgroup or "end"
        found.append(Token(kind, match[kind], match.start(kind) + 1))
        if kind == "end":
            return found
        at = match.end()
