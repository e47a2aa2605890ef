"""How things stand, for the methodologist: what runs, what waits, what did not arrive."""

from dataclasses import dataclass

from bot.domain.acts import Act
from bot.domain.campaigns import CampaignState
from bot.domain.deliveries import Queue
from bot.domain.errors import DomainError
from bot.domain.rhythm import WEEK
from bot.domain.rights import Action, may
from bot.domain.turnout import CampaignLine
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Status:
    """Campaigns that run or wait for their opening, messages of the last week, people who cannot be written to."""

    campaigns: tuple[CampaignLine, ...]
    queue: Queue
    unreachable: int
    dead_letters: int


async def status(tx: Transaction, act: Act) -> Status:
    """Look at everything at once. Raises `forbidden`."""
    actor = await tx.accounts.find_actor(act.messenger_id)
    if actor is None or not may(actor.roles, Action.RUN_CAMPAIGN):
        raise DomainError("forbidden", action=Action.RUN_CAMPAIGN.value)
    running = [one for one in await tx.campaigns.live() if one.state in (CampaignState.OPEN, CampaignState.PLANNED)]
    lines = [CampaignLine(one, *await tx.turnouts.totals(one.id, ())) for one in running]
    return Status(
        campaigns=tuple(lines),
        queue=await tx.deliveries.queue(act.now - WEEK, act.now),
        unreachable=await tx.accounts.unreachable(),
        dead_letters=len(await tx.updates.dead()),
    )
