"""Refusals shown once, in one place. Anything that is no refusal goes on to the intake."""

from aiogram import Router
from aiogram.filters import ExceptionTypeFilter
from aiogram.types import ErrorEvent

from bot.domain.errors import DomainError
from bot.screen import Screen
from bot.usecases import submissions
from bot.usecases.people import home
from bot.usecases.roles import note_refusal
from handlers.dialogues import show_dialogue
from handlers.office import Office
from handlers.screens.people import home_screen
from handlers.screens.questionnaires import HOME
from handlers.texts.problems import refusal_text
from handlers.turn import Turn

router = Router(name="errors")

NOTED = ("foreign_submission", "forbidden")  # refusals that leave a line in the journal


@router.errors(ExceptionTypeFilter(DomainError))
async def refuse(event: ErrorEvent, turn: Turn, office: Office) -> None:
    """Say why, or show where the person stands when the update was handled before."""
    error = event.exception
    assert isinstance(error, DomainError)
    if error.code == "repeated":
        await show_current(turn, office)
        return
    if error.code in NOTED:
        await turn.database.write(note_refusal, turn.act, error.code, str(error.params.get("submission", "")))
    text = refusal_text(error.code, error.params, office.zone)
    if turn.query_id is not None:
        await turn.answer(text, alert=True)
    else:
        await turn.send(Screen(text, ((HOME,),)))


async def show_current(turn: Turn, office: Office) -> None:
    """Show the waiting question, or home: what a redelivered update finds."""
    dialogue = await turn.read(submissions.active)
    if dialogue is not None:
        await show_dialogue(turn, office, dialogue)
    else:
        await turn.show(home_screen(await turn.read(home), office))
