"""Messages planned for people: planned, cancelled, counted. How they are sent: storage/claims.py."""

import json
from collections.abc import Sequence

from sqlalchemy import BigInteger, Integer, bindparam, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from bot.domain.deliveries import Delivery, DeliveryKind, DeliveryState, Queue
from storage.connection import Connection, Row
from storage.statement import Statement, Value
from storage.tables import deliveries

_COLUMNS = (
    "dedupe_key", "kind", "person_id", "campaign_id", "participation_id", "payload", "priority", "not_before",
    "not_after", "state", "attempts", "planned_at",
)  # fmt: skip
_THIS = deliveries.c.id == bindparam("which", type_=Integer)
_PLANNED = deliveries.c.state == DeliveryState.PLANNED.value
_UNKNOWN = deliveries.c.state == DeliveryState.UNKNOWN.value

_PLAN = Statement(upsert(deliveries).on_conflict_do_nothing(), columns=_COLUMNS)
_ARRIVED = Statement(
    update(deliveries)
    .where(
        _UNKNOWN,
        deliveries.c.participation_id == bindparam("participation", type_=Integer),
        deliveries.c.person_id == bindparam("person", type_=Integer),
    )
    .values(state=DeliveryState.SENT.value),
    columns=("message_id",),
)
_CANCEL = {
    column: Statement(
        update(deliveries)
        .where(_PLANNED, deliveries.c[column] == bindparam("whose", type_=Integer))
        .values(state=DeliveryState.CANCELLED.value, lease_until=None),
        columns=("reason", "settled_at"),
    )
    for column in ("campaign_id", "participation_id", "person_id")
}
_GET = Statement(select(deliveries).where(_THIS))
_COUNTS = Statement(
    select(deliveries.c.state, func.count())
    .where(deliveries.c.campaign_id == bindparam("campaign", type_=Integer))
    .group_by(deliveries.c.state)
)


_QUEUE = Statement(
    select(
        deliveries.c.state,
        func.count().label("n"),
        func.count(deliveries.c.id).filter(deliveries.c.not_before <= bindparam("now", type_=BigInteger)).label("due"),
        func.min(deliveries.c.not_before).label("first"),
    )
    .where(or_(_PLANNED, deliveries.c.settled_at >= bindparam("since", type_=BigInteger)))
    .group_by(deliveries.c.state)
)


class Deliveries:
    """Deliveries on their way from planned to settled. A settled one is never sent."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def plan(self, planned: Sequence[Delivery], now: int) -> int:
        """Store new deliveries (ids are ignored); return how many were not planned already, under the same key."""
        return await self._connection.execute_many(_PLAN, [_values(delivery, now) for delivery in planned])

    async def find(self, delivery_id: int) -> Delivery | None:
        """Return the delivery, or None."""
        row = await self._connection.one(_GET, which=delivery_id)
        return delivery_of(row) if row else None

    async def arrive(self, person_id: int, participation_id: int, message_id: int | None) -> int:
        """The person has pressed a button of it: what was unknown is sent, in this message; return how many."""
        found = {"person": person_id, "participation": participation_id}
        return await self._connection.execute(_ARRIVED, message_id=message_id, **found)

    async def cancel_campaign(self, campaign_id: int, reason: str, now: int) -> int:
        """Cancel all that is planned for a campaign; return how many."""
        return await self._cancel("campaign_id", campaign_id, reason, now)

    async def cancel_participation(self, participation_id: int, reason: str, now: int) -> int:
        """Cancel all that is planned about a participation; return how many."""
        return await self._cancel("participation_id", participation_id, reason, now)

    async def cancel_person(self, person_id: int, reason: str, now: int) -> int:
        """Cancel all that is planned for a person; return how many."""
        return await self._cancel("person_id", person_id, reason, now)

    async def _cancel(self, column: str, whose: int, reason: str, now: int) -> int:
        return await self._connection.execute(_CANCEL[column], whose=whose, reason=reason, settled_at=now)

    async def queue(self, since: int, now: int) -> Queue:
        """Count what waits, what is due, and what was settled since then."""
        rows = {DeliveryState(row["state"]): row for row in await self._connection.all(_QUEUE, since=since, now=now)}
        waiting = rows.pop(DeliveryState.PLANNED, None)
        return Queue(
            waiting=waiting["n"] if waiting else 0,
            due=waiting["due"] if waiting else 0,
            first_at=waiting["first"] if waiting else None,
            settled={state: row["n"] for state, row in rows.items()},
        )

    async def counts(self, campaign_id: int) -> dict[DeliveryState, int]:
        """Return state → how many deliveries of a campaign are in it."""
        return {DeliveryState(row[0]): row[1] for row in await self._connection.all(_COUNTS, campaign=campaign_id)}


def _values(delivery: Delivery, now: int) -> dict[str, Value]:
    return {
        "dedupe_key": delivery.dedupe_key,
        "kind": delivery.kind.value,
        "person_id": delivery.person_id,
        "campaign_id": delivery.campaign_id,
        "participation_id": delivery.participation_id,
        "payload": json.dumps(dict(delivery.payload), ensure_ascii=False),
        "priority": delivery.manner.priority.value,
        "not_before": delivery.not_before,
        "not_after": delivery.not_after,
        "state": DeliveryState.PLANNED.value,
        "attempts": 0,
        "planned_at": now,
    }


def delivery_of(row: Row) -> Delivery:
    """Read a whole row of deliveries."""
    return Delivery(
        dedupe_key=row["dedupe_key"],
        kind=DeliveryKind(row["kind"]),
        person_id=row["person_id"],
        not_before=row["not_before"],
        not_after=row["not_after"],
        campaign_id=row["campaign_id"],
        participation_id=row["participation_id"],
        payload=json.loads(row["payload"]),
        id=row["id"],
        state=DeliveryState(row["state"]),
        attempts=row["attempts"],
        message_id=row["message_id"],
    )
