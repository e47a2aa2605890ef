"""Formatted text: parse mode or given entities → plain text with entities, as the messenger stores it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from operator import itemgetter
from typing import cast

from playground.arguments import Arguments
from playground.errors import ApiError, bad_request
from playground.html_markup import parse_html
from playground.limits import utf16_length
from playground.markdown_markup import parse_markdown
from playground.old_markdown import parse_old_markdown
from playground.shapes import EntityObject

_PARSERS: dict[str, Callable[[str], tuple[str, list[EntityObject]]]] = {
    "html": parse_html,
    "markdownv2": parse_markdown,
    "markdown": parse_old_markdown,
}
_RECOGNISED = re.compile(
    r"(?P<bot_command>(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/]))"
    r"|(?P<email>\b[\w.+-]+@[\w-]+\.[\w.-]*\w)"
    r"|(?P<mention>(?<!\w)@[A-Za-z0-9_]{4,32}\b)"
    r"|(?P<hashtag>(?<!\w)#\w*[^\W\d]\w*)"
    r"|(?P<url>\bhttps?://[^\s<>\"]*[^\s<>\".,;:!?)])"
)
_HINTS = re.compile(r"[/@#]")
_OPAQUE = frozenset({"code", "pre", "text_link", "text_mention"})
_CONTROLS = {code: " " for code in range(32) if code != 10} | {13: None}


@dataclass(frozen=True, slots=True)
class Formatted:
    """Plain text and its entities, offsets in UTF-16 units, outer before inner."""

    text: str
    entities: tuple[EntityObject, ...] = ()


def formatted(arguments: Arguments, field: str, entities_field: str) -> Formatted:
    """What a call says in `field`, by its `parse_mode` or by the entities in `entities_field`."""
    text = arguments.text(field)
    mode = arguments.text("parse_mode").lower()
    if mode and mode not in _PARSERS and mode != "none":
        raise bad_request("unsupported parse_mode")
    if mode in _PARSERS:
        plain, entities = _parse(mode, text)
    else:
        plain, entities = text, _given(arguments.json(entities_field, "can't parse entities JSON object"))
    return tidy(plain, entities)


def tidy(text: str, entities: list[EntityObject] | None = None) -> Formatted:
    """Strip the ends, replace control characters, recognise commands and links, put entities in order."""
    clean = text.translate(_CONTROLS)
    stripped = clean.strip()
    shift = utf16_length(clean[: len(clean) - len(clean.lstrip())])
    end = utf16_length(stripped)
    kept = [moved for entity in entities or () if (moved := _clip(entity, shift, end))]
    if _HINTS.search(stripped):
        kept += _recognise(stripped, kept)
    return Formatted(stripped, tuple(sorted(kept, key=lambda entity: (entity["offset"], -entity["length"]))))


def _parse(mode: str, text: str) -> tuple[str, list[EntityObject]]:
    try:
        return _PARSERS[mode](text)
    except ValueError as problem:
        raise ApiError(400, f"Bad Request: can't parse entities: {problem}") from None


def _given(raw: object) -> list[EntityObject]:
    if not isinstance(raw, list):
        return []
    for entity in raw:
        if not isinstance(entity, dict) or not {"type", "offset", "length"} <= entity.keys():
            raise bad_request("can't parse MessageEntity: expected an Object")
    return cast(list[EntityObject], raw)


def _clip(entity: EntityObject, shift: int, end: int) -> EntityObject | None:
    start = max(0, entity["offset"] - shift)
    stop = min(end, entity["offset"] - shift + entity["length"])
    if stop <= start:
        return None
    return {**entity, "offset": start, "length": stop - start}


def _recognise(text: str, known: list[EntityObject]) -> list[EntityObject]:
    found: list[EntityObject] = []
    for match in _RECOGNISED.finditer(text):
        start, length = utf16_length(text[: match.start()]), utf16_length(match.group())
        if not any(_overlaps(entity, start, length) for entity in known):
            found.append({"type": str(match.lastgroup), "offset": start, "length": length})
    return found


def _overlaps(entity: EntityObject, start: int, length: int) -> bool:
    offset, size = itemgetter("offset", "length")(entity)
    return entity["type"] in _OPAQUE and bool(offset < start + length and start < offset + size)
