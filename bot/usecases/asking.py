"""Campaigns that fall due: opened, and their audience asked page by page.

A page is judged by reading and asked by one small transaction, which goes on only from where the campaign stood when
the page was read: killed anywhere, or run twice at once, everybody is asked once.
"""

import asyncio
from dataclasses import replace

from bot.domain.campaigns import STANDING, Campaign, CampaignState, ParticipationState
from bot.usecases.audiences import MeantPage, meant_page
from bot.usecases.participations import waiting_for
from bot.usecases.rounds import Round
from storage.database import Database
from storage.transaction import Transaction

GRACE = 3600  # seconds: who has just come in reads it on her first screen, and gets a message if that was not enough


async def open_due(database: Database, now: Round) -> None:
    """Open what was planned for now, and ask everybody who is meant and not asked yet.

    Later rounds ask people who have joined the register since. A campaign whose closing is over as well is left to
    the step that closes.
    """
    for campaign in await database.read(live_campaigns):
        if campaign.opens_at > now.now or campaign.closes_at <= now.now:
            continue
        if campaign.state is CampaignState.PLANNED:
            await database.write(_open, campaign.id)
        if campaign.kind not in STANDING:
            await _ask_everybody(database, campaign, now)


async def live_campaigns(tx: Transaction) -> list[Campaign]:
    """Return the campaigns the planner has to look after."""
    return await tx.campaigns.live()


async def ask_page(tx: Transaction, campaign: Campaign, page: MeantPage, now: int) -> bool:
    """Ask the people of a page; False when somebody else has dealt with them, or the campaign is over."""
    if not await tx.campaigns.advance(campaign.id, campaign.planned_to, page.upto):
        return False
    await tx.asking.ask(campaign, page.asked, now, now)
    return True


async def ask_newcomer(tx: Transaction, person_id: int, now: int) -> None:
    """Write to somebody who has just come in about what waits for her, unless it is opened before."""
    for asked in await waiting_for(tx, person_id, now):
        fresh = asked.participation.state is ParticipationState.ASKED
        if fresh and asked.campaign.kind not in STANDING:
            await tx.asking.ask(asked.campaign, [person_id], now + GRACE, now)


async def _open(tx: Transaction, campaign_id: int) -> bool:
    return await tx.campaigns.open(campaign_id)


async def _ask_everybody(database: Database, campaign: Campaign, now: Round) -> None:
    page = await database.read(meant_page, campaign, now.calendar, now.now, campaign.planned_to)
    while page is not None:
        asked, following = await asyncio.gather(  # the next page is judged while this one is written
            database.write(ask_page, campaign, page, now.now),
            database.read(meant_page, campaign, now.calendar, now.now, page.upto),
        )
        if not asked:
            return
        campaign, page = replace(campaign, planned_to=page.upto), following
