"""Invitations presented in the chat, and issued on the centre's machine. Names are no business of this module."""

from collections.abc import Callable
from datetime import timedelta

from bot.domain.acts import Act
from bot.domain.consents import ConsentKind, Document
from bot.domain.doors import Door, Knock, door_for, stranger_digest
from bot.domain.errors import DomainError
from bot.domain.invitations import LIFETIME, LOCKED_FOR, MAX_FAILURES, TOKEN_BYTES, make_payload, token_hash
from bot.domain.people import Role
from bot.usecases.asking import ask_newcomer
from storage.transaction import Transaction

Randomness = Callable[[int], bytes]  # so many random bytes
_LOCKED_SECONDS = int(LOCKED_FOR.total_seconds())


async def examine_invitation(tx: Transaction, act: Act, payload: str | None, key: bytes) -> Door:
    """Tell what the invitation would do, storing nothing. `key` is the one strangers' failures are digested with.

    After too many failures within the hour every door is closed, also the right one.
    """
    since = act.now - _LOCKED_SECONDS
    if await tx.invitations.failures(stranger_digest(key, act.messenger_id), since) >= MAX_FAILURES:
        return Door.CLOSED
    return door_for(await _knock(tx, act, payload))


async def accept_invitation(tx: Transaction, act: Act, payload: str, key: bytes, document: Document) -> Door:
    """Spend the invitation: account and person are tied and the consent is kept, all or nothing.

    Anything but `OPEN` means that nobody was let in; a forged button counts as a failure like a forged link.
    """
    door = await examine_invitation(tx, act, payload, key)
    found = await tx.invitations.find_open(token_hash(payload), act.now) if door is Door.OPEN else None
    if found is None:
        if door is not Door.ALREADY:
            await note_failure(tx, act, payload, key)
        return door
    await _let_in(tx, act, *found, document)
    return door


async def _let_in(tx: Transaction, act: Act, invitation_id: int, person_id: int, document: Document) -> None:
    spent = await tx.invitations.use(invitation_id, act.now)
    if not spent or not await tx.accounts.bind(act.messenger_id, person_id, act.now):
        raise DomainError("invitation-invalid")  # somebody was quicker: another process on the same database
    await tx.accounts.consent(person_id, ConsentKind.PROCESSING, document, act.now)
    actor = await tx.accounts.find_actor(act.messenger_id)
    if actor is not None and not actor.roles:
        await tx.accounts.grant(person_id, Role.TEACHER, act.now)
    await tx.audit.note(act.now, person_id, "connect", f"invitation:{invitation_id}", consent=document.hash)
    await ask_newcomer(tx, person_id, act.now)


async def note_failure(tx: Transaction, act: Act, payload: str | None, key: bytes) -> int | None:
    """Count a failed attempt; return the account of the invited person if somebody else tried her invitation.

    A locked stranger is not counted any further, so that the lock ends by itself.
    """
    stranger, since = stranger_digest(key, act.messenger_id), act.now - _LOCKED_SECONDS
    if await tx.invitations.failures(stranger, since) >= MAX_FAILURES:
        return None
    await tx.invitations.note_failure(stranger, act.now)
    knock = await _knock(tx, act, payload)
    if knock.invited is None or knock.invited == knock.person:
        return None
    await tx.audit.note(act.now, knock.invited, "refuse", "invitation", reason=door_for(knock).value)
    return knock.invited_account


async def issue_invitations(
    tx: Transaction, codes: tuple[str, ...], randomness: Randomness, now: int, lifetime: timedelta = LIFETIME
) -> dict[str, str]:
    """Give each person a fresh invitation and close the unused old ones; return code → deep-link payload.

    Raises KeyError for a code that is not in the register.
    """
    return {code: await _issue(tx, await _person(tx, code), randomness, now, lifetime) for code in codes}


async def invite_admin(tx: Transaction, code: str, randomness: Randomness, now: int) -> str:
    """Make a person of the register an admin and return her invitation: the only way to the first admin.

    Raises `admin_exists` once an admin is connected, KeyError for an unknown code.
    """
    for known, roles in (await tx.accounts.holders(besides=Role.TEACHER)).items():
        if Role.ADMIN in roles and await tx.accounts.find_messenger(await _person(tx, known)) is not None:
            raise DomainError("admin_exists", person=known)
    person_id = await _person(tx, code)
    await tx.accounts.grant(person_id, Role.ADMIN, now)
    await tx.audit.note(now, None, "grant", f"person:{code}", role=Role.ADMIN.value)
    return await _issue(tx, person_id, randomness, now)


async def transfer(tx: Transaction, code: str, randomness: Randomness, now: int, lifetime: timedelta = LIFETIME) -> str:
    """Let a person move to another messenger account: the old one is cut off, answers and consents stay.

    Returns the payload of the new invitation. Raises KeyError for an unknown code.
    """
    person_id = await _person(tx, code)
    await tx.accounts.unbind(person_id)
    await tx.audit.note(now, None, "transfer", f"person:{code}")
    return await _issue(tx, person_id, randomness, now, lifetime)


async def revoke_invitations(tx: Transaction, code: str, now: int) -> int:
    """Close every unused invitation of a person; return how many there were. Raises KeyError."""
    return await tx.invitations.revoke(await _person(tx, code), now)


async def _issue(
    tx: Transaction, person_id: int, randomness: Randomness, now: int, lifetime: timedelta = LIFETIME
) -> str:
    await tx.invitations.revoke(person_id, now)
    payload = make_payload(randomness(TOKEN_BYTES))
    await tx.invitations.add(token_hash(payload), person_id, now, now + int(lifetime.total_seconds()))
    return payload


async def _knock(tx: Transaction, act: Act, payload: str | None) -> Knock:
    invited = await tx.invitations.find_owner(token_hash(payload)) if payload else None
    if payload is None or invited is None:
        return Knock(None, False, None, None)
    invited_person, _ = await tx.people.get(invited)
    unspent = await tx.invitations.find_open(token_hash(payload), act.now) is not None
    return Knock(
        invited=invited,
        usable=unspent and invited_person.active,
        person=await tx.accounts.find_person(act.messenger_id),
        invited_account=await tx.accounts.find_messenger(invited),
    )


async def _person(tx: Transaction, code: str) -> int:
    person_id = await tx.people.find_id(code)
    if person_id is None:
        raise KeyError(code)
    return person_id
