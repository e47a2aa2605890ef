"""Mentoring pairs with their beginning and end: rows and values. Knows nothing of what a pair does together."""

from datetime import date

from sqlalchemy import Integer, bindparam, or_, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from storage.connection import Connection
from storage.statement import Statement
from storage.tables import mentoring_pairs, people

_MENTORS, _MENTEES = people.alias("mentors"), people.alias("mentees")
_LIVE = mentoring_pairs.c.ended_on.is_(None)
_PERSON = bindparam("person", type_=Integer)
_WHOSE = Statement(
    select(_MENTEES.c.code.label("mentee"), _MENTORS.c.code.label("mentor"))
    .select_from(mentoring_pairs)
    .join(_MENTORS, _MENTORS.c.id == mentoring_pairs.c.mentor_id)
    .join(_MENTEES, _MENTEES.c.id == mentoring_pairs.c.mentee_id)
    .where(_LIVE)
    .order_by(mentoring_pairs.c.id)
)
_MENTOR_OF = Statement(
    select(mentoring_pairs.c.mentor_id)
    .where(_LIVE, mentoring_pairs.c.mentee_id == _PERSON)
    .order_by(mentoring_pairs.c.id.desc())
)
_MENTEES_OF = Statement(
    select(mentoring_pairs.c.mentee_id)
    .where(_LIVE, mentoring_pairs.c.mentor_id == _PERSON)
    .order_by(mentoring_pairs.c.mentee_id)
)
_NEW = upsert(mentoring_pairs)
_BEGIN = Statement(
    _NEW.on_conflict_do_update(index_elements=["mentor_id", "mentee_id", "started_on"], set_={"ended_on": None}),
    columns=("mentor_id", "mentee_id", "started_on"),
)
_END = Statement(
    update(mentoring_pairs).where(_LIVE, mentoring_pairs.c.mentee_id == _PERSON).values(ended_on=bindparam("day"))
)
_LEAVE = Statement(
    update(mentoring_pairs)
    .where(_LIVE, or_(mentoring_pairs.c.mentee_id == _PERSON, mentoring_pairs.c.mentor_id == _PERSON))
    .values(ended_on=bindparam("day"))
)


class Pairs:
    """Who is whose mentor now, and who was."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def mentors(self) -> dict[str, str]:
        """Return code of a mentee → code of the present mentor."""
        return {row["mentee"]: row["mentor"] for row in await self._connection.all(_WHOSE)}

    async def mentor_of(self, person_id: int) -> int | None:
        """Return the id of the person's present mentor."""
        row = await self._connection.one(_MENTOR_OF, person=person_id)
        return row["mentor_id"] if row else None

    async def mentees_of(self, person_id: int) -> tuple[int, ...]:
        """Return the ids of those whose mentor the person is now."""
        return tuple(row["mentee_id"] for row in await self._connection.all(_MENTEES_OF, person=person_id))

    async def begin(self, mentor_id: int, mentee_id: int, day: date) -> None:
        """Give somebody a mentor; a former one stays in the history."""
        await self.end(mentee_id, day)
        await self._connection.execute(_BEGIN, mentor_id=mentor_id, mentee_id=mentee_id, started_on=day.isoformat())

    async def end(self, mentee_id: int, day: date) -> None:
        """Let the person's pair be over."""
        await self._connection.execute(_END, person=mentee_id, day=day.isoformat())

    async def leave(self, person_id: int, day: date) -> None:
        """End every pair of somebody who has left."""
        await self._connection.execute(_LEAVE, person=person_id, day=day.isoformat())
