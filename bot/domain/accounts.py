"""A messenger account bound to a person: what she may do now and where her typed text goes. Stores nothing."""

from dataclasses import dataclass

from bot.domain.errors import DomainError
from bot.domain.people import Role
from bot.domain.rights import Action, may


@dataclass(frozen=True, slots=True)
class Account:
    """One account as stored. Whoever has left (`active` is False) keeps her `roles` in the register only.

    `submission` is the one she was in last.
    """

    person_id: int
    code: str
    active: bool
    roles: frozenset[Role]
    submission: int | None

    @property
    def present_roles(self) -> frozenset[Role]:
        """The roles that count now."""
        return self.roles if self.active else frozenset()

    @property
    def waiting(self) -> int | None:
        """The submission that typed text goes to; what somebody types who may not answer goes to none."""
        return self.submission if may(self.present_roles, Action.ANSWER) else None

    def check_may_answer(self) -> None:
        """Raise `dismissed` for whoever has left, `forbidden` without a role that answers."""
        if not self.active:
            raise DomainError("dismissed")
        if not may(self.roles, Action.ANSWER):
            raise DomainError("forbidden", action=Action.ANSWER.value)
