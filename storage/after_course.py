"""What the surveys after courses have to know of a run: whether there is one already, when it is afternoon, what audits
there were. Knows no rules."""

from datetime import date

from sqlalchemy import Integer, and_, bindparam, exists, func, select

from bot.domain.courses import CourseRun
from storage.connection import Connection
from storage.counting import AUDITS
from storage.courses import RUN, run_of
from storage.statement import Statement
from storage.tables import (
    campaigns,
    course_participants,
    course_runs,
    organisations,
    person_organisations,
    questionnaire_versions,
    submissions,
)

_ASKED = exists().where(
    campaigns.c.kind == bindparam("kind"),
    campaigns.c.subject_kind == bindparam("about"),
    campaigns.c.subject_id == course_runs.c.id,
)
_AWAITING = Statement(RUN.where(course_runs.c.ends_on.between(bindparam("first"), bindparam("last")), ~_ASKED))
_IN_RUN = course_participants.c.run_id == bindparam("run", type_=Integer)
_ZONES = Statement(
    select(organisations.c.zone)
    .distinct()
    .select_from(course_participants)
    .outerjoin(
        person_organisations,
        and_(person_organisations.c.person_id == course_participants.c.person_id, person_organisations.c.rank == 0),
    )
    .outerjoin(organisations, organisations.c.id == person_organisations.c.organisation_id)
    .where(_IN_RUN)
)
_audited = (
    select(
        submissions.c.version_id,
        func.row_number()
        .over(
            partition_by=submissions.c.respondent_id,
            order_by=(submissions.c.completed_at.desc(), submissions.c.id.desc()),
        )
        .label("place"),
    )
    .join(questionnaire_versions, questionnaire_versions.c.id == submissions.c.version_id)
    .join(course_participants, course_participants.c.person_id == submissions.c.respondent_id)
    .where(
        _IN_RUN,
        course_participants.c.finished,
        submissions.c.state == "completed",
        questionnaire_versions.c.code.like(AUDITS),
    )
    .subquery("audited")
)
_AUDITS = Statement(select(_audited.c.version_id).where(_audited.c.place == 1).order_by(_audited.c.version_id))


class AfterCourse:
    """Runs of courses as the surveys after them see them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def awaiting(self, kind: str, about: str, first: date, last: date) -> list[CourseRun]:
        """Return the runs whose last day lies between the two, both included, and that have no campaign of the kind.

        `about` is what campaigns call a run they are about.
        """
        days = {"first": first.isoformat(), "last": last.isoformat()}
        return [run_of(row) for row in await self._connection.all(_AWAITING, kind=kind, about=about, **days)]

    async def zones(self, run_id: int) -> list[str | None]:
        """Return the time zones of the participants' main places of work; None is the centre's."""
        return [row["zone"] for row in await self._connection.all(_ZONES, run=run_id)]

    async def audits(self, run_id: int) -> list[int]:
        """Return the version of the last completed audit of each participant who finished and has one."""
        return [row["version_id"] for row in await self._connection.all(_AUDITS, run=run_id)]
