"""Asking for the monitoring workbook in the chat. Rights are checked when it is asked for and when it is sent."""

from bot.domain.acts import Act
from bot.domain.errors import DomainError
from bot.domain.people import Actor
from bot.domain.reports import GROUPS, ExportJob, ExportState, scope_of_places
from bot.domain.rights import Action, Scope, scope_of
from storage.transaction import Transaction


async def request_export(tx: Transaction, act: Act) -> int:
    """Store a request within the actor's reach; return its id.

    Raises `forbidden` without the right, `export_running` while an earlier request of the person is under way.
    """
    actor = await tx.accounts.find_actor(act.messenger_id)
    scope = reach(actor)
    if actor is None or scope is None:
        raise DomainError("forbidden")
    if await tx.export_jobs.is_running(actor.person_id):
        raise DomainError("export_running")
    await tx.audit.note(act.now, actor.person_id, "export", scope or "municipality")
    return await tx.export_jobs.add(actor.person_id, act.messenger_id, scope, act.now)


async def find_export(tx: Transaction, job_id: int) -> ExportJob | None:
    """Return a request if its person may still have it, None when the right is gone or she was forgotten."""
    job = await tx.export_jobs.find(job_id)
    if job is None:
        return None
    return job if reach(await tx.accounts.find_actor(job.messenger_id)) == job.scope else None


async def running_exports(tx: Transaction) -> list[int]:
    """Return the ids of requests that a restart has interrupted."""
    return [job.id for job in await tx.export_jobs.running()]


async def end_export(tx: Transaction, job_id: int, state: ExportState, now: int) -> None:
    """Remember how a request ended."""
    await tx.export_jobs.end(job_id, state, now)


def reach(actor: Actor | None) -> str | None:
    """The widest `scope` of a request that the actor may make, None when he may make none."""
    scope = scope_of(actor.roles, Action.EXPORT_MONITORING) if actor else None
    if actor is None or scope is None:
        return None
    if scope is Scope.ALL:
        return ""
    if scope is Scope.AGGREGATES:
        return GROUPS
    return scope_of_places(actor.organisations) or None
