"""Whatever is not one person speaking to the bot in private: groups, channels, forwarded commands, blocking."""

from contextlib import suppress

import structlog
from aiogram import Bot, F, Router
from aiogram.enums import ChatMemberStatus
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message

from bot.screen import Screen
from bot.sending import Messenger, Unreachable
from bot.usecases.people import set_reachable
from handlers.gate import FREE
from handlers.screens.people import told_screen
from handlers.texts import people as texts
from handlers.turn import Turn

log = structlog.get_logger(__name__)
router = Router(name="groups")

PRIVATE = F.chat.type == "private"
IN_CHAT = (ChatMemberStatus.MEMBER, ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.RESTRICTED)


@router.my_chat_member(PRIVATE)
async def blocked_or_back(event: ChatMemberUpdated, turn: Turn) -> None:
    """The person has blocked the bot, or let it in again. Drafts stay."""
    reachable = event.new_chat_member.status in IN_CHAT
    await turn.database.write(set_reachable, turn.act.messenger_id, reachable)


@router.my_chat_member(F.new_chat_member.status.in_(IN_CHAT))
async def added(event: ChatMemberUpdated, turn: Turn, bot: Bot) -> None:
    """Somebody put the bot into a group or a channel: say where to go, then leave."""
    if event.chat.type != "channel":
        await _point(turn.messenger, bot, event.chat.id)
    with suppress(Unreachable):
        await turn.messenger.leave(event.chat.id)
    log.info("left-group")


@router.my_chat_member()
async def removed(_: ChatMemberUpdated) -> None:
    """Thrown out of a group: nothing to do."""


@router.message(~PRIVATE, F.text.startswith("/"), flags=FREE)
async def command_in_group(message: Message, turn: Turn, bot: Bot) -> None:
    """Only a pointer to the private chat, the same for every command and everybody."""
    await _point(turn.messenger, bot, message.chat.id)


@router.message(~PRIVATE, flags=FREE)
@router.edited_message(~PRIVATE, flags=FREE)
async def talk_in_group(_: Message) -> None:
    """Other people's talk: not read, not answered."""


@router.callback_query(~(F.message.chat.type == "private"), flags=FREE)
async def button_elsewhere(_: CallbackQuery, turn: Turn) -> None:
    """A button outside the private chat does nothing."""
    await turn.answer(texts.NOT_IN_GROUPS, alert=True)


@router.message(F.text.startswith("/"), F.forward_origin | F.via_bot)
async def forwarded_command(_: Message, turn: Turn) -> None:
    """Not the person's own word."""
    await turn.show(told_screen(texts.FORWARDED_COMMAND))


async def _point(messenger: Messenger, bot: Bot, chat_id: int) -> None:
    me = await bot.me()
    with suppress(Unreachable, TelegramBadRequest):  # many a group lets its members only read
        await messenger.send(chat_id, Screen(texts.private_only(me.username or "")))
