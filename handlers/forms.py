"""After a form: the record it has made."""

from collections.abc import Awaitable, Callable, Mapping

from bot.domain.forms import Made, Record
from handlers.campaigns import show_campaign
from handlers.courses import show_course_run
from handlers.office import Office
from handlers.turn import Turn

SHOWN: Mapping[Record, Callable[[Turn, Office, int], Awaitable[None]]] = {
    Record.CAMPAIGN: show_campaign,
    Record.COURSE_RUN: show_course_run,
}


async def show_made(turn: Turn, office: Office, made: Made) -> None:
    """Show the record in the place of the form."""
    await SHOWN[made.record](turn, office, made.id)
