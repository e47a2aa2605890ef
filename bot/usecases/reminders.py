"""Reminders of campaigns: to those who have not finished, each planned under its number, so that twice is once."""

from collections.abc import Sequence

from bot.domain.campaigns import Campaign, CampaignState, ParticipationState
from bot.domain.deliveries import Delivery, DeliveryKind
from bot.domain.reminding import DAY, Unanswered, next_reminder
from bot.usecases.asking import live_campaigns
from bot.usecases.rounds import Round
from storage.database import Database
from storage.transaction import Transaction

PAGE = 500  # people looked at by one reading, and written to by one transaction at the most
_UNFINISHED = (ParticipationState.ASKED, ParticipationState.OPENED)


async def remind(database: Database, now: Round) -> None:
    """Plan the reminders that are due in every open campaign."""
    for campaign in await database.read(live_campaigns):
        begins = campaign.opens_at + campaign.reminders.days * DAY
        if campaign.is_open(now.now) and campaign.reminders.most and begins <= now.now:
            for state in _UNFINISHED:
                await _remind(database, campaign, state, now.now)


async def unanswered_page(
    tx: Transaction, campaign_id: int, state: ParticipationState, after: int
) -> Sequence[Unanswered]:
    """Return the next participations in a state, with ids after `after`."""
    return await tx.participations.unanswered(campaign_id, state, after, PAGE)


async def plan_reminders(tx: Transaction, campaign_id: int, due: Sequence[Delivery], now: int) -> int:
    """Store reminders of a campaign that is still open; return how many were new."""
    campaign = await tx.campaigns.get(campaign_id)
    return await tx.deliveries.plan(due, now) if campaign.state is CampaignState.OPEN else 0


async def _remind(database: Database, campaign: Campaign, state: ParticipationState, now: int) -> None:
    after = 0
    while page := await database.read(unanswered_page, campaign.id, state, after):
        numbered = [(one, next_reminder(one, campaign.reminders, now)) for one in page]
        due = [_reminder(one, campaign, number, now) for one, number in numbered if number is not None]
        if due:
            await database.write(plan_reminders, campaign.id, due, now)
        after = page[-1].participation_id


def _reminder(one: Unanswered, campaign: Campaign, number: int, now: int) -> Delivery:
    return Delivery(
        dedupe_key=f"reminder:{one.participation_id}:{number}",
        kind=DeliveryKind.REMINDER,
        person_id=one.person_id,
        not_before=now,
        not_after=one.closes_at,
        campaign_id=campaign.id,
        participation_id=one.participation_id,
        payload={"number": number},
    )
