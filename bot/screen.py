"""What a person is shown: a value. Knows neither the messenger nor the words."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Button:
    """A key under a message: `data` comes back when it is pressed (at most 64 bytes), `url` opens a page."""

    label: str
    data: str = ""
    url: str | None = None


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Screen:
    """One message: HTML text of at most 4096 UTF-16 units and its keyboard."""

    text: str
    buttons: Rows = ()


@dataclass(frozen=True, slots=True)
class File:
    """A document or a picture with its caption (at most 1024 UTF-16 units)."""

    name: str
    content: bytes = field(repr=False)
    caption: str
