"""What one municipality differs in, as far as the rest of the program asks. Knows no files."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.people import YoungDefinition

DEFICIT_THRESHOLD = 50.0
"""Per cent. None of the five programmes states a threshold; half-way between «с помощью» (33 %) and «уверенно»
(67 %) is the project's own default (docs/decisions/0006-deficit-threshold.md)."""


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
