"""Forgetting: every row that holds anything of a person, and answers that have served their term. Knows the tables,
not the reasons.

The register keeps its own entry (position, places of work, sealed name) under a fresh code, so nothing that carries
the old one leads to it (docs/decisions/0007-forgetting.md).
"""

from sqlalchemy import Delete, Select, Table, and_, bindparam, delete, func, literal, or_, select, update
from sqlalchemy.types import BigInteger, Integer, Text

from bot.domain.submissions import SubmissionState
from storage.connection import Connection
from storage.statement import Statement
from storage.tables import (
    accounts,
    audit,
    campaigns,
    consents,
    dead_letters,
    deliveries,
    export_jobs,
    invitations,
    menus,
    mutes,
    outcomes,
    participations,
    people,
    replaced_responses,
    responses,
    roles,
    scores,
    submissions,
)

_PERSON = bindparam("person", type_=Integer)
_ACCOUNT = select(accounts.c.messenger_id).where(accounts.c.person_id == _PERSON)
_CONCERNS = or_(
    submissions.c.respondent_id == _PERSON,
    and_(submissions.c.subject_kind == "person", submissions.c.subject_id == _PERSON),  # what a mentor said of her
)
_OWN = select(submissions.c.id).where(_CONCERNS)


def _answers(table: Table, of: Select[tuple[int]] = _OWN) -> Delete:
    return delete(table).where(table.c.submission_id.in_(of))


def _rows(table: Table) -> Delete:
    return delete(table).where(table.c.person_id == _PERSON)


_DELETED = {
    "responses": Statement(_answers(responses)),
    "replaced_responses": Statement(_answers(replaced_responses)),
    "scores": Statement(_answers(scores)),
    "submissions": Statement(delete(submissions).where(_CONCERNS)),
    "deliveries": Statement(_rows(deliveries)),
    "mutes": Statement(_rows(mutes)),
    "participations": Statement(
        delete(participations).where(or_(participations.c.person_id == _PERSON, participations.c.subject_id == _PERSON))
    ),
    "consents": Statement(_rows(consents)),
    "invitations": Statement(_rows(invitations)),
    "roles": Statement(_rows(roles)),
    "export_jobs": Statement(_rows(export_jobs)),
    "menus": Statement(delete(menus).where(menus.c.messenger_id.in_(_ACCOUNT))),
    "accounts": Statement(_rows(accounts)),
}
_OLD = select(submissions.c.id).where(submissions.c.completed_at < bindparam("before", type_=BigInteger))
_GIVEN_UP = select(submissions.c.id).where(
    (submissions.c.state == SubmissionState.EXPIRED.value) | (submissions.c.state == SubmissionState.DISCARDED.value),
    submissions.c.touched_at < bindparam("before", type_=BigInteger),
)
_RETIRED = tuple(Statement(_answers(table, _OLD)) for table in (responses, replaced_responses, scores))
_LET_GO = Statement(
    accounts.update().where(accounts.c.active_submission_id.in_(_OLD)).values(active_submission_id=None)
)
_RETIRE = Statement(delete(submissions).where(submissions.c.completed_at < bindparam("before", type_=BigInteger)))
_BYGONE = (
    select(participations.c.id)
    .join(campaigns)
    .where(
        campaigns.c.closed_at.is_not(None) | participations.c.closes_at.is_not(None),
        func.coalesce(participations.c.closes_at, campaigns.c.closes_at) < bindparam("before", type_=BigInteger),
    )
)
_RETIRE_ASKED = tuple(
    Statement(delete(table).where(column.in_(_BYGONE)))
    for table, column in ((deliveries, deliveries.c.participation_id), (participations, participations.c.id))
)
_EMPTIED = tuple(Statement(_answers(table, _GIVEN_UP)) for table in (responses, replaced_responses))
_MESSAGES = Statement(
    select(submissions.c.message_id)
    .where(submissions.c.respondent_id == _PERSON, submissions.c.message_id.is_not(None))
    .order_by(submissions.c.message_id)
)
_FORGET_RAW = Statement(
    update(dead_letters)
    .where(dead_letters.c.body.contains(bindparam("messenger", type_=Text), autoescape=False))
    .values(body=None)
)
_FORGET_OUTCOMES = Statement(
    delete(outcomes).where(
        or_(
            *(outcomes.c.body.contains(bindparam(name, type_=Text), autoescape=False) for name in ("messenger", "code"))
        )
    )
)
_FORGET_OWNER = Statement(update(campaigns).where(campaigns.c.owner_id == _PERSON).values(owner_id=None))
_FORGET_LISTED = Statement(
    update(campaigns)
    .where(campaigns.c.audience.contains(bindparam("quoted", type_=Text), autoescape=False))
    .values(audience=func.replace(campaigns.c.audience, bindparam("quoted", type_=Text), literal('"erased"', Text)))
)
_FORGET_ACTOR = Statement(update(audit).where(audit.c.person_id == _PERSON).values(person_id=None))
_FORGET_TOLD = Statement(  # what others were to be told of her, and were
    delete(deliveries).where(deliveries.c.payload.contains(bindparam("quoted", type_=Text), autoescape=False))
)
_FORGET_CODE = Statement(
    update(audit)
    .where(
        (audit.c.object == bindparam("about", type_=Text))
        | audit.c.detail.contains(bindparam("quoted", type_=Text), autoescape=False)
    )
    .values(object="erased", detail="{}")
)
_RENAME = Statement(update(people).where(people.c.id == _PERSON).values(code=bindparam("fresh", type_=Text)))


class Erasure:
    """Rows gone for good."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def messages(self, person_id: int) -> list[int]:
        """Return the messages that show the person's questions and answers in the chat."""
        rows = await self._connection.all(_MESSAGES, person=person_id)
        return sorted({row["message_id"] for row in rows})

    async def forget(self, person_id: int, messenger_id: int, code: str, fresh_code: str) -> dict[str, int]:
        """Erase; return table → number of rows, for a record that does not say whose."""
        rows = {name: await self._connection.execute(sql, person=person_id) for name, sql in _DELETED.items()}
        rows["dead_letters"] = await self.forget_updates(messenger_id)
        rows["outcomes"] = await self._connection.execute(_FORGET_OUTCOMES, messenger=str(messenger_id), code=code)
        rows["campaigns"] = await self._connection.execute(_FORGET_OWNER, person=person_id)
        rows["deliveries"] += await self._connection.execute(_FORGET_TOLD, quoted=f'"{code}"')
        rows["campaigns"] += await self._connection.execute(_FORGET_LISTED, quoted=f'"{code}"')
        rows["audit"] = await self._connection.execute(_FORGET_ACTOR, person=person_id)
        rows["audit"] += await self._connection.execute(_FORGET_CODE, about=f"person:{code}", quoted=f'"{code}"')
        await self._connection.execute(_RENAME, person=person_id, fresh=fresh_code)
        return rows

    async def forget_updates(self, messenger_id: int) -> int:
        """Empty the dead letters that name the account; return how many."""
        return await self._connection.execute(_FORGET_RAW, messenger=str(messenger_id))

    async def retire(self, completed_before: int) -> int:
        """Delete submissions completed before then, with all that belongs to them; return how many."""
        for statement in (_LET_GO, *_RETIRED):
            await self._connection.execute(statement, before=completed_before)
        return await self._connection.execute(_RETIRE, before=completed_before)

    async def retire_asked(self, closed_before: int) -> int:
        """Delete who was asked in campaigns that closed before then, with the messages about it; return how many.

        The campaigns stay, with the counts of where people stopped.
        """
        return [await self._connection.execute(one, before=closed_before) for one in _RETIRE_ASKED][-1]

    async def empty(self, touched_before: int) -> int:
        """Delete the answers of expired and discarded submissions not touched since; return how many.

        The empty submission stays, so that an old button still gets an explanation.
        """
        return sum([await self._connection.execute(statement, before=touched_before) for statement in _EMPTIED])
