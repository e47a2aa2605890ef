"""What is wrong with a definition, and where. Knows no wording; the codes are listed in docs/questionnaires.md."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "warning"]
Place = tuple[str | int, ...]
"""Keys and indexes from the root of the definition, e.g. ("sections", 0, "items", 3, "label")."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault at a place inside a definition, before it is known which file and line that is."""

    place: Place
    code: str
    params: Mapping[str, str | int] = field(default_factory=dict)
    item: str | None = None
    severity: Severity = "error"


@dataclass(frozen=True, slots=True)
class Issue:
    """A fault in a file. `line` counts from 1; 0 when there is no file. An error forbids publishing."""

    file: str
    line: int
    item: str | None
    code: str
    params: Mapping[str, str | int] = field(default_factory=dict)
    severity: Severity = "error"
