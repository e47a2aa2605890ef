"""Messages planned for people: kinds, states and how each kind is treated. Knows no wording and no sending."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum

Payload = Mapping[str, str | int]


class DeliveryKind(StrEnum):
    """Why somebody is written to. A person may mute each kind whose manner allows it."""

    CAMPAIGN = "campaign"  # a questionnaire is asked
    REMINDER = "reminder"  # of a questionnaire not finished
    CHECKIN = "checkin"  # a young teacher's check-in
    LATER = "later"  # what the person asked to be told of later
    CHANGE = "change"  # an open questionnaire was extended or closed
    ALERT = "alert"  # to staff: somebody may need help


class DeliveryState(StrEnum):
    """Where a delivery stands. `unknown`: the messenger took the call and nobody knows what became of it."""

    PLANNED = "planned"
    SENDING = "sending"
    SENT = "sent"
    BLOCKED = "blocked"
    FAILED = "failed"
    EXPIRED = "expired"
    UNKNOWN = "unknown"
    CANCELLED = "cancelled"


class Priority(IntEnum):
    """What goes first among what is due: the smaller number."""

    ASKED_FOR = 0
    STAFF = 1
    PERSONAL = 2
    MASS = 3


@dataclass(frozen=True, slots=True)
class Manner:
    """How deliveries of a kind are treated.

    `mutable`: the person may turn them off; `capped`: they count towards the weekly cap; `digested`: several that are
    due on one day go out as one message; `quiet`: held back in quiet hours and at weekends; `repeatable`: sent again
    after an unknown outcome, because twice harms less than never.
    """

    mutable: bool
    capped: bool
    digested: bool
    quiet: bool
    repeatable: bool
    priority: Priority


MANNERS: Mapping[DeliveryKind, Manner] = {
    DeliveryKind.CAMPAIGN: Manner(True, True, True, True, False, Priority.MASS),
    DeliveryKind.REMINDER: Manner(True, True, True, True, False, Priority.MASS),
    DeliveryKind.CHECKIN: Manner(True, True, True, True, False, Priority.PERSONAL),
    DeliveryKind.LATER: Manner(False, False, False, False, True, Priority.ASKED_FOR),
    DeliveryKind.CHANGE: Manner(True, False, True, True, False, Priority.MASS),
    DeliveryKind.ALERT: Manner(False, False, True, True, True, Priority.STAFF),
}


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message planned for one person. Times are UTC epoch seconds; after `not_after` it is of no use.

    `dedupe_key` is unique for ever, so that planning twice plans once. `payload` holds ids and numbers, never names.
    """

    dedupe_key: str
    kind: DeliveryKind
    person_id: int
    not_before: int
    not_after: int
    campaign_id: int | None = None
    participation_id: int | None = None
    payload: Payload = field(default_factory=dict)
    id: int = 0
    state: DeliveryState = DeliveryState.PLANNED
    attempts: int = 0
    message_id: int | None = None

    @property
    def manner(self) -> Manner:
        """How this kind is treated."""
        return MANNERS[self.kind]
