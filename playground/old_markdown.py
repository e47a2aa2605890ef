"""The legacy Markdown parse mode: four marks, no nesting.

Source: `parse_markdown` of tdlib (td/telegram/MessageEntity.cpp).
"""

import re

from playground.html_markup import add_link
from playground.limits import utf16_length
from playground.shapes import EntityObject

_MARK = re.compile(r"\\([_*`\[])|```|[_*`\[]")
_ENDS = {"```": "```", "_": "_", "*": "*", "`": "`", "[": "]"}
_KINDS = {"```": "pre", "_": "italic", "*": "bold", "`": "code", "[": "text_link"}
_URL = re.compile(r"\(([^)]*)\)")


def parse_old_markdown(markup: str) -> tuple[str, list[EntityObject]]:
    """Text without marks, and the entities the marks meant."""
    text, place = "", 0
    entities: list[EntityObject] = []
    while match := _MARK.search(markup, place):
        text += markup[place : match.start()]
        if match.group(1):
            text, place = text + match.group(1), match.end()
            continue
        inner, place = _inner(markup, match)
        url = _URL.match(markup, place) if match.group() == "[" else None
        place = url.end() if url else place
        _add(entities, match.group(), utf16_length(text), inner, url[1] if url else inner)
        text += inner
    return text + markup[place:], entities


def _inner(markup: str, mark: re.Match[str]) -> tuple[str, int]:
    end = _ENDS[mark.group()]
    stop = markup.find(end, mark.end())
    if stop < 0:
        byte = len(markup[: mark.start()].encode("utf-8", "surrogatepass"))
        raise ValueError(f"Can't find end of the entity starting at byte offset {byte}")
    return markup[mark.end() : stop], stop + len(end)


def _add(entities: list[EntityObject], mark: str, offset: int, inner: str, url: str) -> None:
    entity: EntityObject = {"type": _KINDS[mark], "offset": offset, "length": utf16_length(inner)}
    if mark == "[" and inner:
        add_link(entities, entity, url)
    elif inner:
        entities.append(entity)
