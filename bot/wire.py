"""JSON as the messenger sends it. Halves of surrogate pairs, which no database and no file can hold, are replaced."""

import json
import re
from typing import Any

import orjson

_HALVES = re.compile("[\ud800-\udfff]")
_REPLACEMENT = "\ufffd"


def read_json(body: bytes) -> Any:
    """Return the value. Raises ValueError for anything that is no JSON."""
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        return _read_slowly(body)


def _read_slowly(body: bytes) -> Any:
    """The strict reader refuses escapes of lone surrogates; one such message must not stop all the others."""
    try:
        return _whole(json.loads(body))
    except RecursionError:
        raise ValueError("nested too deeply") from None


def _whole(value: Any) -> Any:
    if isinstance(value, str):
        return _HALVES.sub(_REPLACEMENT, value)
    if isinstance(value, list):
        return [_whole(inner) for inner in value]
    return {_whole(key): _whole(inner) for key, inner in value.items()} if isinstance(value, dict) else value
