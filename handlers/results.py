"""Own results in the chat."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.domain.results import Result
from bot.usecases.results import own_result, own_results
from handlers.callbacks import Menu
from handlers.callbacks import Result as ResultKey
from handlers.office import Office
from handlers.screens.results import result_screen, results_screen
from handlers.turn import Turn

router = Router(name="results")


@router.callback_query(ResultKey.filter())
async def show_result(_: CallbackQuery, callback_data: ResultKey, turn: Turn, office: Office) -> None:
    """One result: words first, the picture after them."""
    result = await turn.read(own_result, callback_data.submission)
    await turn.show(result_screen(result, office.zone))
    _send_picture(turn, office, result)


@router.callback_query(Menu.filter(F.to == "results"))
async def list_results(_: CallbackQuery, turn: Turn, office: Office) -> None:
    """Everything completed."""
    await turn.show(results_screen(await turn.read(own_results), office.zone))


@router.message(Command("results"))
async def results_command(_: Message, turn: Turn, office: Office) -> None:
    """The same, by command."""
    await turn.show(results_screen(await turn.read(own_results), office.zone))


async def send_result(turn: Turn, office: Office, submission: int) -> None:
    """The same below the receipt of a submission just sent."""
    result = await turn.read(own_result, submission)
    await turn.send(result_screen(result, office.zone))
    _send_picture(turn, office, result)


def _send_picture(turn: Turn, office: Office, result: Result) -> None:
    if result.of_kind("function") or len(result.history) > 1:
        office.send_picture(turn.act.messenger_id, result)
