"""How many of an organisation's people are in, as a value. Knows no names."""

from dataclasses import dataclass

from bot.domain.people import Organisation


@dataclass(frozen=True, slots=True)
class Participation:
    """One organisation: how many work there as their main place, hold an unused invitation, have come in."""

    organisation: Organisation
    people: int
    waiting: int
    connected: int
