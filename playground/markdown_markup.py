"""MarkdownV2 parse mode → entities. Errors are ValueErrors in the messenger's words.

Source: `parse_markdown_v2` of tdlib (td/telegram/MessageEntity.cpp); offsets in errors count UTF-8 bytes.
"""

import re
from dataclasses import dataclass

from playground.html_markup import add_link
from playground.limits import utf16_length
from playground.shapes import EntityObject

_RESERVED = frozenset("_*[]()~`>#+-=|{}.!\n")
_MARKS = {"*": "Bold", "_": "Italic", "__": "Underline", "~": "Strikethrough", "||": "Spoiler", "`": "Code"}
_MARKS |= {"```": "Pre", "[": "TextUrl", "![": "CustomEmoji"}
_ENDS = {"[": "]", "![": "]"}
_TYPES = {"TextUrl": "text_link", "BlockQuote": "blockquote", "CustomEmoji": "custom_emoji"}
_LANGUAGE = re.compile(r"([^\s`]*)(?=[\s`])")


@dataclass(frozen=True, slots=True)
class _Open:
    mark: str
    kind: str
    offset: int
    byte: int
    begins: int
    language: str = ""


def parse_markdown(markup: str) -> tuple[str, list[EntityObject]]:
    """Text without marks, and the entities the marks meant."""
    return _Parser(markup).parse()


class _Parser:
    def __init__(self, markup: str) -> None:
        self.markup = markup
        self.place = 0
        self.out: list[str] = []
        self.open: list[_Open] = []
        self.entities: list[EntityObject] = []
        self.quote: _Open | None = None

    def parse(self) -> tuple[str, list[EntityObject]]:
        while self.place < len(self.markup):
            self._step()
        if self.quote and not self.open:
            self._end_quote()
        if self.open:
            raise self._unfinished(self.open[-1])
        return "".join(self.out), self.entities

    def _step(self) -> None:
        char = self.markup[self.place]
        following = self.markup[self.place + 1 : self.place + 2]
        verbatim = bool(self.open) and self.open[-1].kind in ("Code", "Pre")
        if char == "\\" and following and "\0" < following <= "~":
            self._emit(following, 2)
        elif char not in ("`" if verbatim else _RESERVED):
            self._emit(char)
        elif char == "\n":
            self._line_end()
        elif char == ">" and self._at_line_start():
            self._quote_line()
        else:
            self._mark(char)

    def _emit(self, char: str, width: int = 1) -> None:
        self.out.append(char)
        self.place += width

    def _at_line_start(self) -> bool:
        return self.place == 0 or self.markup[self.place - 1] == "\n"

    def _line_end(self) -> None:
        if self.quote and not self.markup.startswith(">", self.place + 1):
            if self.open:
                raise self._unfinished(self.open[-1])
            self._end_quote()
        self._emit("\n")

    def _quote_line(self) -> None:
        if not self.quote:
            self.quote = self._opened("", "BlockQuote")
        self.place += 1

    def _end_quote(self) -> None:
        if self.quote:
            self._entity(self.quote)
        self.quote = None

    def _mark(self, char: str) -> None:
        if self.open and self._closes(self.open[-1]):
            self._close(self.open.pop())
            return
        mark = next((mark for mark in ("```", "__", "||", "![") if self.markup.startswith(mark, self.place)), char)
        if mark not in _MARKS:
            raise ValueError(f"Character '{char}' is reserved and must be escaped with the preceding '\\'")
        opened = self._opened(mark, _MARKS[mark])
        self.place += len(mark)
        self.open.append(self._with_language(opened) if mark == "```" else opened)

    def _closes(self, opened: _Open) -> bool:
        end = _ENDS.get(opened.mark, opened.mark)
        italic_before_underline = opened.mark == "_" and self.markup.startswith("__", self.place)
        return self.markup.startswith(end, self.place) and not italic_before_underline

    def _opened(self, mark: str, kind: str) -> _Open:
        byte = len(self.markup[: self.place].encode("utf-8", "surrogatepass")) + (len(mark) == 2 and mark != "![")
        if mark == "```":
            byte += 2
        return _Open(mark, kind, self._offset(), byte, len(self.out))

    def _with_language(self, opened: _Open) -> _Open:
        match = _LANGUAGE.match(self.markup, self.place)
        language = match.group(1) if match and not self.markup.startswith("`", match.end()) else ""
        self.place += len(language)
        if self.markup.startswith("\n", self.place):
            self.place += 1
        return _Open(opened.mark, opened.kind, opened.offset, opened.byte, opened.begins, language)

    def _close(self, opened: _Open) -> None:
        self.place += len(_ENDS.get(opened.mark, opened.mark))
        if opened.kind in ("TextUrl", "CustomEmoji"):
            self._link(opened)
        else:
            self._entity(opened)

    def _link(self, opened: _Open) -> None:
        url = "".join(self.out[opened.begins :])
        if self.markup.startswith("(", self.place):
            url = self._address(self.place + 1)
        elif opened.kind == "CustomEmoji":
            raise ValueError("The entity must contain a tg://emoji or tg://time URL")
        entity = self._shape(opened)
        if opened.kind == "CustomEmoji":
            match = re.fullmatch(r"tg://emoji\?id=(\d+)", url)
            if not match:
                raise ValueError("Invalid tg://emoji or tg://time URL specified")
            self.entities.append({**entity, "custom_emoji_id": match[1]})
        elif entity["length"]:
            add_link(self.entities, entity, url)

    def _address(self, begin: int) -> str:
        match = re.compile(r"((?:\\.|[^\\)])*)\)", re.DOTALL).match(self.markup, begin)
        if not match:
            byte = len(self.markup[:begin].encode("utf-8", "surrogatepass"))
            raise ValueError(f"Can't find end of a URL at byte offset {byte}")
        self.place = match.end()
        return re.sub(r"\\(.)", r"\1", match[1])

    def _entity(self, opened: _Open) -> None:
        entity = self._shape(opened)
        if opened.language:
            entity["language"] = opened.language
        if entity["length"]:
            self.entities.append(entity)

    def _shape(self, opened: _Open) -> EntityObject:
        kind = _TYPES.get(opened.kind, opened.kind.lower())
        return {"type": kind, "offset": opened.offset, "length": self._offset() - opened.offset}

    def _offset(self) -> int:
        return utf16_length("".join(self.out))

    @staticmethod
    def _unfinished(opened: _Open) -> ValueError:
        kind = "PreCode" if opened.language else opened.kind
        return ValueError(f"Can't find end of {kind} entity at byte offset {opened.byte}")
