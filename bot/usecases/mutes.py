"""What a person wants to be written about. What she has muted still waits for her under «Анкеты»."""

from bot.domain.acts import Act
from bot.domain.deliveries import MANNERS, DeliveryKind
from bot.domain.errors import DomainError
from storage.transaction import Transaction


async def own_mutes(tx: Transaction, act: Act) -> frozenset[DeliveryKind]:
    """Return what the person has turned off. Raises `unknown_person`."""
    return await tx.mutes.of(await tx.accounts.get_person(act.messenger_id))


async def set_mute(tx: Transaction, act: Act, kind: DeliveryKind, muted: bool) -> frozenset[DeliveryKind]:
    """Turn a kind of messages off or on; raises `unknown_item` for one that cannot be turned off."""
    if not MANNERS[kind].mutable:
        raise DomainError("unknown_item")
    person_id = await tx.accounts.get_person(act.messenger_id)
    await (tx.mutes.put if muted else tx.mutes.drop)(person_id, kind)
    await tx.audit.note(act.now, person_id, "mute" if muted else "unmute", f"kind:{kind.value}")
    return await tx.mutes.of(person_id)
