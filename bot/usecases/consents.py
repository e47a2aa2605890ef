"""Agreeing and taking it back, each kind by itself. The first consent is given with the invitation."""

from bot.domain.acts import Act
from bot.domain.consents import ConsentKind, Document, Documents
from bot.domain.errors import DomainError
from bot.domain.home import Profile
from bot.usecases.people import load_profile
from storage.transaction import Transaction


async def set_consent(tx: Transaction, act: Act, kind: ConsentKind, on: bool, documents: Documents) -> Profile:
    """Give a separate consent to its present text, or withdraw it; twice the same changes nothing."""
    actor = await tx.accounts.find_actor(act.messenger_id)
    if actor is None:
        raise DomainError("unknown_person")
    before = await load_profile(tx, actor, documents)
    if on != (kind in before.agreed):
        await tx.accounts.withdraw(actor.person_id, kind, act.now)
        if on:
            await tx.accounts.consent(actor.person_id, kind, documents[kind], act.now)
        await tx.audit.note(act.now, actor.person_id, "agree" if on else "withdraw", f"consent:{kind.value}")
    return await load_profile(tx, actor, documents)


async def renew_consent(tx: Transaction, act: Act, document: Document) -> None:
    """Agree to the present text about processing; the text agreed to before stays on record as ended."""
    person_id = await tx.accounts.find_person(act.messenger_id)
    if person_id is None:
        raise DomainError("unknown_person")
    given = await tx.accounts.consents(person_id)
    if given.get(ConsentKind.PROCESSING) == document.hash:
        return
    await tx.accounts.withdraw(person_id, ConsentKind.PROCESSING, act.now)
    await tx.accounts.consent(person_id, ConsentKind.PROCESSING, document, act.now)
    await tx.audit.note(act.now, person_id, "agree", f"consent:{ConsentKind.PROCESSING.value}", hash=document.hash)


async def is_outdated(tx: Transaction, act: Act, document: Document) -> bool:
    """Tell whether a bound person has not agreed to the present text about processing."""
    person_id = await tx.accounts.find_person(act.messenger_id)
    if person_id is None:
        return False
    given = await tx.accounts.consents(person_id)
    return given.get(ConsentKind.PROCESSING) != document.hash


async def outdated_accounts(tx: Transaction, document: Document) -> frozenset[int]:
    """Return the messenger accounts that are to be asked again; texts change only while the bot stands still."""
    return frozenset(await tx.accounts.outdated(ConsentKind.PROCESSING, document.hash))
