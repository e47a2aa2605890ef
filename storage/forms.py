"""Forms and the records they are about: which submission a record came from. Knows no records."""

from sqlalchemy import Integer, Text, bindparam, select, update

from bot.domain.submissions import SubmissionState
from storage.connection import Connection
from storage.statement import Statement
from storage.tables import questionnaire_versions, submissions

_POINT = Statement(
    update(submissions).where(submissions.c.id == bindparam("submission", type_=Integer)),
    columns=("subject_kind", "subject_id"),
)
_BEHIND = Statement(
    select(submissions.c.id)
    .join(questionnaire_versions)
    .where(
        questionnaire_versions.c.code == bindparam("form", type_=Text),
        submissions.c.subject_kind == bindparam("kind", type_=Text),
        submissions.c.subject_id == bindparam("about", type_=Integer),
        submissions.c.state == SubmissionState.COMPLETED.value,
    )
    .order_by(submissions.c.id.desc())
    .limit(1)
)


class Forms:
    """Submissions of forms by the record they made or changed."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def point(self, submission_id: int, kind: str, record_id: int | None) -> None:
        """Say which record a form is about."""
        await self._connection.execute(_POINT, submission=submission_id, subject_kind=kind, subject_id=record_id)

    async def behind(self, form: str, kind: str, record_id: int) -> int | None:
        """Return the last completed form of this code about a record; None when its answers were forgotten."""
        row = await self._connection.one(_BEHIND, form=form, kind=kind, about=record_id)
        return row["id"] if row else None
