"""Counts of people in a campaign, by organisation, and where those stopped who did not finish. Knows no answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Integer, Select, bindparam, case, exists, func, or_, select, true
from sqlalchemy.dialects.postgresql import insert as upsert

from bot.domain.campaigns import ParticipationState
from bot.domain.deliveries import DeliveryState
from bot.domain.submissions import Cursor, SubmissionState
from storage.anonymous import Source
from storage.connection import Connection
from storage.statement import Statement, Value
from storage.tables import deliveries, dropoffs, organisations, participations, submissions

_CAMPAIGN = bindparam("campaign", type_=Integer)
_OPENED = participations.c.state == ParticipationState.OPENED.value
_FINISHED = participations.c.state == ParticipationState.FINISHED.value
_DELIVERED = exists().where(
    deliveries.c.participation_id == participations.c.id, deliveries.c.state == DeliveryState.SENT.value
)
_STOPPED = Statement(
    select(submissions.c.cursor, func.count().label("people"))
    .join(participations, participations.c.id == submissions.c.participation_id)
    .where(
        participations.c.campaign_id == _CAMPAIGN,
        _OPENED,
        or_(submissions.c.state == SubmissionState.DRAFT.value, submissions.c.state == SubmissionState.EXPIRED.value),
    )
    .group_by(submissions.c.cursor)
)
_KEPT = Statement(select(dropoffs.c.item, dropoffs.c.people).where(dropoffs.c.campaign_id == _CAMPAIGN))
_KEEP = Statement(upsert(dropoffs).on_conflict_do_nothing().inline(), columns=("campaign_id", "item", "people"))


@dataclass(frozen=True, slots=True)
class PlaceCount:
    """People asked by one campaign at one organisation (code and name, empty without one)."""

    organisation: str
    name: str
    asked: int
    reached: int
    opened: int
    finished: int


def _count(condition: Any) -> Any:
    return func.sum(case((condition, 1), else_=0))


def _placed(query: Select[Any], places: int) -> Statement:
    """Those of a campaign at the organisations in scope, or all. One statement for each number of them."""
    query = query.select_from(participations)
    query = query.outerjoin(organisations, organisations.c.id == participations.c.organisation_id)
    # not IN (…): an expanding parameter could not be compiled before its values are known
    scope = or_(*(organisations.c.code == bindparam(f"place{at}") for at in range(places))) if places else true()
    return Statement(query.where(participations.c.campaign_id == _CAMPAIGN, scope))


@cache
def _totals(places: int) -> Statement:
    return _placed(select(func.count().label("asked"), _count(_FINISHED).label("finished")), places)


@cache
def _by_place(places: int) -> Statement:
    place = (func.coalesce(organisations.c.code, ""), func.coalesce(organisations.c.name, ""))
    query = select(
        place[0].label("organisation"),
        place[1].label("name"),
        func.count().label("asked"),
        _count(or_(_OPENED, _FINISHED, _DELIVERED)).label("reached"),
        _count(or_(_OPENED, _FINISHED)).label("opened"),
        _count(_FINISHED).label("finished"),
    )
    return _placed(query.group_by(*place).order_by(place[1], place[0]), places)


async def by_place(source: Source, campaign_id: int, places: Sequence[str] = ()) -> list[PlaceCount]:
    """Return the counts of each organisation in scope, by name."""
    rows = await source.all(_by_place(len(places)), campaign=campaign_id, **_scope(places))
    return [
        PlaceCount(row["organisation"], row["name"], row["asked"], row["reached"], row["opened"], row["finished"])
        for row in rows
    ]


class Turnouts:
    """Counts of one campaign at a time, at the organisations of these codes or at all."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def totals(self, campaign_id: int, places: Sequence[str] = ()) -> tuple[int, int]:
        """Return how many were asked and how many have finished."""
        row = await self._connection.one(_totals(len(places)), campaign=campaign_id, **_scope(places))
        assert row is not None
        return row["asked"], row["finished"] or 0

    async def by_place(self, campaign_id: int, places: Sequence[str] = ()) -> list[PlaceCount]:
        """Return the counts of each organisation, by name."""
        return await by_place(self._connection, campaign_id, places)

    async def stopped(self, campaign_id: int) -> dict[str, int]:
        """Return item → people whose draft stands there, "" for the review; counted from the drafts."""
        found: dict[str, int] = {}
        for row in await self._connection.all(_STOPPED, campaign=campaign_id):
            cursor = Cursor.parse(row["cursor"])
            item = cursor.code if cursor.kind in ("item", "edit") else ""
            found[item] = found.get(item, 0) + row["people"]
        return found

    async def keep_dropoffs(self, campaign_id: int, stopped: Mapping[str, int]) -> None:
        """Keep what `stopped` told, for the time when the drafts are gone."""
        rows: list[dict[str, Value]] = [
            {"campaign_id": campaign_id, "item": item, "people": people} for item, people in stopped.items()
        ]
        await self._connection.execute_many(_KEEP, rows)

    async def dropoffs(self, campaign_id: int) -> dict[str, int]:
        """Return what was kept."""
        rows = await self._connection.all(_KEPT, campaign=campaign_id)
        return {row["item"]: row["people"] for row in rows}


def _scope(places: Sequence[str]) -> dict[str, Value]:
    return {f"place{at}": code for at, code in enumerate(places)}
