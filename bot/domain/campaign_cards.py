"""A campaign as the person who looks at it sees it. A value."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.campaigns import Campaign
from bot.domain.deliveries import DeliveryState
from bot.domain.turnout import Report
from questionnaires.model import Questionnaire

TEST_ABOVE = 20
"""People: what goes to more than so many is sent to oneself first."""


@dataclass(frozen=True, slots=True)
class Card:
    """A campaign with its questionnaire; `names` are words for the codes its audience speaks of."""

    campaign: Campaign
    questionnaire: Questionnaire
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a campaign has come, and how many of its messages are in which state."""

    report: Report
    counts: Mapping[DeliveryState, int]

    @property
    def waiting(self) -> int:
        """Messages that are still to go out."""
        return self.counts.get(DeliveryState.PLANNED, 0) + self.counts.get(DeliveryState.SENDING, 0)
