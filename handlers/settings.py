"""Settings, separate consents, privacy, forgetting."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.domain.consents import ConsentKind
from bot.usecases.consents import set_consent
from bot.usecases.erasure import Farewell, forget
from bot.usecases.people import home, profile
from handlers.callbacks import Menu, Setting
from handlers.gate import FREE
from handlers.menus import show_menu
from handlers.office import Office
from handlers.screens import settings as screens
from handlers.texts.settings import switched
from handlers.turn import Turn

router = Router(name="settings")


@router.message(Command("settings"), flags=FREE)
async def settings_command(_: Message, turn: Turn, office: Office) -> None:
    """What I am here and what I have allowed."""
    await turn.show(screens.settings_screen(await turn.read(profile, office.documents)))


@router.callback_query(Menu.filter(F.to == "settings"), flags=FREE)
async def settings_button(_: CallbackQuery, turn: Turn, office: Office) -> None:
    """The same, by button."""
    await turn.show(screens.settings_screen(await turn.read(profile, office.documents)))


@router.callback_query(Setting.filter())
async def switch(_: CallbackQuery, callback_data: Setting, turn: Turn, office: Office) -> None:
    """Give or withdraw a separate consent."""
    kind = ConsentKind(callback_data.kind)
    changed = await turn.write(set_consent, kind, callback_data.on, office.documents)
    await turn.show(screens.settings_screen(changed), switched(kind, callback_data.on))


@router.message(Command("privacy"), flags=FREE)
async def privacy_command(_: Message, turn: Turn, office: Office) -> None:
    """To anybody, in every state, without a look at the data."""
    await turn.show(screens.privacy_screen(office))


@router.callback_query(Menu.filter(F.to == "privacy"), flags=FREE)
async def privacy_button(_: CallbackQuery, turn: Turn, office: Office) -> None:
    """The same, by button."""
    await turn.show(screens.privacy_screen(office))


@router.message(Command("forget"), flags=FREE)
async def forget_command(_: Message, turn: Turn, office: Office) -> None:
    """What forgetting means; nothing is erased yet."""
    await turn.show(screens.forget_screen(office, known=(await turn.read(home)).actor is not None))


@router.callback_query(Menu.filter(F.to == "forget"), flags=FREE)
async def forget_button(_: CallbackQuery, turn: Turn, office: Office) -> None:
    """The same, by button."""
    await turn.show(screens.forget_screen(office, known=(await turn.read(home)).actor is not None))


@router.callback_query(Menu.filter(F.to == "forget_sure"), flags=FREE)
async def forget_question(_: CallbackQuery, turn: Turn) -> None:
    """The last question."""
    await turn.show(screens.forget_question_screen())


@router.callback_query(Menu.filter(F.to == "forget_now"), flags=FREE)
async def forget_now(_: CallbackQuery, turn: Turn) -> None:
    """Erase; then take the answers out of the chat as far as the bot can reach them."""
    gone = await turn.write_kept(forget)
    turn.database.wipe()
    await turn.show(screens.farewell_screen(gone.answers))
    await show_menu(turn.database, turn.messenger, turn.act.messenger_id, frozenset())
    await _blank(turn, gone)


async def _blank(turn: Turn, gone: Farewell) -> None:
    for message in gone.messages:
        if message != turn.act.message_id:
            await turn.messenger.blank(turn.act.messenger_id, message, screens.erased_screen())
