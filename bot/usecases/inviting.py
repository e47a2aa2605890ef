"""Whom the centre may invite, and the first administrator. What an invitation does is in usecases/invitations.py."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.codes import PERSON_PREFIX, make_code
from bot.domain.errors import DomainError
from bot.domain.invitations import LIFETIME
from bot.domain.names import Name
from bot.domain.people import Organisation, Person, Role
from bot.usecases.invitations import Randomness, issue_invitations
from bot.usecases.organisations import check_organisations
from storage.keys import NameKey
from storage.names import Names
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Invitees:
    """People who work and have not come in, by code: `waiting` hold an invitation they could still use."""

    people: tuple[Person, ...]
    waiting: frozenset[str]
    organisations: dict[str, Organisation]


async def find_invitees(tx: Transaction, now: int, organisation: str | None, code: str | None) -> Invitees:
    """Return whom an invitation would help, all or those of an organisation or one person.

    Raises `unknown_code`, `unknown_organisation`.
    """
    everybody, places = await tx.people.all(), await tx.people.organisations()
    if code is not None and code not in everybody:
        raise DomainError("unknown_code", person=code)
    await check_organisations(tx, () if organisation is None else (organisation,))
    connected = await tx.accounts.connected()
    found = tuple(
        person
        for person in everybody.values()
        if person.active
        and person.code not in connected
        and (code == person.code if code else _works_at(person, organisation))
    )
    return Invitees(found, await tx.invitations.invited(now) & {person.code for person in found}, places)


def _works_at(person: Person, organisation: str | None) -> bool:
    """Whether it is her main place; with no organisation named, any will do, but not none: that is an administrator."""
    return bool(person.organisations) and organisation in (None, person.organisations[0])


async def find_mover(tx: Transaction, code: str) -> Invitees:
    """Return the connected person who is to move to another account.

    Raises `unknown_code`, `not_working`, `not_connected`.
    """
    person = (await tx.people.all()).get(code)
    if person is None:
        raise DomainError("unknown_code", person=code)
    if not person.active:
        raise DomainError("not_working", person=code)
    if code not in await tx.accounts.connected():
        raise DomainError("not_connected", person=code)
    return Invitees((person,), frozenset(), await tx.people.organisations())


async def load_names(tx: Transaction, key: NameKey, codes: frozenset[str] | None = None) -> Mapping[str, Name]:
    """Return code → name, of everybody or of these people; for files made on the centre's machine only."""
    return await Names(tx.connection, key).all(codes)


async def invite_first_admin(
    tx: Transaction,
    randomness: Randomness,
    choose: Callable[[int], int],
    position: str,
    now: int,
    again: bool,
    lifetime: timedelta = LIFETIME,
) -> tuple[str, str]:
    """Make an administrator who is known by code only; return the code and the invitation's payload.

    With `again` an administrator who never came in gets a fresh invitation, and if all came in, there is a further
    one. Raises `admin_exists`, `admin_invited`. `choose(n)` gives an integer in 0..n-1; `position` stands where the
    staff list has the post.
    """
    admins = [code for code, roles in (await tx.accounts.holders()).items() if Role.ADMIN in roles]
    absent = [code for code in admins if code not in await tx.accounts.connected()]
    if admins and not again:
        raise DomainError("admin_invited" if len(absent) == len(admins) else "admin_exists", person=admins[0])
    code = absent[0] if absent else await _enter_admin(tx, choose, position, now)
    return code, (await issue_invitations(tx, (code,), randomness, now, lifetime))[code]


async def _enter_admin(tx: Transaction, choose: Callable[[int], int], position: str, now: int) -> str:
    code = make_code(PERSON_PREFIX, choose, (await tx.people.all()).keys())
    person_id = await tx.people.put(Person(code, (), position), ())
    await tx.accounts.grant(person_id, Role.ADMIN, now)
    await tx.audit.note(now, None, "grant", f"person:{code}", role=Role.ADMIN.value)
    return code
