"""What an export is asked for and how it answers: values that travel between two processes as JSON."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bot.domain.people import YoungDefinition

CHAT_LIMIT = 50 * 1024 * 1024  # bytes a bot may upload


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """A monitoring workbook to be built.

    Times are epoch seconds; `scope` are organisation codes, empty = all; `rows` adds «Ответы» and «Кодировка» (only
    for roles that may see single answers); `names` (code → name) adds a column to it, on the centre's machine only;
    `largest` is the size in bytes above which the file is refused, None = any; `threshold_stated` is whether the
    programme itself names the deficit threshold (per cent), or it is the project's default. `young` is who counts as a
    young teacher; None: the programme does not say, and there are no sheets about them.
    """

    database_url: str
    out: str
    since: int
    until: int
    now: int
    timezone: str
    generator: str
    municipality: str
    programme: str
    operator: str
    contact: str
    deficit_threshold: float
    threshold_stated: bool
    scope: tuple[str, ...] = ()
    rows: bool = False
    names: Mapping[str, str] | None = None
    largest: int | None = None
    young: YoungDefinition | None = None


@dataclass(frozen=True, slots=True)
class StatisticsRequest:
    """Files for statistics packages to be built from what was completed from `since` up to, not at, `until`.

    Times are epoch seconds.
    """

    database_url: str
    since: int
    until: int
    now: int
    timezone: str


@dataclass(frozen=True, slots=True)
class ExportProgress:
    """`done` of `total` submissions are written."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class ExportOutcome:
    """`code` is `ready`, or why there is no file; `cause` is then for the log only. Sizes are bytes."""

    code: Literal["ready", "too_large", "disk", "database", "failed"]
    size: int = 0
    submissions: int = 0
    cut_texts: int = 0
    cause: str = ""
