"""HTML parse mode: a closed set of tags → entities. Errors are ValueErrors in the messenger's words.

Source: `parse_html` of tdlib (td/telegram/MessageEntity.cpp); offsets in errors count UTF-8 bytes.
"""

import re
from dataclasses import dataclass

from playground.limits import utf16_length
from playground.shapes import EntityObject

_KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|([A-Za-z]+));?")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_NAME = re.compile(r"[^\s>]*")
_ATTRIBUTE = re.compile(
    r"\s*([^\s=>/\"']+)\s*(?:=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[\w.-]+)(?=[\s>])))?"
)


@dataclass(frozen=True, slots=True)
class _Open:
    tag: str
    argument: str
    offset: int
    begins: int


def parse_html(markup: str) -> tuple[str, list[EntityObject]]:
    """Text without tags, and the entities the tags meant."""
    if "<" not in markup:
        return decoded(markup), []
    return _Parser(markup).parse()


def decoded(text: str) -> str:
    """Character references replaced; unknown ones stay as they are."""
    return _REFERENCE.sub(_character, text) if "&" in text else text


def _character(reference: re.Match[str]) -> str:
    hexadecimal, decimal, name = reference.groups()
    if name:
        return _NAMED.get(name, reference.group())
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    return chr(code) if 0 < code < 0x10FFFF else reference.group()


class _Parser:
    def __init__(self, markup: str) -> None:
        self.markup = markup
        self.place = 0
        self.pieces: list[str] = []
        self.characters = 0
        self.offset = 0
        self.open: list[_Open] = []
        self.entities: list[EntityObject] = []

    def parse(self) -> tuple[str, list[EntityObject]]:
        while (begin := self.markup.find("<", self.place)) >= 0:
            self._take(begin)
            if self.markup.startswith("</", begin):
                self._close(begin)
            else:
                self._start(begin)
        self._take(len(self.markup))
        if self.open:
            raise ValueError(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        return "".join(self.pieces), self.entities

    def _take(self, end: int) -> None:
        piece = decoded(self.markup[self.place : end])
        self.pieces.append(piece)
        self.characters += len(piece)
        self.offset += utf16_length(piece)
        self.place = end

    def _byte(self, place: int) -> int:
        return len(self.markup[:place].encode("utf-8", "surrogatepass"))

    def _start(self, begin: int) -> None:
        name = self._name(begin + 1)
        if self.place >= len(self.markup):
            raise ValueError(f"Unclosed start tag at byte offset {self._byte(begin)}")
        if name not in _KINDS:
            raise ValueError(f'Unsupported start tag "{name}" at byte offset {self._byte(begin)}')
        argument = _argument(name, self._attributes(name, begin))
        if name == "span" and argument != "spoiler":
            raise ValueError(f'Tag "span" must have class "tg-spoiler" at byte offset {self._byte(begin)}')
        self.open.append(_Open(name, argument, self.offset, len(self.pieces)))

    def _name(self, place: int) -> str:
        match = _NAME.match(self.markup, place)
        self.place = match.end() if match else place
        return match.group().lower() if match else ""

    def _attributes(self, name: str, begin: int) -> dict[str, str]:
        attributes: dict[str, str] = {}
        while True:
            rest = self.markup[self.place :].lstrip()
            self.place = len(self.markup) - len(rest)
            if rest.startswith(">"):
                self.place += 1
                return attributes
            if not rest:
                raise ValueError(f"Unclosed start tag at byte offset {self._byte(begin)}")
            match = _ATTRIBUTE.match(self.markup, self.place)
            if not match:
                where = f'in the tag "{name}" at byte offset {self._byte(begin)}'
                raise ValueError(f"Empty attribute name {where}")
            value = match["double"] or match["single"] or (match["bare"] or "").lower()
            attributes[match.group(1)] = decoded(value)
            self.place = match.end()

    def _close(self, begin: int) -> None:
        if not self.open:
            raise ValueError(f"Unexpected end tag at byte offset {self._byte(begin)}")
        name = self._name(begin + 2)
        rest = self.markup[self.place :].lstrip()
        if not rest.startswith(">"):
            raise ValueError(f"Unclosed end tag at byte offset {self._byte(begin)}")
        self.place = len(self.markup) - len(rest) + 1
        opened = self.open.pop()
        if name and name != opened.tag:
            raise ValueError(
                f'Unmatched end tag at byte offset {self._byte(begin)}, expected "</{opened.tag}>", found "</{name}>"'
            )
        if self.offset > opened.offset:
            self._entity(opened)

    def _entity(self, opened: _Open) -> None:
        entity: EntityObject = {
            "type": _KINDS[opened.tag],
            "offset": opened.offset,
            "length": self.offset - opened.offset,
        }
        if opened.tag == "a":
            add_link(self.entities, entity, opened.argument or "".join(self.pieces[opened.begins :]))
            return
        if opened.tag == "blockquote" and opened.argument:
            entity["type"] = "expandable_blockquote"
        if opened.tag == "tg-emoji":
            if not opened.argument.isdigit():
                raise ValueError("Invalid custom emoji identifier specified")
            entity["custom_emoji_id"] = opened.argument
        if not self._joins_code(opened, entity):
            self.entities.append(entity)

    def _joins_code(self, opened: _Open, entity: EntityObject) -> bool:
        """`<pre><code class="language-x">` is one entity with a language."""
        if opened.tag == "code" and opened.argument:
            entity["language"] = opened.argument
        last = self.entities[-1] if self.entities else None
        same = last and (last["offset"], last["length"]) == (entity["offset"], entity["length"])
        if last and same and opened.tag == "pre" and last["type"] == "code" and "language" in last:
            last["type"] = "pre"
            return True
        return False


def add_link(entities: list[EntityObject], entity: EntityObject, url: str) -> None:
    """A link entity, a mention for tg://user, nothing for what is no address."""
    mentioned = re.fullmatch(r"tg://user\?id=(\d+)", url)
    if mentioned:
        entities.append({**entity, "type": "text_mention", "user": {"id": int(mentioned[1])}})
    elif re.match(r"(?i)(https?|tg|tonsite|mailto|tel):", url):
        entities.append({**entity, "type": "text_link", "url": url})
    elif re.fullmatch(r"[\w-]+(\.[\w-]+)+([/?#]\S*)?", url):
        entities.append({**entity, "type": "text_link", "url": f"http://{url}"})


def _argument(name: str, attributes: dict[str, str]) -> str:
    if name == "a":
        return attributes.get("href", "")
    if name == "blockquote":
        return "1" if "expandable" in attributes else ""
    if name == "tg-emoji":
        return attributes.get("emoji-id", "")
    prefix = {"code": "language-", "span": "tg-"}.get(name)
    value = attributes.get("class", "")
    return value[len(prefix) :] if prefix and value.startswith(prefix) else ""
