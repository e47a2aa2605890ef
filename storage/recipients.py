"""What decides whether somebody may be written to now, for many people at once. Decides nothing itself."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import BigInteger, and_, bindparam, func, or_, select

from bot.domain.consents import ConsentKind
from bot.domain.deliveries import CAPPED, DeliveryKind, DeliveryState
from bot.domain.parcels import Recipient
from bot.domain.submissions import SubmissionState
from storage.connection import Connection
from storage.lists import numbers, one_of
from storage.statement import Statement
from storage.tables import (
    accounts,
    consents,
    deliveries,
    mutes,
    organisations,
    people,
    person_organisations,
    submissions,
)

_TOUCHED = (
    select(func.max(submissions.c.touched_at))
    .where(submissions.c.respondent_id == people.c.id, submissions.c.state == SubmissionState.DRAFT.value)
    .scalar_subquery()
)
_MAIN_PLACE = and_(person_organisations.c.person_id == people.c.id, person_organisations.c.rank == 0)
_PEOPLE = Statement(
    select(
        people.c.id,
        people.c.active,
        accounts.c.messenger_id,
        accounts.c.reachable,
        organisations.c.zone,
        _TOUCHED.label("touched_at"),
    )
    .select_from(people)
    .outerjoin(accounts, accounts.c.person_id == people.c.id)
    .outerjoin(person_organisations, _MAIN_PLACE)
    .outerjoin(organisations, organisations.c.id == person_organisations.c.organisation_id)
    .where(one_of(people.c.id, "people"))
)
_MUTES = Statement(select(mutes.c.person_id, mutes.c.kind).where(one_of(mutes.c.person_id, "people")))
_CONSENTS = Statement(
    select(consents.c.person_id, consents.c.kind).where(
        one_of(consents.c.person_id, "people"), consents.c.withdrawn_at.is_(None)
    )
)
_SENT = Statement(
    select(deliveries.c.person_id, deliveries.c.settled_at)
    .where(
        one_of(deliveries.c.person_id, "people"),
        or_(deliveries.c.state == DeliveryState.SENT.value, deliveries.c.state == DeliveryState.UNKNOWN.value),
        deliveries.c.settled_at > bindparam("since", type_=BigInteger),
        or_(*(deliveries.c.kind == kind.value for kind in CAPPED)),
    )
    .group_by(deliveries.c.person_id, deliveries.c.settled_at, deliveries.c.message_id)  # a digest is one message
)


class Recipients:
    """People as those who send see them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def get(self, people_ids: Iterable[int], since: int) -> dict[int, Recipient]:
        """Return person id → recipient, with the times of capped messages sent after `since`."""
        wanted = numbers(people_ids)
        muted: defaultdict[int, set[DeliveryKind]] = defaultdict(set)
        for row in await self._connection.all(_MUTES, people=wanted):
            muted[row["person_id"]].add(DeliveryKind(row["kind"]))
        agreed: defaultdict[int, set[ConsentKind]] = defaultdict(set)
        for row in await self._connection.all(_CONSENTS, people=wanted):
            agreed[row["person_id"]].add(ConsentKind(row["kind"]))
        sent: defaultdict[int, list[int]] = defaultdict(list)
        for row in await self._connection.all(_SENT, people=wanted, since=since):
            sent[row["person_id"]].append(row["settled_at"])
        return {
            row["id"]: Recipient(
                person_id=row["id"],
                active=bool(row["active"]),
                messenger_id=row["messenger_id"],
                reachable=bool(row["reachable"]),
                zone=row["zone"],
                muted=frozenset(muted[row["id"]]),
                consents=frozenset(agreed[row["id"]]),
                touched_at=row["touched_at"],
                sent_at=tuple(sorted(sent[row["id"]])),
            )
            for row in await self._connection.all(_PEOPLE, people=wanted)
        }
