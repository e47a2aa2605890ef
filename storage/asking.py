"""Asking many people at once: participations and messages, each made by one statement from the rows there are.

A hundred thousand people are asked in as many small transactions as it takes; row by row that would be ten times slower
(docs/campaigns.md).
"""

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Integer, Select, Text, and_, bindparam, cast, literal, null, select
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
_NOW = bindparam("now", type_=BigInteger)
_COLUMNS = (
    "dedupe_key", "kind", "person_id", "campaign_id", "participation_id", "payload", "priority", "not_before",
    "not_after", "state", "attempts", "planned_at",
)  # fmt: skip


def _key(kind: DeliveryKind) -> ColumnElement[str]:
    return literal(f"{kind.value}:", Text) + cast(participations.c.id, Text)


def _messages(kind: DeliveryKind, key: ColumnElement[str], payload: ColumnElement[str]) -> Select[Any]:
    """Participations as messages, in the order of `_COLUMNS`."""
    return select(
        key,
        literal(kind.value, Text),
        participations.c.person_id,
        participations.c.campaign_id,
        participations.c.id,
        payload,
        literal(MANNERS[kind].priority.value, Integer),
        bindparam("not_before", type_=BigInteger),
        bindparam("not_after", type_=BigInteger),
        literal(DeliveryState.PLANNED.value, Text),
        literal(0, Integer),
        _NOW,
    ).select_from(participations)


def _plan(chosen: Select[Any]) -> Statement:
    return Statement(upsert(deliveries).from_select(_COLUMNS, chosen).on_conflict_do_nothing().inline())


_WRITE = _plan(
    _messages(_KIND, _key(_KIND), literal("{}", Text))
    .join(accounts, and_(accounts.c.person_id == participations.c.person_id, accounts.c.reachable))
    .outerjoin(mutes, and_(mutes.c.person_id == participations.c.person_id, mutes.c.kind == _KIND.value))
    .where(
        participations.c.campaign_id == _CAMPAIGN,
        participations.c.occasion == "",
        one_of(participations.c.person_id, "people"),
        mutes.c.kind.is_(null()),
    )  # in no order: SQLite would go through the whole campaign to have one
)
_CHANGED = _key(DeliveryKind.CHANGE) + bindparam("closing", type_=Text)
_UNTOLD = Statement(
    select(participations.c.id)
    .where(
        participations.c.campaign_id == _CAMPAIGN,
        participations.c.state == ParticipationState.OPENED.value,
        participations.c.id > bindparam("after", type_=Integer),
        ~select(deliveries.c.id).where(deliveries.c.dedupe_key == _CHANGED).exists(),
    )
    .order_by(participations.c.id)
    .limit(bindparam("most", type_=Integer))
)
_TELL = _plan(
    _messages(DeliveryKind.CHANGE, _CHANGED, bindparam("payload", type_=Text)).where(
        one_of(participations.c.id, "told")
    )
)


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

    async def untold(self, campaign: Campaign, after: int, most: int) -> list[int]:
        """Return up to `most` participations, with ids after `after`, that are begun and not told of this closing."""
        rows = await self._connection.all(
            _UNTOLD, campaign=campaign.id, closing=f":{campaign.closes_at}", after=after, most=most
        )
        return [row["id"] for row in rows]

    async def tell(
        self, campaign: Campaign, participation_ids: Collection[int], change: str, not_after: int, now: int
    ) -> int:
        """Plan to tell of a campaign's new closing, each of it once; return how many."""
        return await self._connection.execute(
            _TELL,
            told=numbers(participation_ids),
            closing=f":{campaign.closes_at}",
            payload=json.dumps({"change": change}),
            not_before=now,
            not_after=not_after,
            now=now,
        )
