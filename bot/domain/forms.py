"""What a completed form made: the answers of a questionnaire of kind `form` become a record. Knows no record."""

from dataclasses import dataclass
from enum import StrEnum


class Record(StrEnum):
    """What a form may make or change."""

    CAMPAIGN = "campaign"
    COURSE_RUN = "course_run"


@dataclass(frozen=True, slots=True)
class Made:
    """The record to be shown after the form."""

    record: Record
    id: int
