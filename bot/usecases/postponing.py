"""«Завтра в 10»: what one is asked now, later. A person's own wish: it counts towards no cap and knows no weekend."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.domain.acts import Act
from bot.domain.deliveries import Delivery, DeliveryKind
from bot.domain.rhythm import tomorrow_at_ten
from bot.usecases.dialogues import check_may_answer
from bot.usecases.participations import own_asked
from questionnaires.problems import Problem
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Postponed:
    """When one is reminded: UTC epoch seconds, and the zone they are told in."""

    at: int
    zone: ZoneInfo


async def postpone(tx: Transaction, act: Act, participation_id: int, zone: ZoneInfo) -> Postponed | Problem:
    """Plan the reminder and return when; `too-late-tomorrow` when answers will not be taken any more then.

    Tomorrow is that of the person's place of work, else of the centre's `zone`. Raises `foreign_participation`,
    `already_answered`, `campaign_closed`.
    """
    person_id = await check_may_answer(tx, act)
    asked = await own_asked(tx, person_id, participation_id)
    asked.check_open(act.now)
    own = await _zone(tx, person_id, zone)
    at = tomorrow_at_ten(act.now, own)
    if at >= asked.closes_at:
        return Problem("too-late-tomorrow", {"at": asked.closes_at})
    later = Delivery(
        dedupe_key=f"later:{participation_id}:{at}",
        kind=DeliveryKind.LATER,
        person_id=person_id,
        not_before=at,
        not_after=asked.closes_at,
        campaign_id=asked.campaign.id,
        participation_id=participation_id,
    )
    await tx.deliveries.arrive(person_id, participation_id, act.message_id)
    await tx.deliveries.plan([later], act.now)
    return Postponed(at, own)


async def _zone(tx: Transaction, person_id: int, zone: ZoneInfo) -> ZoneInfo:
    _, places = await tx.people.get(person_id)
    own = places[0][1].zone if places else None
    if own is None:
        return zone
    return ZoneInfo(own)  # checked when the register was imported
