"""Telling those who have begun that a campaign takes answers for longer, or no more. To the others it is no news."""

from collections.abc import Sequence

from bot.domain.campaigns import Campaign, CampaignState
from bot.usecases.asking import live_campaigns
from bot.usecases.rounds import Round
from storage.database import Database
from storage.transaction import Transaction

DAY = 86_400
EXTENDED, STOPPED = "extended", "stopped"
STOP_MATTERS = 3 * DAY  # for so long it is of use to know that a questionnaire was closed
PAGE = 500


async def tell_changes(database: Database, now: Round) -> None:
    """Plan what is to be told of extensions of the last day and of stops."""
    for campaign in await database.read(live_campaigns):
        change = change_of(campaign, now.now)
        after = 0
        while change and (begun := await database.read(_untold, campaign, after)):
            await database.write(_tell, campaign, begun, change, now.now)
            after = begun[-1]


def change_of(campaign: Campaign, now: int) -> str:
    """What is new about the closing: it was moved, or the campaign stopped; empty when nothing is."""
    if campaign.state is CampaignState.STOPPED:
        return STOPPED
    extended = campaign.extended_at is not None and campaign.extended_at <= now < campaign.extended_at + DAY
    return EXTENDED if extended and campaign.is_open(now) else ""


async def _untold(tx: Transaction, campaign: Campaign, after: int) -> list[int]:
    return await tx.asking.untold(campaign, after, PAGE)


async def _tell(tx: Transaction, campaign: Campaign, begun: Sequence[int], change: str, now: int) -> int:
    not_after = now + STOP_MATTERS if change == STOPPED else campaign.closes_at
    return await tx.asking.tell(campaign, begun, change, not_after, now)
