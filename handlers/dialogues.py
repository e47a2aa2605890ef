"""Showing a dialogue: one live message, its id kept, the keyboard of the old one taken away."""

from bot.domain.dialogues import Dialogue
from bot.screen import Screen
from handlers.office import Office
from handlers.screens.questionnaires import dialogue_screen
from handlers.texts.problems import problem_text
from handlers.turn import Turn
from storage.transaction import Transaction


async def show_dialogue(turn: Turn, office: Office, dialogue: Dialogue) -> None:
    """Show what the submission shows now, in the pressed message or in a new one after typed text."""
    screen = dialogue_screen(dialogue, office.zone)
    if turn.act.message_id is None:
        await _send_afresh(turn, screen, dialogue)
        return
    problem = dialogue.problem
    toast = problem_text(problem.code, problem.params) if problem else ""
    shown = await turn.show(screen, toast)
    if shown != turn.act.message_id:
        await turn.database.write(_pin, dialogue.submission.id, shown)


async def _send_afresh(turn: Turn, screen: Screen, dialogue: Dialogue) -> None:
    old = dialogue.submission.message_id
    shown = await turn.send(screen)
    await turn.database.write(_pin, dialogue.submission.id, shown)
    if old is not None and old != shown:
        await turn.messenger.retire(turn.act.messenger_id, old)


async def _pin(tx: Transaction, submission_id: int, message_id: int) -> None:
    await tx.submissions.pin(submission_id, message_id)
