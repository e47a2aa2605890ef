"""The campaigns of a period and their counts, for the workbook: one snapshot, one scope. Knows no answers."""

from collections.abc import Sequence

from sqlalchemy import BigInteger, bindparam, select

from bot.domain.campaigns import Campaign, CampaignState
from storage.campaigns import campaign_of
from storage.snapshot import Snapshot
from storage.statement import Statement
from storage.tables import campaigns
from storage.turnout import PlaceCount, by_place

_RUNNING = Statement(
    select(campaigns)
    .where(
        campaigns.c.state != CampaignState.DRAFT.value,
        campaigns.c.opens_at < bindparam("until", type_=BigInteger),
        campaigns.c.closes_at >= bindparam("since", type_=BigInteger),
    )
    .order_by(campaigns.c.opens_at, campaigns.c.id)
)


class TurnoutReports:
    """One report's view: a snapshot, a period in epoch seconds, and the organisations it may see (none = all)."""

    def __init__(self, snapshot: Snapshot, since: int, until: int, scope: Sequence[str] = ()) -> None:
        self._snapshot, self._since, self._until = snapshot, since, until
        self.scope = tuple(scope)

    async def campaigns(self) -> list[Campaign]:
        """Return what was started and took answers in the period, if only for a part of it; oldest first."""
        rows = await self._snapshot.all(_RUNNING, since=self._since, until=self._until)
        return [campaign_of(row) for row in rows]

    async def by_place(self, campaign_id: int) -> list[PlaceCount]:
        """Return the counts of each organisation in scope, by name."""
        return await by_place(self._snapshot, campaign_id, self.scope)
