"""What one municipality differs in, as far as the rest of the program asks. Knows no files."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.people import YoungDefinition

DEFICIT_THRESHOLD = 50.0
"""Per cent. None of the five programmes states a threshold; half-way between «с помощью» (33 %) and «уверенно»
(67 %) is the project's own default (docs/decisions/0006-deficit-threshold.md)."""

FOLLOW_UP_DAYS, REAUDIT_DAYS = 60, 180
"""After the last day of a course, where the programme names no interval: long enough to have tried something, and
half a year for what the repeated audit is to show."""


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme pack. `groups` maps competence group ids to the pack's names; empty means the pack names none."""

    id: str
    title: str
    municipality: str
    operator: str
    groups: Mapping[str, str]
    young: YoungDefinition | None
    deficit_threshold: float = DEFICIT_THRESHOLD
    threshold_stated: bool = False
    follow_up_days: int = FOLLOW_UP_DAYS
    reaudit_days: int = REAUDIT_DAYS
