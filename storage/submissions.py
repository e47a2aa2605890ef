"""Drafts and completed submissions: their place, responses and replaced responses."""

import json
from dataclasses import replace

from sqlalchemy import bindparam, case, func, insert, literal, select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.types import Boolean, Text

from bot.domain.submissions import Cursor, Submission, SubmissionState
from questionnaires.values import Response
from storage.connection import Connection, Row
from storage.statement import Statement
from storage.tables import (
    campaigns,
    participations,
    replaced_responses,
    responses,
    submissions,
)

_START = (
    "version_id", "respondent_id", "organisation_id", "subject_kind", "subject_id", "state", "seed", "attributes",
    "cursor", "message_id", "started_at", "touched_at", "participation_id",
)  # fmt: skip
_ADD = Statement(insert(submissions).returning(submissions.c.id), columns=_START)
CLOSES_AT = case(
    (participations.c.closes_at < campaigns.c.closes_at, participations.c.closes_at), else_=campaigns.c.closes_at
)
WHOLE = (
    select(
        submissions,
        participations.c.campaign_id,
        func.coalesce(campaigns.c.anonymous, literal(False, Boolean)).label("anonymous"),
        CLOSES_AT.label("closes_at"),
    )
    .outerjoin(participations, participations.c.id == submissions.c.participation_id)
    .outerjoin(campaigns, campaigns.c.id == participations.c.campaign_id)
)
_GET = Statement(WHOLE.where(submissions.c.id == bindparam("submission")))
_OF_PERSON = Statement(
    WHOLE.where(
        submissions.c.respondent_id == bindparam("person"),
        submissions.c.state == bindparam("state", type_=Text),
    ).order_by(submissions.c.touched_at.desc(), submissions.c.id.desc())
)
_MOVE = Statement(
    update(submissions).where(submissions.c.id == bindparam("submission")),
    columns=("cursor", "message_id", "touched_at"),
)
_PIN = Statement(update(submissions).where(submissions.c.id == bindparam("submission")), columns=("message_id",))
_CLOSE = Statement(
    update(submissions).where(
        submissions.c.id == bindparam("submission"), submissions.c.state == SubmissionState.DRAFT.value
    ),
    columns=("state", "receipt", "completed_at", "touched_at"),
)
_RESPONSES = Statement(
    select(responses.c.item, responses.c.state, responses.c.value).where(
        responses.c.submission_id == bindparam("submission")
    )
)
_new = upsert(responses)
_SAVE = Statement(
    _new.on_conflict_do_update(
        index_elements=[responses.c.submission_id, responses.c.item],
        set_={
            "state": _new.excluded.state,
            "value": _new.excluded.value,
            "number": _new.excluded.number,
            "at": _new.excluded.at,
            "revision": responses.c.revision + 1,
        },
    ),
    columns=("submission_id", "item", "state", "value", "number", "revision", "at"),
)
_KEEP_REPLACED = Statement(
    insert(replaced_responses).from_select(
        ["submission_id", "item", "revision", "state", "value", "at"],
        select(
            responses.c.submission_id,
            responses.c.item,
            responses.c.revision,
            responses.c.state,
            responses.c.value,
            responses.c.at,
        ).where(responses.c.submission_id == bindparam("submission"), responses.c.item == bindparam("which")),
    )
)
_ANSWERED_AT = Statement(
    select(responses.c.at).where(
        responses.c.submission_id == bindparam("submission"), responses.c.item == bindparam("which")
    )
)


class Submissions:
    """Submissions by id and by respondent. Ownership is checked by the use case that asks."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def add(self, draft: Submission) -> Submission:
        """Store a new draft (its id is ignored); return it with its id."""
        subject_kind, subject_id = draft.subject
        row = await self._connection.one(
            _ADD,
            version_id=draft.version_id,
            respondent_id=draft.respondent_id,
            organisation_id=draft.organisation_id,
            subject_kind=subject_kind,
            subject_id=subject_id,
            state=draft.state.value,
            seed=draft.seed,
            attributes=json.dumps(dict(draft.attributes), ensure_ascii=False),
            cursor=str(draft.cursor),
            message_id=draft.message_id,
            started_at=draft.started_at,
            touched_at=draft.touched_at,
            participation_id=draft.participation_id,
        )
        assert row is not None
        return replace(draft, id=int(row["id"]))

    async def find(self, submission_id: int) -> Submission | None:
        """Return the submission, or None."""
        row = await self._connection.one(_GET, submission=submission_id)
        return submission_of(row) if row else None

    async def of_person(self, person_id: int, state: SubmissionState) -> list[Submission]:
        """Return the person's submissions in this state, the last touched first."""
        rows = await self._connection.all(_OF_PERSON, person=person_id, state=state.value)
        return [submission_of(row) for row in rows]

    async def responses(self, submission_id: int) -> dict[str, Response]:
        """Return item → response, also void and unfinished ones."""
        rows = await self._connection.all(_RESPONSES, submission=submission_id)
        return {row[0]: Response.from_json(row[0], row[1], row[2] or "null") for row in rows}

    async def save_response(self, submission_id: int, response: Response, replaces: bool, now: int) -> None:
        """Store the response as the current one; what it `replaces` is kept as an earlier revision."""
        if replaces:
            await self._connection.execute(_KEEP_REPLACED, submission=submission_id, which=response.item)
        await self._connection.execute(
            _SAVE,
            submission_id=submission_id,
            item=response.item,
            state=response.state.value,
            value=response.to_json(),
            number=response.number,
            revision=1,
            at=now,
        )

    async def answered_at(self, submission_id: int, item: str) -> int | None:
        """Return when the item was last answered."""
        row = await self._connection.one(_ANSWERED_AT, submission=submission_id, which=item)
        return row["at"] if row else None

    async def move(self, submission_id: int, cursor: Cursor, message_id: int | None, now: int) -> None:
        """Remember what the live message shows and which message it is."""
        await self._connection.execute(
            _MOVE, submission=submission_id, cursor=str(cursor), message_id=message_id, touched_at=now
        )

    async def pin(self, submission_id: int, message_id: int) -> None:
        """Remember a freshly sent live message."""
        await self._connection.execute(_PIN, submission=submission_id, message_id=message_id)

    async def close(self, submission_id: int, state: SubmissionState, receipt: str | None, now: int) -> bool:
        """End a draft; False when it was not a draft any more."""
        changed = await self._connection.execute(
            _CLOSE,
            submission=submission_id,
            state=state.value,
            receipt=receipt,
            completed_at=now if state is SubmissionState.COMPLETED else None,
            touched_at=now,
        )
        return changed == 1


def submission_of(row: Row) -> Submission:
    """Read a row of `WHOLE`."""
    attributes = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in json.loads(row["attributes"]).items()
    }
    return Submission(
        id=row["id"],
        version_id=row["version_id"],
        respondent_id=row["respondent_id"],
        organisation_id=row["organisation_id"],
        state=SubmissionState(row["state"]),
        receipt=row["receipt"],
        seed=row["seed"],
        attributes=attributes,
        cursor=Cursor.parse(row["cursor"]),
        message_id=row["message_id"],
        started_at=row["started_at"],
        touched_at=row["touched_at"],
        completed_at=row["completed_at"],
        participation_id=row["participation_id"],
        subject=(row["subject_kind"], row["subject_id"]),
        campaign_id=row["campaign_id"],
        closes_at=row["closes_at"],
        anonymous=bool(row["anonymous"]),
    )
