"""Coming home: the first screen, and what follows from standing there."""

from bot.usecases.people import home, leave
from handlers.menus import mark_of, show_menu
from handlers.office import Office
from handlers.screens.people import home_screen
from handlers.turn import Turn


async def come_home(turn: Turn, office: Office, greeting: str = "", toast: str = "") -> None:
    """Show the first screen; what is typed there is no answer (docs/decisions/0011-typing-at-home.md).

    The command menu is compared with the roles: they may have been changed on the centre's machine.
    """
    here = await turn.read(home)
    if here.answering:
        await turn.database.write(leave, turn.act)  # unclaimed: leaving twice is leaving once
    await turn.show(home_screen(here, office, greeting), toast)
    if here.menu != mark_of(here.roles):
        await show_menu(turn.database, turn.messenger, turn.act.messenger_id, here.roles)
