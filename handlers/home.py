"""Coming home: the first screen, and what follows from standing there."""

from bot.domain.home import Home
from bot.usecases.people import home, leave
from handlers.office import Office
from handlers.screens.people import home_screen
from handlers.turn import Turn


async def come_home(turn: Turn, office: Office, greeting: str = "", toast: str = "") -> Home:
    """Show the first screen; what is typed there is no answer (docs/decisions/0011-typing-at-home.md)."""
    here = await turn.read(home)
    if here.answering:
        await turn.database.write(leave, turn.act)  # unclaimed: leaving twice is leaving once
    await turn.show(home_screen(here, office, greeting), toast)
    return here
