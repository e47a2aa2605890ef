"""Taking deliveries up, sending them, settling them: each step is one conditional update. Knows no messenger.

A claim is a delivery's id with the number of times it was taken; whoever holds an older number can do nothing with it
(docs/decisions/0013-two-step-claim.md).
"""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import BigInteger, Integer, bindparam, or_, select, update

from bot.domain.deliveries import DIGESTED, LEASE, REPEATABLE, Delivery, DeliveryState, Priority
from bot.domain.submissions import SubmissionState
from storage.connection import Connection
from storage.deliveries import delivery_of
from storage.lists import numbers, one_of
from storage.statement import Statement, Value
from storage.tables import deliveries, submissions

_FOREVER = 2**62
_NOW = bindparam("now", type_=BigInteger)
_UNTIL = bindparam("until", type_=BigInteger)
_THIS = deliveries.c.id == bindparam("which", type_=Integer)
_CLAIM = deliveries.c.attempts == bindparam("claim", type_=Integer)
_PLANNED, _SENDING, _UNKNOWN = (
    deliveries.c.state == state.value for state in (DeliveryState.PLANNED, DeliveryState.SENDING, DeliveryState.UNKNOWN)
)
# a lease that is too long was taken before the clock was set back: nobody waits a day for it
_LET_GO = or_(deliveries.c.lease_until < _NOW, deliveries.c.lease_until > bindparam("longest", type_=BigInteger))
_FREE = or_(deliveries.c.lease_until.is_(None), _LET_GO)
_ANSWERS = (
    select(submissions.c.id)
    .where(
        submissions.c.respondent_id == deliveries.c.person_id,
        submissions.c.state == SubmissionState.DRAFT.value,
        submissions.c.touched_at > bindparam("touched", type_=BigInteger),
    )
    .exists()
)

_DUE = Statement(
    select(deliveries)
    .where(
        _PLANNED,
        deliveries.c.priority == bindparam("priority", type_=Integer),
        deliveries.c.not_before <= _NOW,
        _FREE,
    )
    .order_by(deliveries.c.not_before, deliveries.c.id)
    .limit(bindparam("most", type_=Integer))
    .with_for_update(skip_locked=True)
)
_OF_PEOPLE = Statement(
    select(deliveries)
    .where(
        one_of(deliveries.c.person_id, "people"),
        _PLANNED,
        deliveries.c.not_before < _UNTIL,
        or_(*(deliveries.c.kind == kind.value for kind in DIGESTED)),
        _FREE,
    )
    .order_by(deliveries.c.id)
    .with_for_update(skip_locked=True)
)
_TAKE = Statement(
    update(deliveries).where(_THIS).values(lease_until=_UNTIL, attempts=bindparam("claim", type_=Integer))
)
_POSTPONE = Statement(update(deliveries).where(_THIS, _PLANNED).values(not_before=_UNTIL, lease_until=None))
_DROP = Statement(
    update(deliveries).where(_THIS, _PLANNED).values(lease_until=None), columns=("state", "reason", "settled_at")
)
_LEASED = deliveries.c.lease_until >= _NOW
_BEGIN = Statement(
    update(deliveries)
    .where(_THIS, or_(_PLANNED, _SENDING), _CLAIM, _LEASED, ~_ANSWERS)
    .values(state=DeliveryState.SENDING.value, lease_until=_UNTIL)
)
_SETTLE = Statement(
    update(deliveries).where(_THIS, _CLAIM, or_(_SENDING, _UNKNOWN)).values(lease_until=None),
    columns=("state", "reason", "message_id", "not_before", "settled_at"),
)
_INTERRUPTED = (_SENDING, _LET_GO)
_REPEATABLE = or_(*(deliveries.c.kind == kind.value for kind in REPEATABLE))
_REPEAT = Statement(
    update(deliveries)
    .where(*_INTERRUPTED, _REPEATABLE)
    .values(state=DeliveryState.PLANNED.value, lease_until=None)
)  # fmt: skip
_LOSE_SIGHT = Statement(
    update(deliveries)
    .where(*_INTERRUPTED, ~_REPEATABLE)
    .values(
        state=DeliveryState.UNKNOWN.value,
        reason="interrupted",
        lease_until=None,
        settled_at=bindparam("at", type_=BigInteger),
    )
)
_GIVE_BACK = Statement(
    update(deliveries).where(_PLANNED, deliveries.c.lease_until.is_not(None)).values(lease_until=None)
)


class Claims:
    """What the sender does to deliveries. Several processes may try; each delivery is one's at a time."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def due(self, now: int, most: int) -> list[Delivery]:
        """Return what nobody has taken, the most urgent first, and keep it from others until the transaction ends."""
        found: list[Delivery] = []
        for priority in Priority:
            if len(found) < most:
                window = {"now": now, "longest": now + 2 * LEASE, "most": most - len(found)}
                found += map(delivery_of, await self._connection.all(_DUE, priority=priority.value, **window))
        return found

    async def companions(self, people: Iterable[int], now: int, until: int) -> list[Delivery]:
        """Return what these people are to get before `until` that may be said in one message with something else."""
        window = {"now": now, "longest": now + 2 * LEASE, "until": until}
        return [delivery_of(row) for row in await self._connection.all(_OF_PEOPLE, people=numbers(people), **window)]

    async def take(self, claims: Sequence[Delivery], now: int) -> None:
        """Keep them from others for the time of a lease; `attempts` of each is the new claim."""
        rows = [{"which": one.id, "claim": one.attempts, "until": now + LEASE} for one in claims]
        await self._connection.execute_many(_TAKE, rows)

    async def postpone(self, until: Mapping[int, int]) -> None:
        """Put off: id → when it is due again."""
        rows = [{"which": one, "until": moment} for one, moment in until.items()]
        await self._connection.execute_many(_POSTPONE, rows)

    async def drop(self, ends: Mapping[int, tuple[DeliveryState, str]], now: int) -> None:
        """Settle without sending: id → the state and why."""
        rows = [
            {"which": one, "state": state.value, "reason": reason, "settled_at": now}
            for one, (state, reason) in ends.items()
        ]
        await self._connection.execute_many(_DROP, rows)

    async def begin(self, claim: Delivery, now: int, touched: int) -> bool:
        """Mark as being sent; False when it was cancelled or taken by another process meanwhile, or the lease ran out:
        then everything about it is judged anew.

        Also False when the person has answered something since `touched`. Asking twice with one claim is one claim.
        """
        claimed = {"which": claim.id, "claim": claim.attempts, "until": now + LEASE}
        return await self._connection.execute(_BEGIN, touched=touched, now=now, **claimed) == 1

    async def settle(self, ended: Sequence[Delivery], reason: str | None, now: int) -> None:
        """Store `state`, `message_id` and `not_before` of what was being sent; one put back is planned again."""
        rows: list[dict[str, Value]] = [
            {
                "which": one.id,
                "claim": one.attempts,
                "state": one.state.value,
                "reason": reason,
                "message_id": one.message_id,
                "not_before": one.not_before,
                "settled_at": None if one.state is DeliveryState.PLANNED else now,
            }
            for one in ended
        ]
        await self._connection.execute_many(_SETTLE, rows)

    async def recover(self, now: int, all_of_them: bool = False) -> int:
        """What was being sent when its lease ran out becomes unknown, or planned again; return how many did.

        With `all_of_them` leases count for nothing: whoever held them is dead.
        """
        window = {"now": _FOREVER if all_of_them else now, "longest": now + 2 * LEASE}
        if all_of_them:
            await self._connection.execute(_GIVE_BACK)
        repeated = await self._connection.execute(_REPEAT, **window)
        return repeated + await self._connection.execute(_LOSE_SIGHT, at=now, **window)
