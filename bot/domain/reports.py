"""A workbook somebody asked for. Pure values."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ExportState(StrEnum):
    """How far a request is."""

    RUNNING = "running"
    SENT = "sent"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ExportJob:
    """One request. `scope` is empty for the whole municipality, else the organisation's code."""

    id: int
    person_id: int
    messenger_id: int
    scope: str
    state: ExportState


def school_year_start(today: date) -> date:
    """The first of September before or on `today`: where a report begins when nobody says otherwise."""
    return date(today.year if today.month >= 9 else today.year - 1, 9, 1)
