"""Coming in: /start with and without an invitation, consent, home, help, leaving."""

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from bot.domain.consents import ConsentKind
from bot.domain.doors import Door, find_payload
from bot.usecases.consents import renew_consent
from bot.usecases.invitations import accept_invitation, examine_invitation, note_failure
from bot.usecases.people import find_roles, leave
from handlers.callbacks import Consent, Menu, Paper
from handlers.gate import FREE
from handlers.home import come_home
from handlers.notices import notify
from handlers.office import Office
from handlers.screens import people as screens
from handlers.screens.consents import consent_screen, declined_screen, document_screen
from handlers.texts import people as texts
from handlers.turn import Turn

router = Router(name="people")


@router.message(Command("start"))
async def start(_: Message, command: CommandObject, turn: Turn, office: Office) -> None:
    """Come in by an invitation, or come home; everything under way stays saved."""
    if command.args:
        await knock(turn, office, command.args)
    else:
        await come_home(turn, office)


@router.message(F.text, F.text.func(find_payload))
async def typed_invitation(message: Message, turn: Turn, office: Office) -> None:
    """An invitation or its link, pasted or typed."""
    await knock(turn, office, message.text or "")


@router.callback_query(Menu.filter(F.to == "home"))
async def home_button(_: CallbackQuery, turn: Turn, office: Office) -> None:
    """Home."""
    await come_home(turn, office)


@router.callback_query(Consent.filter(F.answer == "yes"), flags=FREE)
async def agree(_: CallbackQuery, callback_data: Consent, turn: Turn, office: Office) -> None:
    """«Согласен»: the first write that concerns the person."""
    document = office.documents[ConsentKind.PROCESSING]
    if not callback_data.token:
        await turn.write(renew_consent, document)
        await come_home(turn, office)
        return
    door = await turn.write_kept(accept_invitation, callback_data.token, office.guard_key, document)
    if door not in (Door.OPEN, Door.ALREADY):
        await turn.show(screens.refused_screen(door, office))
        return
    await come_home(turn, office, texts.CONNECTED if door is Door.OPEN else texts.ALREADY)


@router.callback_query(Consent.filter(F.answer == "no"), flags=FREE)
async def disagree(_: CallbackQuery, callback_data: Consent, turn: Turn, office: Office) -> None:
    """«Не согласен»: nothing is stored, reading stays possible."""
    await turn.show(declined_screen(office, callback_data.token))


@router.callback_query(Consent.filter(F.answer == "ask"), flags=FREE)
async def ask_again(_: CallbackQuery, callback_data: Consent, turn: Turn, office: Office) -> None:
    """Back to the question."""
    await turn.show(consent_screen(office, callback_data.token))


@router.callback_query(Paper.filter(), flags=FREE)
async def read_document(_: CallbackQuery, callback_data: Paper, turn: Turn, office: Office) -> None:
    """A page of a document."""
    kind = ConsentKind(callback_data.kind)
    await turn.show(document_screen(kind, office.documents[kind], callback_data.page, callback_data.token))


@router.message(Command("help"), flags=FREE)
async def help_command(_: Message, turn: Turn, office: Office) -> None:
    """What one can do here."""
    await turn.show(screens.help_screen(await turn.read(find_roles), office))


@router.callback_query(Menu.filter(F.to == "help"), flags=FREE)
async def help_button(_: CallbackQuery, turn: Turn, office: Office) -> None:
    """The same, by button."""
    await turn.show(screens.help_screen(await turn.read(find_roles), office))


@router.message(Command("cancel"), flags=FREE)
async def cancel(_: Message, turn: Turn) -> None:
    """Leave what is under way; everything stays saved."""
    await turn.show(screens.cancelled_screen(await turn.write(leave)))


async def knock(turn: Turn, office: Office, written: str) -> None:
    """Present whatever was written as an invitation; nothing is stored but a counted failure."""
    payload = find_payload(written)
    door = await turn.read(examine_invitation, payload, office.guard_key)
    if door is Door.OPEN and payload is not None:
        await turn.show(consent_screen(office, payload))
        return
    if door is Door.ALREADY:
        await come_home(turn, office, texts.ALREADY)
        return
    invited = await turn.write_kept(note_failure, payload, office.guard_key)
    await turn.show(screens.refused_screen(door, office))
    if invited is not None:
        await notify(turn.messenger, invited, screens.warning_screen(office))
