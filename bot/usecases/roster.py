"""The staff list and the register: what is stored now, and one transaction that makes a plan true."""

from datetime import date

from bot.domain.errors import DomainError
from bot.domain.people import Role
from bot.domain.roster.plan import Change, Entry, Plan, Register
from storage.keys import NameKey
from storage.names import Names, count_names
from storage.transaction import Transaction


async def count_sealed(tx: Transaction) -> int:
    """Return how many names, and answers that wait, the key closes: none means that a missing one may be made."""
    return await count_names(tx.connection) + await tx.anonymous.count_sealed()


async def load_register(tx: Transaction, key: NameKey) -> Register:
    """Return everything a staff list is compared with."""
    return Register(
        organisations=await tx.people.organisations(),
        people=await tx.people.all(),
        roles=await tx.accounts.holders(),
        digests=await Names(tx.connection, key).digests(),
        mentors=await tx.pairs.mentors(),
    )


async def apply_plan(tx: Transaction, plan: Plan, seen: Register, key: NameKey, now: int) -> None:
    """Save everything the plan adds and changes, or nothing.

    Raises `register_changed` when the register is no longer what the plan was made for: another process on the same
    server was quicker, and what the centre has confirmed would not be what happens.
    """
    if await load_register(tx, key) != seen:
        raise DomainError("register_changed")
    for organisation in (*plan.organisations_added, *plan.organisations_changed):
        await tx.people.put_organisation(organisation)
    places, names = await tx.people.organisation_ids(), Names(tx.connection, key)
    for entry in plan.added:
        person_id = await _save(tx, entry, places, names)
        await _give(tx, person_id, entry, frozenset(), now)
    for change in plan.changed:
        person_id = await _save(tx, change.entry, places, names)
        await _give(tx, person_id, change.entry, change.roles_before, now)
        await _dismiss(tx, person_id, change, plan.day, now)
    for entry in (*plan.added, *(change.entry for change in plan.changed if "mentor" in change.fields)):
        await _pair(tx, entry, plan.day)
    summary = plan.summary
    if not plan.is_empty:
        await tx.audit.note(now, None, "import", "register", added=summary.added, changed=summary.changed)


async def _save(tx: Transaction, entry: Entry, places: dict[str, int], names: Names) -> int:
    person_id = await tx.people.put(entry.person, tuple(places[code] for code in entry.person.organisations))
    await names.put(person_id, entry.name)
    return person_id


async def _give(tx: Transaction, person_id: int, entry: Entry, before: frozenset[Role], now: int) -> None:
    """Give and take roles; whatever is more than a teacher's is noted in the journal."""
    for role in sorted(entry.roles ^ before):
        given = role in entry.roles
        if given:
            await tx.accounts.grant(person_id, role, now)
        else:
            await tx.accounts.revoke(person_id, role)
        if role is not Role.TEACHER:
            await tx.audit.note(
                now, None, "grant" if given else "revoke", f"person:{entry.person.code}", role=role.value
            )


async def _dismiss(tx: Transaction, person_id: int, change: Change, day: date, now: int) -> None:
    """Whoever has left cannot come in by an old paper and is nobody's mentor."""
    if change.before.active and not change.entry.person.active:
        await tx.invitations.revoke(person_id, now)
        await tx.pairs.leave(person_id, day)


async def _pair(tx: Transaction, entry: Entry, day: date) -> None:
    """Begin the pair the list tells, or end the one it does not tell any more; the mentor may be new herself."""
    mentee = await tx.people.find_id(entry.person.code)
    mentor = await tx.people.find_id(entry.mentor) if entry.mentor else None
    assert mentee is not None
    if mentor is None:
        await tx.pairs.end(mentee, day)
    else:
        await tx.pairs.begin(mentor, mentee, day)
