"""Answering in the chat. The most frequent updates come first."""

from dataclasses import replace

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from bot.domain.errors import DomainError
from bot.domain.programmes import Programme
from bot.usecases import submissions
from bot.usecases.completion import submit as submit_answers
from bot.usecases.participations import open_participation
from bot.usecases.questionnaires import offers
from handlers.callbacks import Answer, Ask, Draft, Menu, Move, Page, ReviewSection, Start, Toggle
from handlers.dialogues import show_dialogue
from handlers.files import uploaded
from handlers.forms import show_made
from handlers.office import Office
from handlers.results import send_result
from handlers.screens import questionnaires as screens
from handlers.texts import questionnaires as texts
from handlers.texts.problems import problem_text
from handlers.turn import Turn
from questionnaires.problems import Problem
from questionnaires.values import Chosen, Done, NotApplicable, Raw, Skipped, Toggled, Typed

router = Router(name="questionnaires")

MOVES: dict[str, Raw] = {"done": Done(), "skip": Skipped(), "na": NotApplicable()}


@router.callback_query(Answer.filter())
async def choose(_: CallbackQuery, callback_data: Answer, turn: Turn, office: Office) -> None:
    """An option of a single choice, a mark of a scale, a day of the calendar."""
    await _record(turn, office, callback_data.submission, callback_data.place, Chosen(callback_data.option))


@router.callback_query(Toggle.filter())
async def toggle(_: CallbackQuery, callback_data: Toggle, turn: Turn, office: Office) -> None:
    """An option of a list or a ranking."""
    await _record(turn, office, callback_data.submission, callback_data.place, Toggled(callback_data.option))


@router.callback_query(Move.filter(F.to.in_(MOVES)))
async def settle(_: CallbackQuery, callback_data: Move, turn: Turn, office: Office) -> None:
    """«Готово», «Пропустить», «Не относится»."""
    await _record(turn, office, callback_data.submission, callback_data.place, MOVES[callback_data.to])


@router.callback_query(Move.filter(F.to == "back"))
async def back(_: CallbackQuery, callback_data: Move, turn: Turn, office: Office) -> None:
    """The question before."""
    dialogue = await turn.write(submissions.go_back, callback_data.submission, callback_data.place)
    await show_dialogue(turn, office, dialogue)


@router.callback_query(Move.filter(F.to == "edit"))
async def edit(_: CallbackQuery, callback_data: Move, turn: Turn, office: Office) -> None:
    """Open an answered question for change."""
    dialogue = await turn.write(submissions.open_item, callback_data.submission, callback_data.place)
    await show_dialogue(turn, office, dialogue)


@router.callback_query(Move.filter(F.to == "all"))
async def show_all(_: CallbackQuery, callback_data: Move, turn: Turn, office: Office) -> None:
    """The whole list of options again after a search."""
    dialogue = await turn.write(submissions.show_all, callback_data.submission, callback_data.place)
    await show_dialogue(turn, office, dialogue)


@router.callback_query(Page.filter())
async def page(_: CallbackQuery, callback_data: Page, turn: Turn, office: Office) -> None:
    """Another page of options."""
    dialogue = await turn.read(submissions.turn_page, callback_data.submission, callback_data.place, callback_data.page)
    await show_dialogue(turn, office, dialogue)


@router.callback_query(ReviewSection.filter())
async def section(_: CallbackQuery, callback_data: ReviewSection, turn: Turn, office: Office) -> None:
    """The answers of one section."""
    dialogue = await turn.write(submissions.open_review, callback_data.submission, callback_data.section)
    await show_dialogue(turn, office, replace(dialogue, page=callback_data.page))


@router.callback_query(Draft.filter(F.to == "review"))
async def review(_: CallbackQuery, callback_data: Draft, turn: Turn, office: Office) -> None:
    """All sections before sending."""
    await show_dialogue(turn, office, await turn.write(submissions.open_review, callback_data.submission))


@router.callback_query(Draft.filter(F.to == "continue"))
async def resume(_: CallbackQuery, callback_data: Draft, turn: Turn, office: Office) -> None:
    """The first question without an answer."""
    await show_dialogue(turn, office, await turn.write(submissions.continue_submission, callback_data.submission))


@router.callback_query(Draft.filter(F.to == "submit"))
async def submit(_: CallbackQuery, callback_data: Draft, turn: Turn, office: Office, programme: Programme) -> None:
    """Send the answers; the own result comes at once."""
    dialogue = await turn.write(submit_answers, callback_data.submission, programme, office.seal)
    if dialogue.anonymous:
        turn.database.wipe()
    if dialogue.made is not None:
        await show_made(turn, office, dialogue.made)
        return
    await show_dialogue(turn, office, dialogue)
    if dialogue.scores and dialogue.problem is None and not dialogue.anonymous:
        await send_result(turn, office, dialogue.submission.id)


@router.callback_query(Draft.filter(F.to == "pause"))
async def pause(_: CallbackQuery, callback_data: Draft, turn: Turn) -> None:
    """Leave, with everything kept."""
    dialogue = await turn.write(submissions.pause, callback_data.submission)
    await turn.show(screens.paused_screen(dialogue))


@router.callback_query(Draft.filter(F.to == "restart"))
async def ask_restart(_: CallbackQuery, callback_data: Draft, turn: Turn) -> None:
    """Say what starting anew costs."""
    dialogue = await turn.read(submissions.resume_submission, callback_data.submission)
    dialogue.submission.check_open()
    await turn.show(screens.restart_screen(dialogue))


@router.callback_query(Draft.filter(F.to == "restart_sure"))
async def restart(_: CallbackQuery, callback_data: Draft, turn: Turn, office: Office, programme: Programme) -> None:
    """Put the draft aside and begin anew."""
    dialogue = await turn.write(submissions.restart_submission, callback_data.submission, programme)
    if dialogue.anonymous:
        turn.database.wipe()
    await show_dialogue(turn, office, dialogue)


@router.callback_query(Start.filter())
async def begin(_: CallbackQuery, callback_data: Start, turn: Turn, office: Office, programme: Programme) -> None:
    """Open a questionnaire from the list."""
    dialogue = await turn.write(submissions.open_submission, callback_data.questionnaire, programme)
    await show_dialogue(turn, office, dialogue)


@router.callback_query(Ask.filter(F.to == "open"))
async def answer_asked(_: CallbackQuery, callback_data: Ask, turn: Turn, office: Office, programme: Programme) -> None:
    """Open what a campaign asks, from its message or from the list."""
    dialogue = await turn.write(open_participation, callback_data.participation, programme)
    await show_dialogue(turn, office, dialogue)


@router.callback_query(Menu.filter(F.to == "questionnaires"))
async def list_offers(_: CallbackQuery, turn: Turn, office: Office, programme: Programme) -> None:
    """What can be answered now."""
    found = await turn.read(offers, programme)
    refusal = problem_text(found.no_audit.code, found.no_audit.params) if found.no_audit else ""
    await turn.show(screens.offers_screen(found.offers, refusal, office.zone))


@router.callback_query(Menu.filter(F.to == "none"))
async def nothing(_: CallbackQuery, turn: Turn) -> None:
    """A page number or a day outside the bounds."""
    await turn.answer(texts.NOTHING_HERE)


async def answer_message(message: Message, turn: Turn, office: Office) -> bool:
    """Take a message as the answer to the waiting question; False when nothing waits."""
    raw = uploaded(message) or (Typed(message.text) if message.text else None)
    if raw is None:
        return await show_waiting(turn, office)
    dialogue = await turn.write(submissions.record_input, raw)
    if dialogue is None:
        return False
    await show_dialogue(turn, office, dialogue)
    return True


async def show_waiting(turn: Turn, office: Office, problem: Problem | None = None) -> bool:
    """Show the waiting question again, with the problem or what it expects; False when nothing waits."""
    dialogue = await turn.read(submissions.waiting, problem)
    if dialogue is None:
        return False
    await show_dialogue(turn, office, dialogue)
    return True


async def _record(turn: Turn, office: Office, submission: int, place: int, raw: Raw) -> None:
    try:
        dialogue = await turn.write(submissions.record_response, submission, place, raw)
    except DomainError as error:
        if error.code != "stale_item":
            raise
        dialogue = await turn.read(submissions.resume_submission, submission)
        await turn.show(screens.stale_screen(dialogue, dialogue.questionnaire.items[place]), texts.STALE_TOAST)
        return
    await show_dialogue(turn, office, dialogue)
