"""Giving and taking roles, and the journal of what was refused. Rights are checked here, when the act is performed."""

from dataclasses import dataclass

from bot.domain.acts import Act
from bot.domain.errors import DomainError
from bot.domain.people import Actor, Role
from bot.domain.rights import Action, may
from questionnaires.problems import Problem
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class RoleChange:
    """What came of it: `changed` is False when the person had, or had not, the role before."""

    code: str
    role: Role
    given: bool
    changed: bool
    roles: frozenset[Role]
    messenger_id: int | None


async def grant_role(tx: Transaction, act: Act, code: str, role: Role) -> RoleChange | Problem:
    """Give a role to a person by code; returns `unknown-code` for nobody. Raises `forbidden`."""
    actor = await _manager(tx, act)
    person_id = await tx.people.find_id(code)
    if person_id is None:
        return Problem("unknown-code", {"code": code})
    before = await tx.accounts.roles(person_id)
    await tx.accounts.grant(person_id, role, act.now)
    if role not in before:
        await tx.audit.note(act.now, actor.person_id, "grant", f"person:{code}", role=role.value)
    messenger = await tx.accounts.find_messenger(person_id)
    return RoleChange(code, role, True, role not in before, before | {role}, messenger)


async def revoke_role(tx: Transaction, act: Act, code: str, role: Role) -> RoleChange | Problem:
    """Take a role back; returns `unknown-code`, or `own-admin`: so there always is an admin left."""
    actor = await _manager(tx, act)
    person_id = await tx.people.find_id(code)
    if person_id is None:
        return Problem("unknown-code", {"code": code})
    if role is Role.ADMIN and person_id == actor.person_id:
        return Problem("own-admin")
    changed = await tx.accounts.revoke(person_id, role)
    if changed:
        await tx.audit.note(act.now, actor.person_id, "revoke", f"person:{code}", role=role.value)
    messenger = await tx.accounts.find_messenger(person_id)
    return RoleChange(code, role, False, changed, await tx.accounts.roles(person_id), messenger)


async def list_roles(tx: Transaction, act: Act) -> dict[str, frozenset[Role]]:
    """Return code → roles of everybody who is more than a teacher. Raises `forbidden`."""
    await _manager(tx, act)
    return await tx.accounts.holders(besides=Role.TEACHER)


async def note_refusal(tx: Transaction, act: Act, code: str, submission: str = "") -> None:
    """Keep in the journal that an act was refused, with the codes of both sides where there are two."""
    actor = await tx.accounts.find_actor(act.messenger_id)
    owner = await _owner(tx, submission)
    await tx.audit.note(
        act.now,
        actor.person_id if actor else None,
        "refused",
        f"submission:{submission}" if submission else code,
        code=code,
        actor=actor.code if actor else None,
        owner=owner,
    )


async def _manager(tx: Transaction, act: Act) -> Actor:
    actor = await tx.accounts.find_actor(act.messenger_id)
    if actor is None or not may(actor.roles, Action.MANAGE_ROLES):
        raise DomainError("forbidden", action=Action.MANAGE_ROLES.value)
    return actor


async def _owner(tx: Transaction, submission: str) -> str | None:
    found = await tx.submissions.find(int(submission)) if submission.isdecimal() else None
    if found is None:
        return None
    person, _ = await tx.people.get(found.respondent_id)
    return person.code
