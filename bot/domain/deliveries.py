"""Messages planned for people: kinds, states and how each kind is treated. Knows no wording and no sending."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import IntEnum, StrEnum

from bot.domain.consents import ConsentKind

Payload = Mapping[str, str | int]

LEASE = 120  # seconds that a delivery taken up for sending is kept from others; a call is over long before


class DeliveryKind(StrEnum):
    """Why somebody is written to. A person may mute each kind whose manner allows it."""

    CAMPAIGN = "campaign"  # a questionnaire is asked
    REMINDER = "reminder"  # of a questionnaire not finished
    CHECKIN = "checkin"  # a young teacher's check-in
    LATER = "later"  # what the person asked to be told of later
    CHANGE = "change"  # an open questionnaire was extended or closed
    ALERT = "alert"  # to staff: somebody may need help
    TEST = "test"  # what others are going to get, to whoever prepares it


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
    after an unknown outcome, because twice harms less than never; `asks`: of use only while the campaign takes answers;
    `patient`: waits while the person answers a questionnaire; `consent`: sent only to those who have given it.
    """

    priority: Priority
    mutable: bool = False
    capped: bool = False
    digested: bool = False
    quiet: bool = False
    repeatable: bool = False
    asks: bool = False
    patient: bool = True
    consent: ConsentKind = ConsentKind.PROCESSING


_INVITATION = Manner(Priority.MASS, mutable=True, capped=True, digested=True, quiet=True, asks=True)

MANNERS: Mapping[DeliveryKind, Manner] = {
    DeliveryKind.CAMPAIGN: _INVITATION,
    DeliveryKind.REMINDER: _INVITATION,
    DeliveryKind.CHECKIN: replace(_INVITATION, priority=Priority.PERSONAL),
    DeliveryKind.LATER: Manner(Priority.ASKED_FOR, repeatable=True, asks=True),
    DeliveryKind.CHANGE: Manner(Priority.MASS, mutable=True, digested=True, quiet=True),
    DeliveryKind.ALERT: Manner(Priority.STAFF, digested=True, quiet=True, repeatable=True),
    DeliveryKind.TEST: Manner(Priority.ASKED_FOR, repeatable=True, patient=False),
}


CAPPED = frozenset(kind for kind, manner in MANNERS.items() if manner.capped)
DIGESTED = frozenset(kind for kind, manner in MANNERS.items() if manner.digested)
REPEATABLE = frozenset(kind for kind, manner in MANNERS.items() if manner.repeatable)


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message planned for one person. Times are UTC epoch seconds; after `not_after` it is of no use.

    `dedupe_key` is unique for ever, so that planning twice plans once. `payload` holds ids and numbers, never names.
    `attempts` counts how often it was taken up for sending: whoever holds an older number holds it no more.
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


@dataclass(frozen=True, slots=True)
class Queue:
    """What is on its way: `waiting` in all, `due` of them now; `first_at` is when the first falls due.

    `settled` counts what was sent, blocked and so on in the last days.
    """

    waiting: int
    due: int
    first_at: int | None
    settled: Mapping[DeliveryState, int]
