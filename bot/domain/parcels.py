"""What goes out as one message, and whether it may go now. Knows neither the words nor how messages are sent. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.domain.campaigns import Asked, Campaign, CampaignState, Participation, ParticipationState
from bot.domain.consents import ConsentKind
from bot.domain.deliveries import Delivery, DeliveryKind, DeliveryState
from bot.domain.rhythm import DAY, Rhythm, cap_allows, next_allowed
from questionnaires.model import Questionnaire

DIGEST = 8  # matters in one message: it has to fit
BUSY = 15 * 60  # seconds after an answer in which a person is still in the middle of a questionnaire


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whoever is to be written to. `touched_at`: the last act in an unfinished questionnaire.

    `sent_at` are the moments of this week's messages that count towards the weekly cap; `zone` is that of the main
    place of work, None when it has none of its own.
    """

    person_id: int
    active: bool
    messenger_id: int | None
    reachable: bool
    zone: str | None = None
    muted: frozenset[DeliveryKind] = frozenset()
    consents: frozenset[ConsentKind] = frozenset()
    touched_at: int | None = None
    sent_at: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Matter:
    """One delivery with what its words need."""

    delivery: Delivery
    campaign: Campaign | None = None
    participation: Participation | None = None
    questionnaire: Questionnaire | None = None


@dataclass(frozen=True, slots=True)
class Parcel:
    """Matters that go out to one person as one message, the most urgent first. `zone` is the person's."""

    messenger_id: int
    person_id: int
    zone: ZoneInfo
    matters: tuple[Matter, ...]


@dataclass(frozen=True, slots=True)
class Claimed:
    """What was taken up for sending; `seen` counts what was due, whether it goes out now or not."""

    parcels: tuple[Parcel, ...]
    seen: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a call. `planned`: it certainly did not arrive and is tried again; `reason` is for the report.

    `hold`: for so many seconds the messenger wants no call of anybody.
    """

    state: DeliveryState
    message_id: int | None = None
    reason: str | None = None
    hold: float = 0.0


@dataclass(frozen=True, slots=True)
class Wait:
    """Not now: due again at `until`."""

    until: int


@dataclass(frozen=True, slots=True)
class Drop:
    """Not at all."""

    state: DeliveryState
    reason: str


def judge(matter: Matter, recipient: Recipient, now: int, rhythm: Rhythm) -> Wait | Drop | None:
    """Say what speaks against sending it now; None when nothing does."""
    delivery = matter.delivery
    if now > delivery.not_after:
        return Drop(DeliveryState.EXPIRED, "late")
    objection = (
        _out_of_place(matter, now)
        or _out_of_reach(delivery, recipient, now)
        or _out_of_time(delivery, recipient, now, rhythm)
    )
    if isinstance(objection, Wait) and objection.until > delivery.not_after:
        return Drop(DeliveryState.EXPIRED, "no_moment")
    return objection


def _out_of_place(matter: Matter, now: int) -> Wait | Drop | None:
    """The questionnaire does not ask (any more)."""
    if matter.participation and matter.participation.state is ParticipationState.FINISHED:
        return Drop(DeliveryState.CANCELLED, "finished")
    campaign = matter.campaign
    if campaign is None or not matter.delivery.manner.asks:
        return None
    if campaign.state is CampaignState.PLANNED:
        return Wait(max(campaign.opens_at, now + 60))
    closes_at = Asked(matter.participation, campaign).closes_at if matter.participation else campaign.closes_at
    return None if campaign.is_open(now) and now < closes_at else Drop(DeliveryState.CANCELLED, "closed")


def _out_of_reach(delivery: Delivery, recipient: Recipient, now: int) -> Wait | Drop | None:
    """The person is gone, not here yet, or does not want it."""
    if not recipient.active:
        return Drop(DeliveryState.CANCELLED, "dismissed")
    if recipient.messenger_id is None:  # may still come in before it is too late
        return Wait(now + DAY)
    if not recipient.reachable:
        return Drop(DeliveryState.BLOCKED, "unreachable")
    if delivery.manner.consent not in recipient.consents:
        return Drop(DeliveryState.CANCELLED, "no_consent")
    if delivery.manner.mutable and delivery.kind in recipient.muted:
        return Drop(DeliveryState.CANCELLED, "muted")
    return None


def _out_of_time(delivery: Delivery, recipient: Recipient, now: int, rhythm: Rhythm) -> Wait | None:
    """The person is answering something, or asleep, or has been written to enough."""
    at, manner = now, delivery.manner
    if manner.patient and recipient.touched_at is not None:
        at = max(at, min(recipient.touched_at, now) + BUSY)
    if manner.capped:
        at = max(at, cap_allows(at, recipient.sent_at, rhythm.weekly_cap))
    if manner.quiet:
        at = next_allowed(at, rhythm.zone_of(recipient.zone))
    return Wait(at) if at > now else None


def pack(matters: Iterable[Matter]) -> tuple[Matter, ...]:
    """Of what one person is to get, return what goes into the next message: all that may be said together, or one.

    What does not go into it stays planned, for the message after it.
    """
    ordered = sorted(matters, key=_urgency)
    if not ordered[0].delivery.manner.digested:
        return (ordered[0],)
    return tuple(matter for matter in ordered if matter.delivery.manner.digested)[:DIGEST]


def _urgency(matter: Matter) -> tuple[int, int, int]:
    delivery = matter.delivery
    return delivery.manner.priority, delivery.not_before, delivery.id
