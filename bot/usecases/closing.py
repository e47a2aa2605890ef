"""The end of campaigns: where people stopped is counted, what they left open is put away. Each step may be killed."""

from collections.abc import Mapping, Sequence

from bot.domain.campaigns import Campaign
from bot.domain.submissions import DRAFT_DAYS, Submission, SubmissionState
from bot.domain.turnout import folded
from bot.usecases.anonymity import drop_draft
from bot.usecases.asking import live_campaigns
from bot.usecases.rounds import Round
from storage.database import Database
from storage.transaction import Transaction

DAY = 86_400
PAGE = 100  # drafts put away by one transaction


async def close_due(database: Database, now: Round) -> None:
    """Close every campaign whose closing is over."""
    for campaign in await database.read(live_campaigns):
        if campaign.closes_at <= now.now:
            stopped = await database.read(_stopped, campaign.id)
            await database.write(close_campaign, campaign, stopped, now.now)


async def close_campaign(tx: Transaction, campaign: Campaign, stopped: Mapping[str, int], now: int) -> bool:
    """Close a campaign and keep where people stopped; False when it was closed, or extended, meanwhile.

    Answers are taken no more since `closes_at`, so nothing changes between counting and this.
    """
    if not await tx.campaigns.close(campaign, now):
        return False
    kept = folded(stopped, campaign.group_threshold) if campaign.anonymous else stopped
    await tx.turnouts.keep_dropoffs(campaign.id, kept)
    await tx.audit.note(now, None, "campaign_close", f"campaign:{campaign.id}", left=sum(stopped.values()))
    return True


async def put_drafts_away(database: Database, now: Round) -> None:
    """Expire the drafts whose campaign, or own term in it, is over; delete those of anonymous campaigns."""
    after, erased = 0, False
    while page := await database.read(_overdue, now.now, after):
        await database.write(put_away, page, now.now)
        after, erased = page[-1].id, erased or any(draft.anonymous for draft in page)
    if erased:
        database.wipe()


async def put_away(tx: Transaction, drafts: Sequence[Submission], now: int) -> None:
    """Put away what is overdue still: a campaign may have been extended meanwhile."""
    for seen in drafts:
        draft = await tx.submissions.find(seen.id)
        if draft is None or not _is_overdue(draft, now):
            continue
        if draft.anonymous:
            await drop_draft(tx, draft)
        else:
            await tx.submissions.close(draft.id, SubmissionState.EXPIRED, None, draft.closes_at or now)


def _is_overdue(draft: Submission, now: int) -> bool:
    return draft.state is SubmissionState.DRAFT and (
        draft.as_of(now).state is SubmissionState.EXPIRED or draft.is_stale(now)
    )


async def _stopped(tx: Transaction, campaign_id: int) -> dict[str, int]:
    return await tx.turnouts.stopped(campaign_id)


async def _overdue(tx: Transaction, now: int, after: int) -> list[Submission]:
    return await tx.drafts.overdue(now, now - DRAFT_DAYS * DAY, after, PAGE)
