"""Drafts: a person's own, those that answer a campaign, and those whose time is over."""

from sqlalchemy import BigInteger, Integer, Text, and_, bindparam, func, or_, select, update

from bot.domain.submissions import Submission, SubmissionState
from storage.connection import Connection
from storage.statement import Statement
from storage.submissions import CLOSES_AT, WHOLE, submission_of
from storage.tables import campaigns, participations, questionnaire_versions, submissions

_DRAFT = submissions.c.state == SubmissionState.DRAFT.value
_OWN = Statement(
    WHOLE.join(questionnaire_versions, questionnaire_versions.c.id == submissions.c.version_id)
    .where(
        submissions.c.respondent_id == bindparam("person"),
        _DRAFT,
        submissions.c.participation_id.is_(None),
        questionnaire_versions.c.code == bindparam("code"),
        submissions.c.subject_kind == bindparam("kind", type_=Text),
        func.coalesce(submissions.c.subject_id, 0) == bindparam("about", type_=Integer),
    )
    .order_by(submissions.c.id.desc())
    .limit(1)
)
_ASKED_FOR = Statement(
    WHOLE.where(
        submissions.c.participation_id == bindparam("participation", type_=Integer),
        or_(_DRAFT, submissions.c.state == SubmissionState.COMPLETED.value),
    )
    .order_by(submissions.c.id.desc())
    .limit(1)
)
_OVER = bindparam("now", type_=BigInteger) >= CLOSES_AT
_STALE = submissions.c.touched_at < bindparam("before", type_=BigInteger)
_OVERDUE = Statement(
    WHOLE.where(
        _DRAFT,
        submissions.c.id > bindparam("after", type_=Integer),
        or_(
            and_(_OVER, or_(~campaigns.c.anonymous, campaigns.c.closed_at.is_not(None))),
            and_(campaigns.c.anonymous, _STALE),
        ),
    )
    .order_by(submissions.c.id)
    .limit(bindparam("most", type_=Integer))
)
_ANONYMOUS = (
    select(participations.c.id)
    .join(campaigns)
    .where(participations.c.id == submissions.c.participation_id, campaigns.c.anonymous)
    .exists()
)
_JOIN = Statement(
    update(submissions)
    .where(submissions.c.id == bindparam("submission"), submissions.c.participation_id.is_(None))
    .values(participation_id=bindparam("participation", type_=Integer))
)
_EXPIRE = Statement(update(submissions).where(_DRAFT, _STALE, ~_ANONYMOUS).values(state=SubmissionState.EXPIRED.value))


class Drafts:
    """Submissions that still take answers, or did until now."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def find(
        self, person_id: int, code: str, subject: tuple[str, int | None] = ("self", None)
    ) -> Submission | None:
        """Return the person's newest draft of a questionnaire about `subject` that answers no campaign."""
        kind, about = subject
        row = await self._connection.one(_OWN, person=person_id, code=code, kind=kind, about=about or 0)
        return submission_of(row) if row else None

    async def asked_for(self, participation_id: int) -> Submission | None:
        """Return the newest draft of a participation, or the completed submission."""
        row = await self._connection.one(_ASKED_FOR, participation=participation_id)
        return submission_of(row) if row else None

    async def overdue(self, now: int, stale: int, after: int, most: int) -> list[Submission]:
        """Return up to `most` drafts, with ids after `after`, whose campaign takes no answers any more.

        Those of an anonymous campaign wait until it is counted where people stopped, unless nobody has touched them
        since `stale`.
        """
        rows = await self._connection.all(_OVERDUE, now=now, before=stale, after=after, most=most)
        return [submission_of(row) for row in rows]

    async def join(self, submission_id: int, participation_id: int) -> None:
        """Let a draft that answers no campaign answer this one."""
        await self._connection.execute(_JOIN, submission=submission_id, participation=participation_id)

    async def expire(self, before: int) -> int:
        """Expire drafts not touched since `before`, but for anonymous ones, which are deleted; return how many."""
        return await self._connection.execute(_EXPIRE, before=before)
