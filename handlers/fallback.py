"""Whatever nobody else took: the answer to a waiting question, or a word on what to do. The last router."""

import structlog
from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from bot.domain.doors import Door, looks_like_key
from bot.usecases.invitations import note_failure
from bot.usecases.people import home
from handlers.home import come_home
from handlers.office import Office
from handlers.questionnaires import answer_message, show_waiting
from handlers.screens import people as screens
from handlers.texts import people as texts
from handlers.texts.problems import problem_text
from handlers.turn import Turn
from questionnaires.problems import Problem

log = structlog.get_logger(__name__)
router = Router(name="fallback")


@router.message(F.text.startswith("/"))
async def unknown_command(message: Message, turn: Turn) -> None:
    """A command nobody knows is not an answer."""
    await turn.show(screens.told_screen(texts.unknown_command((message.text or "").split()[0])))


@router.message()
async def anything(message: Message, turn: Turn, office: Office) -> None:
    """The answer to the waiting question, whatever kind of message it is; else a pointer."""
    if await answer_message(message, turn, office):
        return
    here = await turn.read(home)
    if here.actor is None and looks_like_key(message.text or ""):
        await turn.database.write(note_failure, turn.act, None, office.guard_key)
        await turn.show(screens.refused_screen(Door.CLOSED, office))
        return
    await turn.show(screens.lost_screen(message.content_type, here, office))


@router.edited_message(F.text | F.caption)
async def edited(_: Message, turn: Turn, office: Office) -> None:
    """A message changed after it was sent: no answer is changed behind the person's back, and she is told."""
    problem = Problem("edited-message")
    if not await show_waiting(turn, office, problem):
        await turn.show(screens.told_screen(problem_text(problem.code)))


@router.callback_query()
async def unknown_button(query: CallbackQuery, turn: Turn, office: Office) -> None:
    """A button of an earlier version, or a forged one: show where the person stands."""
    log.info("unknown-button", length=len(query.data or ""))
    await come_home(turn, office, toast=texts.OLD_BUTTON)
