"""Roles given and taken on the centre's machine: whoever holds the database may. For the chat: usecases/roles.py."""

from bot.domain.errors import DomainError
from bot.domain.people import Role
from storage.transaction import Transaction


async def appoint(tx: Transaction, code: str, role: Role, now: int) -> bool:
    """Give a role; False when the person had it. Raises `unknown_code`."""
    person_id = await _person(tx, code)
    if role in await tx.accounts.roles(person_id):
        return False
    await tx.accounts.grant(person_id, role, now)
    await tx.audit.note(now, None, "grant", f"person:{code}", role=role.value)
    return True


async def dismiss(tx: Transaction, code: str, role: Role, now: int) -> bool:
    """Take a role back; False when the person did not have it. Raises `unknown_code`, `last_admin`."""
    person_id = await _person(tx, code)
    if role is Role.ADMIN and await _others(tx, code) == 0:
        raise DomainError("last_admin", person=code)
    if not await tx.accounts.revoke(person_id, role):
        return False
    await tx.audit.note(now, None, "revoke", f"person:{code}", role=role.value)
    return True


async def appointed(tx: Transaction) -> dict[str, frozenset[Role]]:
    """Return code → roles of everybody who is more than a teacher."""
    return await tx.accounts.holders(besides=Role.TEACHER)


async def _others(tx: Transaction, code: str) -> int:
    """Return how many administrators there are besides this person."""
    return sum(Role.ADMIN in roles for other, roles in (await tx.accounts.holders()).items() if other != code)


async def _person(tx: Transaction, code: str) -> int:
    person_id = await tx.people.find_id(code)
    if person_id is None:
        raise DomainError("unknown_code", person=code)
    return person_id
