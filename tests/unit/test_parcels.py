"""Whether a delivery may go out now, and what goes out together."""

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from bot.domain.campaigns import Campaign, CampaignKind, CampaignState, Participation, ParticipationState
from bot.domain.consents import ConsentKind
from bot.domain.deliveries import Delivery, DeliveryKind, DeliveryState
from bot.domain.parcels import BUSY, Drop, Matter, Recipient, Wait, judge, pack
from bot.domain.rhythm import DAY, WEEK, Rhythm
from bot.domain.segments import EVERYBODY

NOW = 1_789_027_200  # Thursday, 10 September 2026, 11:00 in Moscow
NIGHT = NOW + 10 * 3600
MORNING = NOW + 21 * 3600
RHYTHM = Rhythm(ZoneInfo("Europe/Moscow"), weekly_cap=2)
ANNA = Recipient(1, True, 100, True, consents=frozenset({ConsentKind.PROCESSING}))
CAMPAIGN = Campaign(
    5, CampaignKind.PLAIN, "Опрос", "needs", EVERYBODY, NOW - DAY, NOW + WEEK, None, state=CampaignState.OPEN
)
ASKED = Participation(5, 1, None)


def matter(kind: DeliveryKind = DeliveryKind.CAMPAIGN, lasts: int = 3 * DAY, number: int = 1) -> Matter:
    """About the open campaign; of use for so many seconds."""
    delivery = Delivery(f"key:{number}", kind, 1, NOW - 60, NOW + lasts, 5, 7, id=number)
    return Matter(delivery, CAMPAIGN, ASKED)


def campaign(**changes: object) -> Matter:
    return replace(matter(), campaign=replace(CAMPAIGN, **changes))  # type: ignore[arg-type]


def participation(**changes: object) -> Matter:
    return replace(matter(), participation=replace(ASKED, **changes))  # type: ignore[arg-type]


def cancelled(reason: str) -> Drop:
    return Drop(DeliveryState.CANCELLED, reason)


ABOUT_MATTERS = [
    (matter(), None),
    (matter(lasts=-1), Drop(DeliveryState.EXPIRED, "late")),
    (campaign(state=CampaignState.STOPPED), cancelled("closed")),
    (campaign(closes_at=NOW), cancelled("closed")),
    (campaign(state=CampaignState.PLANNED, opens_at=NOW + 600), Wait(NOW + 600)),
    (campaign(state=CampaignState.PLANNED, opens_at=NOW - 600), Wait(NOW + 60)),
    (participation(state=ParticipationState.OPENED), None),
    (participation(state=ParticipationState.FINISHED), cancelled("finished")),
    (participation(closes_at=NOW), cancelled("closed")),
    (participation(closes_at=NOW + WEEK * 9), None),
    (replace(matter(DeliveryKind.CHANGE), campaign=replace(CAMPAIGN, state=CampaignState.CLOSED)), None),
    (replace(matter(DeliveryKind.TEST), campaign=replace(CAMPAIGN, state=CampaignState.DRAFT)), None),
    (Matter(matter(DeliveryKind.LATER).delivery), None),
]


@pytest.mark.parametrize(("one", "expected"), ABOUT_MATTERS)
def test_what_asks_goes_only_while_answers_are_taken(one: Matter, expected: Wait | Drop | None) -> None:
    assert judge(one, ANNA, NOW, RHYTHM) == expected


REMINDER, LATER, TEST = DeliveryKind.REMINDER, DeliveryKind.LATER, DeliveryKind.TEST
ABOUT_PEOPLE = [
    (replace(ANNA, active=False), REMINDER, cancelled("dismissed")),
    (replace(ANNA, messenger_id=None), REMINDER, Wait(NOW + DAY)),
    (replace(ANNA, reachable=False), REMINDER, Drop(DeliveryState.BLOCKED, "unreachable")),
    (replace(ANNA, consents=frozenset({ConsentKind.MAILINGS})), REMINDER, cancelled("no_consent")),
    (replace(ANNA, muted=frozenset({REMINDER})), REMINDER, cancelled("muted")),
    (replace(ANNA, muted=frozenset({REMINDER})), DeliveryKind.CAMPAIGN, None),
    (replace(ANNA, muted=frozenset({LATER})), LATER, None),  # cannot be muted
    (replace(ANNA, touched_at=NOW - 60), REMINDER, Wait(NOW - 60 + BUSY)),
    (replace(ANNA, touched_at=NOW - 60), LATER, Wait(NOW - 60 + BUSY)),
    (replace(ANNA, touched_at=NOW - 60), TEST, None),
    (replace(ANNA, touched_at=NOW - BUSY), REMINDER, None),
    (replace(ANNA, touched_at=NOW + 5 * DAY), REMINDER, Wait(NOW + BUSY)),  # the clock was set back
    (replace(ANNA, sent_at=(NOW - 60, NOW - WEEK + 60)), REMINDER, Wait(NOW + 60)),
    (replace(ANNA, sent_at=(NOW - 60, NOW - 30)), REMINDER, Drop(DeliveryState.EXPIRED, "no_moment")),
    (replace(ANNA, sent_at=(NOW - 60, NOW - 30)), LATER, None),
    (replace(ANNA, zone="Asia/Kamchatka"), REMINDER, Wait(NOW + 12 * 3600)),  # 20:00 there
    (replace(ANNA, zone="Asia/Kamchatka"), LATER, None),
]


@pytest.mark.parametrize(("anna", "kind", "expected"), ABOUT_PEOPLE)
def test_whether_the_person_is_to_be_written_to(
    anna: Recipient, kind: DeliveryKind, expected: Wait | Drop | None
) -> None:
    assert judge(matter(kind), anna, NOW, RHYTHM) == expected


def test_what_would_be_useless_in_the_morning_expires_at_night() -> None:
    assert judge(matter(), ANNA, NIGHT, RHYTHM) == Wait(MORNING)
    assert judge(matter(lasts=20 * 3600), ANNA, NIGHT, RHYTHM) == Drop(DeliveryState.EXPIRED, "no_moment")


def test_who_is_answering_late_in_the_evening_is_asked_in_the_morning() -> None:
    anna = replace(ANNA, touched_at=NOW + 9 * 3600 - 300)
    assert judge(matter(), anna, NOW + 9 * 3600 - 60, RHYTHM) == Wait(MORNING)


PACKED = [
    (("campaign",), (1,)),
    (("campaign", "reminder", "change"), (1, 2, 3)),
    (("campaign", "checkin"), (2, 1)),  # the most urgent first
    (("campaign", "later", "reminder"), (2,)),
    (("later", "later"), (1,)),
]


@pytest.mark.parametrize(("kinds", "expected"), PACKED)
def test_what_can_be_said_in_one_message_is(kinds: tuple[str, ...], expected: tuple[int, ...]) -> None:
    matters = [matter(DeliveryKind(kind), number=number) for number, kind in enumerate(kinds, 1)]
    assert tuple(one.delivery.id for one in pack(matters)) == expected
