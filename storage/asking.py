"""Asking many people at once: participations and messages, each made by one statement from the rows there are.

A hundred thousand people are asked in as many small transactions as it takes; row by row that would be ten times slower
(docs/campaigns.md).
"""

from collections.abc import Collection

from sqlalchemy import BigInteger, Integer, Text, and_, bindparam, cast, literal, null, select
from sqlalchemy.dialects.postgresql import insert as upsert

from bot.domain.campaigns import Campaign, ParticipationState
from bot.domain.deliveries import MANNERS, DeliveryKind, DeliveryState
from storage.connection import Connection
from storage.lists import numbers, one_of
from storage.statement import Statement
from storage.tables import accounts, deliveries, mutes, participations, people, person_organisations

_KIND = DeliveryKind.CAMPAIGN
_CAMPAIGN = bindparam("campaign", type_=Integer)
_MAIN = and_(person_organisations.c.person_id == people.c.id, person_organisations.c.rank == 0)
_ASK = Statement(
    upsert(participations)
    .from_select(
        ["campaign_id", "person_id", "organisation_id", "occasion", "state"],
        select(
            _CAMPAIGN,
            people.c.id,
            person_organisations.c.organisation_id,
            literal("", Text),
            literal(ParticipationState.ASKED.value, Text),
        )
        .select_from(people)
        .outerjoin(person_organisations, _MAIN)
        .where(one_of(people.c.id, "people"))
        .order_by(people.c.id),
    )
    .on_conflict_do_nothing()
    .inline()
)
_WRITE = Statement(
    upsert(deliveries)
    .from_select(
        [
            "dedupe_key", "kind", "person_id", "campaign_id", "participation_id", "payload", "priority", "not_before",
            "not_after", "state", "attempts", "planned_at",
        ],
        select(
            literal(f"{_KIND.value}:", Text) + cast(participations.c.id, Text),
            literal(_KIND.value, Text),
            participations.c.person_id,
            participations.c.campaign_id,
            participations.c.id,
            literal("{}", Text),
            literal(MANNERS[_KIND].priority.value, Integer),
            bindparam("not_before", type_=BigInteger),
            bindparam("not_after", type_=BigInteger),
            literal(DeliveryState.PLANNED.value, Text),
            literal(0, Integer),
            bindparam("now", type_=BigInteger),
        )
        .select_from(participations)
        .join(accounts, and_(accounts.c.person_id == participations.c.person_id, accounts.c.reachable))
        .outerjoin(mutes, and_(mutes.c.person_id == participations.c.person_id, mutes.c.kind == _KIND.value))
        .where(
            participations.c.campaign_id == _CAMPAIGN,
            participations.c.occasion == "",
            one_of(participations.c.person_id, "people"),
            mutes.c.kind.is_(null()),
        ),  # in no order: SQLite would go through the whole campaign to have one
    )
    .on_conflict_do_nothing()
    .inline()
)  # fmt: skip


class Asking:
    """What a campaign asks of people, and the message that tells them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def ask(self, campaign: Campaign, people_ids: Collection[int], not_before: int, now: int) -> int:
        """Ask these people; return how many are written to, which is whoever can be.

        Who is asked already is not asked again, and nobody is written to twice.
        """
        chosen = numbers(people_ids)
        await self._connection.execute(_ASK, campaign=campaign.id, people=chosen)
        return await self._connection.execute(
            _WRITE,
            campaign=campaign.id,
            people=chosen,
            not_before=not_before,
            not_after=campaign.closes_at,
            now=now,
        )
