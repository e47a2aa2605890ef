"""Deliveries on their way out: taken up, begun, settled; what a crash left behind. Sends nothing itself.

A delivery is taken up under a lease with everything about it checked anew, and marked as being sent in a second
transaction immediately before the call (docs/decisions/0013-two-step-claim.md).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from bot.domain.campaigns import Campaign
from bot.domain.deliveries import Delivery, DeliveryState
from bot.domain.parcels import BUSY, Claimed, Drop, Matter, Outcome, Parcel, Recipient, Wait, judge, pack
from bot.domain.rhythm import WEEK, Rhythm, day_ends
from questionnaires.model import Questionnaire
from storage.transaction import Transaction

PAUSE = 60  # seconds before what may have arrived is sent again
TRIES = 5  # of what is sent again
NEVER = 2**62

Verdicts = Mapping[int, Wait | Drop | None]


async def claim(tx: Transaction, now: int, most: int, rhythm: Rhythm) -> Claimed:
    """Take up to `most` deliveries that are due, with what goes out together with them; put off or drop the others.

    What a dead process was sending when its lease ran out is settled first.
    """
    await tx.claims.recover(now)
    due = await tx.claims.due(now, most)
    if not due:
        return Claimed((), 0)
    recipients = await tx.recipients.get({one.person_id for one in due}, now - WEEK)
    matters = await _load(tx, [*due, *await _companions(tx, due, recipients, now, rhythm)])
    verdicts = {one.delivery.id: judge(one, recipients[one.delivery.person_id], now, rhythm) for one in matters}
    await _put_aside(tx, due, verdicts, now)
    ready: dict[int, list[Matter]] = {}
    for one in matters:
        if verdicts[one.delivery.id] is None:
            ready.setdefault(one.delivery.person_id, []).append(one)
    parcels = [_parcel(recipients[person], pack(found), rhythm) for person, found in ready.items()]
    await tx.claims.take([one.delivery for parcel in parcels for one in parcel.matters], now)
    return Claimed(tuple(sorted(parcels, key=_urgency)), len(due))


async def begin(tx: Transaction, parcels: Sequence[Parcel], now: int) -> list[Parcel | None]:
    """Mark parcels as being sent; return each with what may still be sent of it, None when nothing may."""
    begun: list[Parcel | None] = []
    for parcel in parcels:
        left = tuple([one for one in parcel.matters if await _begin(tx, one.delivery, now)])
        begun.append(replace(parcel, matters=left) if left else None)
    return begun


async def settle(tx: Transaction, ended: Sequence[tuple[Parcel, Outcome]], now: int) -> None:
    """Keep what became of parcels. Who cannot be reached gets nothing more that is planned."""
    for parcel, outcome in ended:
        deliveries = [_ended(one.delivery, outcome, now) for one in parcel.matters]
        await tx.claims.settle(deliveries, outcome.reason, now)
        if outcome.state is DeliveryState.BLOCKED:
            await tx.accounts.set_reachable(parcel.messenger_id, False)
            await tx.deliveries.cancel_person(parcel.person_id, "unreachable", now)


async def take_over(tx: Transaction, now: int) -> int:
    """Settle all that was being sent, for whoever did that sends no more; return how many."""
    return await tx.claims.recover(now, all_of_them=True)


async def _companions(
    tx: Transaction, due: Sequence[Delivery], recipients: Mapping[int, Recipient], now: int, rhythm: Rhythm
) -> list[Delivery]:
    """What the same people are to get later today: several things on a day are one message."""
    known = {one.id for one in due}
    people = {one.person_id for one in due if one.manner.digested}
    ends = {person: day_ends(now, rhythm.zone_of(recipients[person].zone)) for person in people}
    found = await tx.claims.companions(people, now, max(ends.values(), default=now))
    return [one for one in found if one.id not in known and one.not_before < ends[one.person_id]]


async def _load(tx: Transaction, deliveries: Sequence[Delivery]) -> list[Matter]:
    asked = await tx.participations.get({one.participation_id for one in deliveries if one.participation_id})
    about = {number: await _about(tx, number) for number in {one.campaign_id for one in deliveries}}
    matters = []
    for one in deliveries:
        campaign, questionnaire = about[one.campaign_id]
        matters.append(Matter(one, campaign, asked.get(one.participation_id or 0), questionnaire))
    return matters


async def _about(tx: Transaction, campaign_id: int | None) -> tuple[Campaign | None, Questionnaire | None]:
    campaign = await tx.campaigns.find(campaign_id) if campaign_id is not None else None
    if campaign is None:
        return None, None
    version = campaign.version_id or await tx.questionnaires.find_latest(campaign.questionnaire)
    return campaign, await tx.questionnaires.get(version) if version is not None else None


async def _put_aside(tx: Transaction, due: Iterable[Delivery], verdicts: Verdicts, now: int) -> None:
    """What is due and must not go now; what is not due yet keeps its time."""
    found = {one.id: verdicts[one.id] for one in due}
    await tx.claims.postpone({one: verdict.until for one, verdict in found.items() if isinstance(verdict, Wait)})
    drops = {one: (verdict.state, verdict.reason) for one, verdict in found.items() if isinstance(verdict, Drop)}
    await tx.claims.drop(drops, now)


def _parcel(recipient: Recipient, matters: Sequence[Matter], rhythm: Rhythm) -> Parcel:
    assert recipient.messenger_id is not None  # judged
    taken = tuple(replace(one, delivery=replace(one.delivery, attempts=one.delivery.attempts + 1)) for one in matters)
    return Parcel(recipient.messenger_id, recipient.person_id, rhythm.zone_of(recipient.zone), taken)


def _urgency(parcel: Parcel) -> tuple[int, int, int]:
    first = parcel.matters[0].delivery
    return first.manner.priority, first.not_before, first.id


async def _begin(tx: Transaction, delivery: Delivery, now: int) -> bool:
    touched = now - BUSY if delivery.manner.patient else NEVER
    return await tx.claims.begin(delivery, now, touched)


def _ended(delivery: Delivery, outcome: Outcome, now: int) -> Delivery:
    """What is unknown is sent again only where twice harms less than never."""
    again = outcome.state is DeliveryState.UNKNOWN and delivery.manner.repeatable and delivery.attempts < TRIES
    if again:
        return replace(delivery, state=DeliveryState.PLANNED, not_before=now + PAUSE)
    return replace(delivery, state=outcome.state, message_id=outcome.message_id)
