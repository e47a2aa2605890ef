"""Campaigns by id and by what is to be done with them. Every step of a campaign's life is one conditional update."""

import json
from dataclasses import replace
from datetime import date
from itertools import islice

from sqlalchemy import BigInteger, Integer, Text, bindparam, insert, or_, select, update

from bot.domain.campaigns import Campaign, CampaignKind, CampaignState, Order, Reminders
from bot.domain.segments import from_json, to_json
from storage.connection import Connection, Row
from storage.statement import Statement, Value
from storage.tables import campaigns

_FIXED = (
    "kind", "title", "questionnaire", "version_id", "subject_kind", "subject_id", "audience", "order_number",
    "order_date", "opens_at", "closes_at", "reminder_days", "reminders_max", "cooldown_days", "interval_days",
    "anonymous", "group_threshold", "comment_threshold", "state", "owner_id", "planned_to", "created_at", "started_at",
)  # fmt: skip
_THIS = campaigns.c.id == bindparam("campaign", type_=Integer)
_RUNS = or_(campaigns.c.state == CampaignState.PLANNED.value, campaigns.c.state == CampaignState.OPEN.value)
_UNSETTLED = campaigns.c.closed_at.is_(None)

_ADD = Statement(insert(campaigns).returning(campaigns.c.id), columns=_FIXED)
_SAVE = Statement(update(campaigns).where(_THIS, campaigns.c.state == CampaignState.DRAFT.value), columns=_FIXED)
_GET = Statement(select(campaigns).where(_THIS))
_LIVE = Statement(
    select(campaigns)
    .where(or_(_RUNS, campaigns.c.state == CampaignState.STOPPED.value), _UNSETTLED)
    .order_by(campaigns.c.opens_at, campaigns.c.id)
)
_NEWEST = Statement(
    select(campaigns).where(campaigns.c.id < bindparam("before", type_=BigInteger)).order_by(campaigns.c.id.desc())
)
_ABOUT = Statement(
    select(campaigns)
    .where(
        campaigns.c.subject_kind == bindparam("kind", type_=Text),
        campaigns.c.subject_id == bindparam("about", type_=Integer),
    )
    .order_by(campaigns.c.id)
)
_OPEN = Statement(
    update(campaigns)
    .where(_THIS, campaigns.c.state == CampaignState.PLANNED.value)
    .values(state=CampaignState.OPEN.value)
)
_ADVANCE = Statement(
    update(campaigns).where(
        _THIS, campaigns.c.state == CampaignState.OPEN.value, campaigns.c.planned_to == bindparam("seen", type_=Integer)
    ),
    columns=("planned_to",),
)
_EXTEND = Statement(update(campaigns).where(_THIS, _RUNS, _UNSETTLED), columns=("closes_at", "extended_at"))
_STOP = Statement(
    update(campaigns).where(_THIS, _RUNS, _UNSETTLED).values(state=CampaignState.STOPPED.value), columns=("closes_at",)
)
_CLOSE = Statement(
    update(campaigns).where(_THIS, _UNSETTLED, campaigns.c.closes_at <= bindparam("now", type_=BigInteger)),
    columns=("state", "closed_at"),
)

NEWEST = 2**31 - 1  # before the first page of a list


class Campaigns:
    """Campaigns. What an update returns False for was done, or undone, by somebody else meanwhile."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def add(self, campaign: Campaign) -> Campaign:
        """Store a new campaign (its id is ignored); return it with its id."""
        row = await self._connection.one(_ADD, **_values(campaign))
        assert row is not None
        return replace(campaign, id=int(row["id"]))

    async def save(self, campaign: Campaign) -> bool:
        """Change what is still a draft, also into one that is none."""
        return await self._connection.execute(_SAVE, campaign=campaign.id, **_values(campaign)) == 1

    async def find(self, campaign_id: int) -> Campaign | None:
        """Return the campaign, or None."""
        row = await self._connection.one(_GET, campaign=campaign_id)
        return campaign_of(row) if row else None

    async def get(self, campaign_id: int) -> Campaign:
        """Return the campaign; raises KeyError when there is none."""
        found = await self.find(campaign_id)
        if found is None:
            raise KeyError(campaign_id)
        return found

    async def live(self) -> list[Campaign]:
        """Return what the planner has to look after: planned, open, stopped and not put away yet."""
        return [campaign_of(row) for row in await self._connection.all(_LIVE)]

    async def page(self, limit: int, before: int = NEWEST, search: str = "") -> list[Campaign]:
        """Return up to `limit` campaigns with ids below `before`, newest first, whose title contains `search`."""
        rows = await self._connection.all(_NEWEST, before=before)
        wanted = search.casefold()  # not by the database: SQLite knows no capitals besides Latin ones
        found = (row for row in rows if wanted in row["title"].casefold())
        return [campaign_of(row) for row in islice(found, limit)]

    async def about(self, kind: str, subject_id: int) -> list[Campaign]:
        """Return the campaigns about this subject, oldest first."""
        return [campaign_of(row) for row in await self._connection.all(_ABOUT, kind=kind, about=subject_id)]

    async def open(self, campaign_id: int) -> bool:
        """Turn a planned campaign into an open one."""
        return await self._connection.execute(_OPEN, campaign=campaign_id) == 1

    async def advance(self, campaign_id: int, seen: int, planned_to: int) -> bool:
        """Remember up to whom people are dealt with; False when it is not open or not at `seen` any more."""
        return await self._connection.execute(_ADVANCE, campaign=campaign_id, seen=seen, planned_to=planned_to) == 1

    async def extend(self, campaign_id: int, closes_at: int, now: int) -> bool:
        """Move the closing of a planned or open campaign."""
        done = await self._connection.execute(_EXTEND, campaign=campaign_id, closes_at=closes_at, extended_at=now)
        return done == 1

    async def stop(self, campaign_id: int, now: int) -> bool:
        """End a planned or open campaign at once."""
        return await self._connection.execute(_STOP, campaign=campaign_id, closes_at=now) == 1

    async def close(self, campaign: Campaign, now: int) -> bool:
        """Mark a campaign as closed whose closing is over; a stopped one stays stopped."""
        stopped = campaign.state is CampaignState.STOPPED
        state = CampaignState.STOPPED if stopped else CampaignState.CLOSED
        done = await self._connection.execute(_CLOSE, campaign=campaign.id, state=state.value, closed_at=now, now=now)
        return done == 1


def _values(campaign: Campaign) -> dict[str, Value]:
    subject_kind, subject_id = campaign.subject
    order = campaign.order
    return {
        "kind": campaign.kind.value,
        "title": campaign.title,
        "questionnaire": campaign.questionnaire,
        "version_id": campaign.version_id,
        "subject_kind": subject_kind,
        "subject_id": subject_id,
        "audience": json.dumps(to_json(campaign.audience), ensure_ascii=False),
        "order_number": order.number if order else None,
        "order_date": order.day.isoformat() if order and order.day else None,
        "opens_at": campaign.opens_at,
        "closes_at": campaign.closes_at,
        "reminder_days": campaign.reminders.days,
        "reminders_max": campaign.reminders.most,
        "cooldown_days": campaign.cooldown_days,
        "interval_days": campaign.interval_days,
        "anonymous": campaign.anonymous,
        "group_threshold": campaign.group_threshold,
        "comment_threshold": campaign.comment_threshold,
        "state": campaign.state.value,
        "owner_id": campaign.owner_id,
        "planned_to": campaign.planned_to,
        "created_at": campaign.created_at,
        "started_at": campaign.started_at,
    }


def campaign_of(row: Row) -> Campaign:
    """A row of campaigns as the campaign."""
    return Campaign(
        id=row["id"],
        kind=CampaignKind(row["kind"]),
        title=row["title"],
        questionnaire=row["questionnaire"],
        audience=from_json(json.loads(row["audience"])),
        opens_at=row["opens_at"],
        closes_at=row["closes_at"],
        owner_id=row["owner_id"],
        state=CampaignState(row["state"]),
        order=_order(row),
        subject=(row["subject_kind"], row["subject_id"]),
        reminders=Reminders(row["reminder_days"], row["reminders_max"]),
        cooldown_days=row["cooldown_days"],
        interval_days=row["interval_days"],
        anonymous=bool(row["anonymous"]),
        version_id=row["version_id"],
        group_threshold=row["group_threshold"],
        comment_threshold=row["comment_threshold"],
        planned_to=row["planned_to"],
        created_at=row["created_at"],
        started_at=row["started_at"],
        extended_at=row["extended_at"],
        closed_at=row["closed_at"],
    )


def _order(row: Row) -> Order | None:
    if row["order_number"] is None:
        return None
    return Order(row["order_number"], date.fromisoformat(row["order_date"]) if row["order_date"] else None)
