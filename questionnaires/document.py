"""YAML text → plain data with the line of every place. Knows nothing of questionnaires.

A closed subset: one document, no tags, no anchors, no aliases, bounded size, depth and number of nodes.
Events are read one by one, without recursion, so a hostile file costs no more than its limits.
Plain scalars follow YAML 1.2: `yes`, `no`, `on` and `10:30` are text.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import yaml

from questionnaires.issues import Finding, Place

MAX_CHARACTERS = 1_000_000
MAX_NODES = 50_000
MAX_DEPTH = 20
MAX_SCALAR = 10_000

Data = str | int | float | bool | None | list["Data"] | dict[str, "Data"]
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # written in C it takes a tenth of the time
_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_BOOL = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INTEGER = re.compile(r"[+-]?(?:0|[1-9][0-9]{0,15})")
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_FLOAT = re.compile(r"[+-]?(?:0|[1-9][0-9]{0,15})\.[0-9]{1,15}")


@dataclass(frozen=True, slots=True)
class Document:
    """Plain data, and the line (from 1) where the value at each place begins."""

    data: Data
    lines: Mapping[Place, int]

    def line(self, place: Place) -> int:
        """The line of the place, or of the nearest known place around it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)


@dataclass(slots=True)
class _Open:
    """A list or mapping being read; `key` is the mapping key whose value comes next."""

    place: Place
    data: list[Data] | dict[str, Data]
    key: str | None = None


class _Stop(Exception):
    """Nothing after this point is worth reading."""


def read(text: str) -> tuple[Document, tuple[Finding, ...]]:
    """The document and what is wrong with it; null data when it could not be read to its end. Never raises."""
    builder = _Builder()
    if len(text) > MAX_CHARACTERS:
        builder.report("file-too-large", 1, max=MAX_CHARACTERS)
        return Document(None, builder.lines), tuple(builder.findings)
    try:
        for event in yaml.parse(text, Loader=LOADER):
            builder.take(event)
        return Document(builder.root, builder.lines), tuple(builder.findings)
    except _Stop:
        pass
    except yaml.MarkedYAMLError as error:
        line = min(error.problem_mark.line, text.rstrip().count("\n")) + 1 if error.problem_mark else 1
        builder.report("yaml-syntax", line, problem=error.problem or "")
    except (yaml.YAMLError, UnicodeError) as error:
        unfit = _UNFIT.search(text)
        if unfit:
            builder.report("control-character", text.count("\n", 0, unfit.start()) + 1)
        else:
            builder.report("yaml-syntax", 1, problem=type(error).__name__)
    return Document(None, builder.lines), tuple(builder.findings)


class _Builder:
    """Collects events into data. Faults are noted under a place made of the line alone."""

    def __init__(self) -> None:
        self.root: Data = None
        self.open: list[_Open] = []
        self.lines: dict[Place, int] = {}
        self.findings: list[Finding] = []
        self.nodes = 0
        self.documents = 0

    def report(self, code: str, line: int, **params: str | int) -> None:
        place: Place = ("line", line)
        self.lines[place] = line
        self.findings.append(Finding(place, code, params))

    def take(self, event: yaml.Event) -> None:
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self.report("several-documents", line)
                raise _Stop
        elif isinstance(event, yaml.AliasEvent):
            self.report("yaml-alias", line, name=event.anchor or "")
            self.add(None, line)
        elif isinstance(event, yaml.NodeEvent):
            self.node(event, line)
        elif isinstance(event, yaml.CollectionEndEvent):
            self.open.pop()

    def node(self, event: yaml.NodeEvent, line: int) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES or len(self.open) >= MAX_DEPTH:
            deep = len(self.open) >= MAX_DEPTH
            self.report("too-deep" if deep else "too-many-nodes", line, max=MAX_DEPTH if deep else MAX_NODES)
            raise _Stop
        if event.anchor is not None:
            self.report("yaml-anchor", line, name=event.anchor)
        if getattr(event, "tag", None) is not None:
            self.report("yaml-tag", line, tag=getattr(event, "tag", ""))
        if isinstance(event, yaml.ScalarEvent):
            self.scalar(event, line)
        else:
            data: list[Data] | dict[str, Data] = {} if isinstance(event, yaml.MappingStartEvent) else []
            self.open.append(_Open(self.add(data, line), data))

    def scalar(self, event: yaml.ScalarEvent, line: int) -> None:
        if len(event.value) > MAX_SCALAR:
            self.report("text-too-long", line, max=MAX_SCALAR)
            raise _Stop
        if _UNFIT.search(event.value):
            self.report("control-character", line)
        parent = self.open[-1] if self.open else None
        if parent is not None and isinstance(parent.data, dict) and parent.key is None:
            parent.key = event.value
            if event.value in parent.data:
                self.report("duplicate-key", line, key=event.value)
        else:
            self.add(resolved(event.value) if event.implicit[0] else event.value, line)

    def add(self, value: Data, line: int) -> Place:
        """Put a value where it belongs; of two equal keys the first wins."""
        place: Place = ()
        if not self.open:
            self.root = value
            self.lines[place] = line
            return place
        parent = self.open[-1]
        if isinstance(parent.data, list):
            place = (*parent.place, len(parent.data))
            parent.data.append(value)
        else:
            if parent.key is None:
                self.report("yaml-key", line)
                raise _Stop
            place = (*parent.place, parent.key)
            parent.data.setdefault(parent.key, value)
            parent.key = None
        self.lines.setdefault(place, line)
        return place


def resolved(text: str) -> Data:
    """The value of an unquoted scalar."""
    if text in _NULL:
        return None
    if text in _BOOL:
        return _BOOL[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) else text
