"""Answers without people: sealed while they wait, readable after their release. Knows no key and draws no lots.

Rows have random keys and no times, and on SQLite no row number: nothing in a row, and nothing in the order of rows,
leads to a person or to a draft.
"""

import secrets
from collections.abc import Mapping, Sequence
from typing import Protocol

from sqlalchemy import Integer, Text, bindparam, delete, func, insert, select, update

from storage.connection import Connection, Row
from storage.statement import Statement, Value
from storage.tables import (
    accounts,
    anonymous_submissions,
    replaced_responses,
    responses,
    sealed_submissions,
    submissions,
)

_CAMPAIGN = bindparam("campaign", type_=Integer)
_DRAFT = bindparam("draft", type_=Integer)
_KEEP = Statement(insert(sealed_submissions), columns=("key", "campaign_id", "sealed"))
_WAITING = Statement(
    select(sealed_submissions.c.key)
    .where(sealed_submissions.c.campaign_id == _CAMPAIGN)
    .order_by(sealed_submissions.c.key)
)
_WAITING_IN = Statement(select(sealed_submissions.c.campaign_id, func.count().label("n")).group_by("campaign_id"))
_COUNT_SEALED = Statement(select(func.count()).select_from(sealed_submissions))
_WHICH = bindparam("which", type_=Text)
_TAKE = Statement(
    delete(sealed_submissions).where(sealed_submissions.c.key == _WHICH).returning(sealed_submissions.c.sealed)
)
_RELEASED = Statement(
    select(anonymous_submissions.c.version_id, anonymous_submissions.c.body)
    .where(anonymous_submissions.c.campaign_id == _CAMPAIGN)
    .order_by(anonymous_submissions.c.key)
)
_COUNT_RELEASED = Statement(
    select(func.count()).select_from(anonymous_submissions).where(anonymous_submissions.c.campaign_id == _CAMPAIGN)
)
_KEY, _START = anonymous_submissions.c.key, bindparam("start", type_=Text)
_SOME, _OTHERS = (
    Statement(
        select(anonymous_submissions)
        .where(anonymous_submissions.c.campaign_id == _CAMPAIGN, side)
        .order_by(_KEY)
        .limit(bindparam("most", type_=Integer))
    )
    for side in (_START <= _KEY, _START > _KEY)
)
_TAKE_RELEASED = Statement(delete(anonymous_submissions).where(anonymous_submissions.c.key == _WHICH))
_LAY = Statement(insert(anonymous_submissions), columns=("key", "campaign_id", "version_id", "body"))

_LET_GO = Statement(update(accounts).where(accounts.c.active_submission_id == _DRAFT).values(active_submission_id=None))
_DROP = tuple(
    Statement(delete(table).where(column == _DRAFT))
    for table, column in (
        (responses, responses.c.submission_id),
        (replaced_responses, replaced_responses.c.submission_id),
        (submissions, submissions.c.id),
    )
)

Answers = tuple[int, str]
"""Version of the questionnaire, body."""


class Source(Protocol):
    """Whatever rows can be read from: a transaction's connection, a report's snapshot."""

    async def all(self, statement: Statement, **parameters: Value) -> Sequence[Row]:
        """Return every row."""
        ...


async def released(source: Source, campaign_id: int) -> list[Answers]:
    """Return the readable answers of a campaign, in the random order of their keys."""
    rows = await source.all(_RELEASED, campaign=campaign_id)
    return [(row["version_id"], row["body"]) for row in rows]


class Anonymous:
    """What was sent without a name, by campaign."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def keep(self, campaign_id: int, key: str, sealed: bytes) -> None:
        """Let sealed answers wait under a key of `new_key`."""
        await self._connection.execute(_KEEP, key=key, campaign_id=campaign_id, sealed=sealed)

    async def waiting(self, campaign_id: int) -> list[str]:
        """Return the keys of what waits, in their random order."""
        return [row["key"] for row in await self._connection.all(_WAITING, campaign=campaign_id)]

    async def counts_waiting(self) -> Mapping[int, int]:
        """Return campaign → how many wait, for campaigns with any."""
        return {row["campaign_id"]: row["n"] for row in await self._connection.all(_WAITING_IN)}

    async def count_sealed(self) -> int:
        """Return how many wait altogether: without any, a missing key may be made anew."""
        row = await self._connection.one(_COUNT_SEALED)
        return int(row[0]) if row else 0

    async def take(self, key: str) -> bytes:
        """Remove sealed answers and return them. Raises KeyError."""
        row = await self._connection.one(_TAKE, which=key)
        if row is None:
            raise KeyError(key)
        return bytes(row["sealed"])

    async def count_released(self, campaign_id: int) -> int:
        """Return how many are readable."""
        row = await self._connection.one(_COUNT_RELEASED, campaign=campaign_id)
        return int(row[0]) if row else 0

    async def take_released(self, campaign_id: int, start: str, most: int) -> list[Answers]:
        """Remove up to `most` readable answers and return them: those whose keys follow `start`, round the circle.

        The keys are random, so whoever draws `start` draws the answers.
        """
        rows = list(await self._connection.all(_SOME, campaign=campaign_id, start=start, most=most))
        rows += await self._connection.all(_OTHERS, campaign=campaign_id, start=start, most=most - len(rows))
        await self._connection.execute_many(_TAKE_RELEASED, [{"which": row["key"]} for row in rows])
        return [(row["version_id"], row["body"]) for row in rows]

    async def lay_out(self, campaign_id: int, answers: Sequence[Answers]) -> None:
        """Make answers readable, in this order and under fresh keys."""
        await self._connection.execute_many(
            _LAY,
            [
                {"key": new_key(), "campaign_id": campaign_id, "version_id": version_id, "body": body}
                for version_id, body in answers
            ],
        )

    async def released(self, campaign_id: int) -> list[Answers]:
        """Return what is readable."""
        return await released(self._connection, campaign_id)

    async def drop(self, submission_id: int) -> None:
        """Delete a draft with all its answers, and let typed text go to it no more."""
        for statement in (_LET_GO, *_DROP):
            await self._connection.execute(statement, draft=submission_id)


def new_key() -> str:
    """128 random bits that lead nowhere."""
    return secrets.token_hex(16)
