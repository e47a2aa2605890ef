"""What a log may say of an error: its class and the places it went through. Its message may hold an answer. Pure."""

import re
from collections.abc import Sequence
from pathlib import PurePath
from traceback import extract_tb

_DEPTH = 8  # so many places are told
_HEAD = "Traceback (most recent call last):"
_FRAME = re.compile(r'  File "[^"]*?([\w.-]+)", line (\d+), in ', re.ASCII)
_CLASS = re.compile(r"[\w.]*?(\w+)(?::|$)", re.ASCII)


def trace_of(error: BaseException) -> str:
    """Return «ValueError reports.py:40 monitoring.py:39 …», the innermost place first."""
    frames = extract_tb(error.__traceback__)
    return _line(type(error).__name__, [f"{PurePath(one.filename).name}:{one.lineno}" for one in frames])


def trace_in(printed: str) -> str:
    """Return the same for the last traceback that a Python process has printed, empty when there is none."""
    _, head, rest = printed.rpartition(_HEAD)
    places: list[str] = []
    for line in rest.splitlines() if head else ():
        if found := _FRAME.match(line):
            places.append(f"{found[1]}:{found[2]}")
        elif found := _CLASS.match(line):
            return _line(found[1], places)
    return ""


def _line(kind: str, places: Sequence[str]) -> str:
    return " ".join((kind, *places[: -_DEPTH - 1 : -1]))
