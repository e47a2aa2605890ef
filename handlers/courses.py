"""Course runs in the chat: the list, one of them, entering by forms."""

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from bot.domain.courses import PARTICIPANTS
from bot.domain.forms import Made, Record
from bot.domain.programmes import Programme
from bot.usecases.courses import list_runs, open_run
from bot.usecases.forms import open_form
from handlers.callbacks import CourseKey, CourseList, Menu
from handlers.dialogues import show_dialogue
from handlers.office import Office
from handlers.screens import courses as screens
from handlers.texts.courses import SAVED
from handlers.turn import Turn

router = Router(name="courses")


@router.message(Command("courses"))
async def courses_command(_: Message, command: CommandObject, turn: Turn) -> None:
    """The list; with words behind the command only what has them."""
    search = (command.args or "").strip()[:100]
    await turn.show(screens.list_screen(await turn.read(list_runs, search), 0, search))


@router.callback_query(Menu.filter(F.to == "courses"))
async def courses_button(_: CallbackQuery, turn: Turn) -> None:
    """The same, by button."""
    await turn.show(screens.list_screen(await turn.read(list_runs), 0))


@router.callback_query(CourseList.filter())
async def turn_page(_: CallbackQuery, callback_data: CourseList, turn: Turn) -> None:
    """Another page."""
    page = callback_data.page
    found = await turn.read(list_runs, "", page * screens.PAGE, screens.PAGE)
    await turn.show(screens.list_screen(found, page))


@router.callback_query(Menu.filter(F.to == "find_course"))
async def find(_: CallbackQuery, turn: Turn) -> None:
    """How to search."""
    await turn.show(screens.find_screen())


@router.callback_query(CourseKey.filter(F.to == "open"))
async def show_run(_: CallbackQuery, callback_data: CourseKey, turn: Turn) -> None:
    """One run with its participants."""
    await turn.show(screens.run_screen(*await turn.read(open_run, callback_data.run)))


@router.callback_query(CourseKey.filter(F.to == "people"))
async def add_people(
    _: CallbackQuery, callback_data: CourseKey, turn: Turn, office: Office, programme: Programme
) -> None:
    """Who else, and who gave up."""
    about = Made(Record.COURSE_RUN, callback_data.run)
    await turn.read(open_run, callback_data.run)
    dialogue = await turn.write(open_form, PARTICIPANTS, programme, about=about, filled=False)
    await show_dialogue(turn, office, dialogue)


async def show_course_run(turn: Turn, _: Office, run: int) -> None:
    """After a form."""
    await turn.show(screens.run_screen(*await turn.read(open_run, run), SAVED))
