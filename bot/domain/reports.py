"""A workbook somebody asked for. Pure values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ExportState(StrEnum):
    """How far a request is."""

    RUNNING = "running"
    SENT = "sent"
    FAILED = "failed"


GROUPS = "*"
_BETWEEN = ", "  # codes have no comma: bot/domain/codes.py


@dataclass(frozen=True, slots=True)
class ExportJob:
    """One request. `scope` is empty for the whole municipality, `GROUPS` for its groups without single answers,
    else the codes of the organisations whose groups are asked for (`scope_of_places`).
    """

    id: int
    person_id: int
    messenger_id: int
    scope: str
    state: ExportState

    @property
    def organisations(self) -> tuple[str, ...]:
        """Codes of the organisations whose rows count; empty for all."""
        return () if self.scope in ("", GROUPS) else tuple(self.scope.split(_BETWEEN))


def scope_of_places(organisations: Iterable[str]) -> str:
    """The `scope` of a request about these organisations, the same in whatever order they come."""
    return _BETWEEN.join(sorted(organisations))


def school_year_start(today: date) -> date:
    """The first of September before or on `today`: where a report begins when nobody says otherwise."""
    return date(today.year if today.month >= 9 else today.year - 1, 9, 1)
