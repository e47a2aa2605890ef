"""Parameters of one call, however they were sent (query, form, multipart, JSON): text values and uploaded files.

As in the real server an unknown parameter is ignored, a malformed number counts as absent, and structured values
are JSON inside text.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import orjson

from playground.errors import bad_request


@dataclass(frozen=True, slots=True)
class Upload:
    """A file sent with a call."""

    name: str
    content: bytes
    mime: str


@dataclass(frozen=True, slots=True)
class Arguments:
    """`values` are texts, `uploads` are files by field name."""

    values: Mapping[str, str] = field(default_factory=dict)
    uploads: Mapping[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """The value, or the empty text."""
        return self.values.get(name, "")

    def integer(self, name: str, default: int = 0, low: int | None = None, high: int | None = None) -> int:
        """The value as a number, clamped; not a number counts as `default`."""
        try:
            number = int(self.values[name]) if name in self.values else default
        except ValueError:
            number = default
        number = number if low is None else max(low, number)
        return number if high is None else min(high, number)

    def boolean(self, name: str) -> bool:
        """True for `true`, `yes`, `1` in any case (`to_bool` of tdlib)."""
        return self.values.get(name, "").lower() in ("true", "yes", "1")

    def json(self, name: str, error: str) -> object:
        """The value decoded; None when absent; `error` is the refusal for what is not JSON."""
        raw = self.values.get(name)
        if not raw:
            return None
        try:
            return orjson.loads(raw)
        except orjson.JSONDecodeError:
            raise bad_request(error) from None


def from_json(body: Mapping[str, object]) -> Arguments:
    """A JSON body: structured values and numbers become text, as the server itself treats them."""
    return Arguments({name: _as_text(value) for name, value in body.items() if value is not None})


def _as_text(value: object) -> str:
    return value if isinstance(value, str) else orjson.dumps(value).decode()
