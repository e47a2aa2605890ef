"""The workbook in the chat: asked for here, made and sent in the background."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.usecases.reports import request_export
from handlers.callbacks import Menu
from handlers.office import Office
from handlers.screens.reports import preparing_screen
from handlers.turn import Turn

router = Router(name="reports")


@router.callback_query(Menu.filter(F.to == "export"))
async def export_button(_: CallbackQuery, turn: Turn, office: Office) -> None:
    """The button of the main menu."""
    await _export(turn, office)


@router.message(Command("export"))
async def export_command(_: Message, turn: Turn, office: Office) -> None:
    """The command."""
    await _export(turn, office)


async def _export(turn: Turn, office: Office) -> None:
    job = await turn.write(request_export)
    shown = None
    try:
        shown = await turn.show(preparing_screen())
    finally:  # the request is stored: it is made whether or not this could be shown
        office.run_export(job, shown)
