"""Who was asked in which campaign and how far they have come. No times: when somebody answered is not kept here."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Integer, Text, and_, bindparam, case, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from bot.domain.campaigns import CampaignState, Participation, ParticipationState
from bot.domain.deliveries import DeliveryKind, DeliveryState
from bot.domain.reminding import Unanswered
from storage.connection import Connection, Row
from storage.lists import numbers, one_of
from storage.statement import Statement
from storage.tables import accounts, campaigns, deliveries, participations

_COLUMNS = (
    "campaign_id", "person_id", "organisation_id", "occasion", "subject_id", "closes_at", "state",
)  # fmt: skip
_CAMPAIGN = participations.c.campaign_id == bindparam("campaign", type_=Integer)
_THIS = participations.c.id == bindparam("participation", type_=Integer)
_AFTER, _UPTO = bindparam("after", type_=Integer), bindparam("upto", type_=Integer)

_PLAN = Statement(upsert(participations).on_conflict_do_nothing().inline(), columns=_COLUMNS)
_GET = Statement(select(participations).where(_THIS))
_MANY = Statement(select(participations).where(one_of(participations.c.id, "ids")))
_AMONG = Statement(
    select(participations)
    .where(_CAMPAIGN, participations.c.person_id > _AFTER, participations.c.person_id <= _UPTO)
    .order_by(participations.c.person_id, participations.c.id)
)
_ON = Statement(
    select(participations).where(
        _CAMPAIGN,
        participations.c.person_id == bindparam("person", type_=Integer),
        participations.c.occasion == bindparam("occasion", type_=Text),
    )
)
_WAITING = Statement(
    select(participations)
    .join(campaigns)
    .where(
        participations.c.person_id == bindparam("person", type_=Integer),
        participations.c.state != ParticipationState.FINISHED.value,
        campaigns.c.state == CampaignState.OPEN.value,
    )
    .order_by(campaigns.c.closes_at, participations.c.id)
)
_OPENED = Statement(
    update(participations)
    .where(_THIS, participations.c.state == ParticipationState.ASKED.value)
    .values(state=ParticipationState.OPENED.value)
)
_FINISHED = Statement(
    update(participations)
    .where(_THIS, participations.c.state != ParticipationState.FINISHED.value)
    .values(state=ParticipationState.FINISHED.value)
)
_REMINDS = deliveries.c.kind == DeliveryKind.REMINDER.value
_ABOUT_IT = or_(
    _REMINDS,
    *(deliveries.c.kind == kind.value for kind in (DeliveryKind.CAMPAIGN, DeliveryKind.CHECKIN, DeliveryKind.LATER)),
)
_PENDING = or_(*(deliveries.c.state == one.value for one in (DeliveryState.PLANNED, DeliveryState.SENDING)))
_page = (
    select(
        participations.c.id,
        participations.c.person_id,
        func.coalesce(participations.c.closes_at, campaigns.c.closes_at).label("closes_at"),
    )
    .join(campaigns)
    .join(accounts, and_(accounts.c.person_id == participations.c.person_id, accounts.c.reachable))
    .where(
        _CAMPAIGN,
        participations.c.state == bindparam("state", type_=Text),
        participations.c.id > _AFTER,
    )
    .order_by(participations.c.id)
    .limit(bindparam("most", type_=Integer))
    .subquery("page")
)
_UNANSWERED = Statement(
    select(
        _page,
        func.sum(case((_REMINDS, 1), else_=0)).label("reminders"),
        func.max(func.coalesce(deliveries.c.settled_at, deliveries.c.not_before)).label("last_at"),
        func.sum(case((_PENDING, 1), else_=0)).label("pending"),
    )
    .outerjoin(deliveries, and_(deliveries.c.participation_id == _page.c.id, _ABOUT_IT))
    .group_by(*_page.c)
    .order_by(_page.c.id)
)


class Participations:
    """Participations by id, by campaign and by person."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def plan(self, asked: Sequence[Participation]) -> None:
        """Store new participations (their ids are ignored); on one occasion nobody is asked twice."""
        await self._connection.execute_many(_PLAN, [_values(one) for one in asked])

    async def find(self, participation_id: int) -> Participation | None:
        """Return the participation, or None."""
        row = await self._connection.one(_GET, participation=participation_id)
        return participation_of(row) if row else None

    async def get(self, ids: Iterable[int]) -> dict[int, Participation]:
        """Return id → participation of those there are."""
        rows = await self._connection.all(_MANY, ids=numbers(ids))
        return {row["id"]: participation_of(row) for row in rows}

    async def on(self, campaign_id: int, person_id: int, occasion: str) -> Participation | None:
        """Return the participation of a person on an occasion, or None."""
        row = await self._connection.one(_ON, campaign=campaign_id, person=person_id, occasion=occasion)
        return participation_of(row) if row else None

    async def among(self, campaign_id: int, after: int, upto: int) -> list[Participation]:
        """Return the participations of people with ids after `after` up to `upto`, by person."""
        rows = await self._connection.all(_AMONG, campaign=campaign_id, after=after, upto=upto)
        return [participation_of(row) for row in rows]

    async def waiting(self, person_id: int) -> list[Participation]:
        """Return what the person has not finished in open campaigns, the first to close first."""
        return [participation_of(row) for row in await self._connection.all(_WAITING, person=person_id)]

    async def unanswered(self, campaign_id: int, state: ParticipationState, after: int, most: int) -> list[Unanswered]:
        """Return up to `most` participations in a state, with ids after `after`, of people who can be written to."""
        rows = await self._connection.all(_UNANSWERED, campaign=campaign_id, state=state.value, after=after, most=most)
        return [
            Unanswered(
                participation_id=row["id"],
                person_id=row["person_id"],
                closes_at=row["closes_at"],
                reminders=row["reminders"],
                last_at=row["last_at"],
                pending=bool(row["pending"]),
            )
            for row in rows
        ]

    async def open(self, participation_id: int) -> bool:
        """Remember that the questionnaire was opened; False when that is known already."""
        return await self._connection.execute(_OPENED, participation=participation_id) == 1

    async def finish(self, participation_id: int) -> bool:
        """Remember that the person has answered; False when that is known already."""
        return await self._connection.execute(_FINISHED, participation=participation_id) == 1


def _values(one: Participation) -> dict[str, str | int | None]:
    return {
        "campaign_id": one.campaign_id,
        "person_id": one.person_id,
        "organisation_id": one.organisation_id,
        "occasion": one.occasion,
        "subject_id": one.subject_id,
        "closes_at": one.closes_at,
        "state": one.state.value,
    }


def participation_of(row: Row) -> Participation:
    """Read a whole row of participations."""
    return Participation(
        campaign_id=row["campaign_id"],
        person_id=row["person_id"],
        organisation_id=row["organisation_id"],
        occasion=row["occasion"],
        subject_id=row["subject_id"],
        closes_at=row["closes_at"],
        state=ParticipationState(row["state"]),
        id=row["id"],
    )
