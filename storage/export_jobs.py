"""Exports asked for in the chat: kept as rows, so that a restart finishes them."""

from sqlalchemy import bindparam, insert, select, update

from bot.domain.reports import ExportJob, ExportState
from storage.connection import Connection, Row
from storage.statement import Statement
from storage.tables import export_jobs

_ADD = Statement(
    insert(export_jobs).returning(export_jobs.c.id),
    columns=("person_id", "messenger_id", "scope", "state", "requested_at"),
)
_RUNNING = Statement(
    select(export_jobs).where(export_jobs.c.state == ExportState.RUNNING.value).order_by(export_jobs.c.id)
)
_RUNNING_OF = Statement(
    select(export_jobs.c.id).where(
        export_jobs.c.state == ExportState.RUNNING.value, export_jobs.c.person_id == bindparam("person")
    )
)
_GET = Statement(select(export_jobs).where(export_jobs.c.id == bindparam("job")))
_END = Statement(update(export_jobs).where(export_jobs.c.id == bindparam("job")), columns=("state", "finished_at"))


class ExportJobs:
    """Requests for a workbook and how they ended."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def add(self, person_id: int, messenger_id: int, scope: str, now: int) -> int:
        """Store a request as running; return its id."""
        row = await self._connection.one(
            _ADD,
            person_id=person_id,
            messenger_id=messenger_id,
            scope=scope,
            state=ExportState.RUNNING.value,
            requested_at=now,
        )
        assert row is not None
        return int(row["id"])

    async def find(self, job_id: int) -> ExportJob | None:
        """Return a request, None when its person was forgotten."""
        row = await self._connection.one(_GET, job=job_id)
        return _job(row) if row else None

    async def is_running(self, person_id: int) -> bool:
        """Tell whether the person waits for a workbook already."""
        return await self._connection.one(_RUNNING_OF, person=person_id) is not None

    async def running(self) -> list[ExportJob]:
        """Return every request that was not answered yet, the oldest first."""
        return [_job(row) for row in await self._connection.all(_RUNNING)]

    async def end(self, job_id: int, state: ExportState, now: int) -> None:
        """Remember how a request ended."""
        await self._connection.execute(_END, job=job_id, state=state.value, finished_at=now)


def _job(row: Row) -> ExportJob:
    return ExportJob(row["id"], row["person_id"], row["messenger_id"], row["scope"], ExportState(row["state"]))
