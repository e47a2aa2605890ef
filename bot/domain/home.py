"""What a person finds on coming in: who she is here, what is unfinished, what she has agreed to. Pure values."""

from dataclasses import dataclass

from bot.domain.campaigns import Asked
from bot.domain.consents import ConsentKind
from bot.domain.people import Actor, Organisation, Role


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A draft to come back to. `place` of `of` is the first question without an answer, 0 when only sending is left.

    `closes_at` is when the campaign that asks for it closes, None without one.
    """

    submission: int
    title: str
    place: int
    of: int
    closes_at: int | None = None


@dataclass(frozen=True, slots=True)
class Home:
    """The first screen; `actor` is None for a stranger. `asked` is what waits and is not begun.

    `answering`: typed text would still go to a questionnaire. `menu` is the mark of the chat's own command menu.
    """

    actor: Actor | None
    drafts: tuple[Unfinished, ...] = ()
    asked: tuple[Asked, ...] = ()
    answering: bool = False
    menu: str | None = None

    @property
    def roles(self) -> frozenset[Role]:
        """What the person may do here; nothing for a stranger."""
        return self.actor.roles if self.actor else frozenset()


@dataclass(frozen=True, slots=True)
class Profile:
    """What `/settings` tells: the person by code, roles, places of work, consents in force to the present texts."""

    actor: Actor
    organisations: tuple[Organisation, ...]
    agreed: frozenset[ConsentKind]
