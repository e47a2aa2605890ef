"""Which command menu a chat was given, beside the roles it should follow."""

from dataclasses import dataclass

from bot.domain.people import Role
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat, the mark of its own menu (None: everybody's), and the roles that count there now."""

    messenger_id: int
    menu: str | None
    roles: frozenset[Role]


async def chats(tx: Transaction) -> tuple[Chat, ...]:
    """Return every chat with roles or a menu of its own; roles may have changed beside the running bot."""
    menus, roles = await tx.menus.all(), await tx.accounts.present_roles()
    return tuple(Chat(one, menus.get(one), roles.get(one, frozenset())) for one in sorted({*menus, *roles}))


async def note_menu(tx: Transaction, messenger_id: int, mark: str | None) -> bool:
    """Remember which menu the messenger shows in this chat.

    False when it should show none of its own: its person was forgotten meanwhile, and nothing is kept of strangers.
    """
    known = await tx.accounts.find_person(messenger_id) is not None
    await tx.menus.put(messenger_id, mark if known else None)
    return known or mark is None
