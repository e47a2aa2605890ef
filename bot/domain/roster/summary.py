"""A plan in counts and codes, fit for any screen: no names of people in it."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.people import Role
from bot.domain.roster.sheets import RosterProblem


@dataclass(frozen=True, slots=True)
class Summary:
    """``fields`` counts the changed people by field; ``rights`` the people who get a role above teacher."""

    added: int
    changed: int
    unchanged: int
    fields: Mapping[str, int]
    rights: Mapping[Role, int]
    missing: tuple[str, ...]
    organisations_added: tuple[str, ...]
    organisations_changed: tuple[str, ...]
    organisations_unchanged: int
    notices: tuple[RosterProblem, ...]

    @property
    def is_empty(self) -> bool:
        """Whether saving would change nothing: the same file again."""
        return not (self.added or self.changed or self.organisations_added or self.organisations_changed)
