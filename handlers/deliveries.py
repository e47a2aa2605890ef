"""What came to a person by itself: «Завтра в 10», and what she wants to receive at all."""

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot.usecases.mutes import own_mutes, set_mute
from bot.usecases.postponing import postpone
from handlers.callbacks import Ask, Menu, Mute
from handlers.office import Office
from handlers.screens.deliveries import mutes_screen, postponed_screen
from handlers.texts import deliveries as texts
from handlers.texts.problems import refusal_text
from handlers.turn import Turn
from questionnaires.problems import Problem

router = Router(name="deliveries")


@router.callback_query(Ask.filter(F.to == "later"))
async def later(_: CallbackQuery, callback_data: Ask, turn: Turn, office: Office) -> None:
    """Not now."""
    found = await turn.write(postpone, callback_data.participation, office.zone)
    if isinstance(found, Problem):
        await turn.answer(refusal_text(found.code, found.params, office.zone), alert=True)
    else:
        await turn.show(postponed_screen(found.at, found.zone, callback_data.participation))


@router.callback_query(Menu.filter(F.to == "mutes"))
async def show_mutes(_: CallbackQuery, turn: Turn) -> None:
    """What comes."""
    await turn.show(mutes_screen(await turn.read(own_mutes)))


@router.callback_query(Mute.filter())
async def switch(_: CallbackQuery, callback_data: Mute, turn: Turn) -> None:
    """Turn a kind off or on."""
    muted = await turn.write(set_mute, callback_data.kind, callback_data.off)
    await turn.show(mutes_screen(muted), texts.switched(callback_data.off))
