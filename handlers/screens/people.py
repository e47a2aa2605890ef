"""Coming in as screens: home, strangers, refused invitations, help."""

from collections.abc import Collection

from bot.domain.campaigns import Asked
from bot.domain.doors import Door
from bot.domain.home import Home, Unfinished
from bot.domain.people import Role
from bot.domain.rights import Action, may
from bot.screen import Button, Rows, Screen
from handlers.callbacks import Ask, Draft, Menu
from handlers.office import Office
from handlers.texts import people as texts
from handlers.texts.calendar import closing_in_words
from handlers.texts.questionnaires import shortened

HOME = Button(texts.HOME, Menu(to="home").pack())
HELP = Button(texts.HELP, Menu(to="help").pack())
PRIVACY = Button(texts.PRIVACY, Menu(to="privacy").pack())
SHOWN_DRAFTS, SHOWN_ASKED = 5, 5


def home_screen(home: Home, office: Office, greeting: str = "") -> Screen:
    """The first screen by role; a stranger reads what this is and how to come in."""
    if home.actor is None:
        return Screen(texts.welcome(office.operator, office.contact), ((HELP, PRIVACY),))
    drafts, asked = home.drafts[:SHOWN_DRAFTS], home.asked[:SHOWN_ASKED]
    waiting = [(one.campaign.title, closing_in_words(one.closes_at, office.zone)) for one in home.asked]
    text = texts.home(home.actor.code, home.roles, drafts, waiting)
    whole = f"{greeting}\n\n{text}" if greeting else text
    return Screen(whole, (*map(_asked_row, asked), *map(_draft_row, drafts), *_menu(home.roles)))


def _asked_row(asked: Asked) -> tuple[Button, ...]:
    label = shortened(texts.answer_button(asked.campaign.title), 60)
    return (Button(label, Ask(participation=asked.participation.id).pack()),)


def _draft_row(draft: Unfinished) -> tuple[Button, ...]:
    onward = Draft(submission=draft.submission, to="continue" if draft.place else "review").pack()
    anew = Draft(submission=draft.submission, to="restart").pack()
    return (Button(texts.continue_button(draft), onward), Button(texts.RESTART, anew))


def _menu(roles: Collection[Role]) -> Rows:
    answer = (
        (
            (Button(texts.QUESTIONNAIRES, Menu(to="questionnaires").pack()),),
            (Button(texts.RESULTS, Menu(to="results").pack()),),
        )
        if may(roles, Action.ANSWER)
        else ()
    )
    campaigns = ((Button(texts.CAMPAIGNS, Menu(to="campaigns").pack()),),) if may(roles, Action.WATCH_CAMPAIGN) else ()
    courses = ((Button(texts.COURSES, Menu(to="courses").pack()),),) if may(roles, Action.MANAGE_COURSES) else ()
    export = ((Button(texts.EXPORT, Menu(to="export").pack()),),) if may(roles, Action.EXPORT_MONITORING) else ()
    return (*answer, *campaigns, *courses, *export, (Button(texts.SETTINGS, Menu(to="settings").pack()), HELP))


def refused_screen(door: Door, office: Office) -> Screen:
    """An invitation that lets nobody in."""
    told = {
        Door.ALREADY: texts.ALREADY,
        Door.TAKEN: texts.taken(office.contact),
        Door.OCCUPIED: texts.occupied(office.contact),
    }
    return Screen(told.get(door) or texts.refused(office.contact), ((HOME,), (HELP, PRIVACY)))


def warning_screen(office: Office) -> Screen:
    """To the owner of an invitation that somebody else tried."""
    return Screen(texts.somebody_tried(office.contact), ((HOME,), (PRIVACY,)))


def help_screen(roles: Collection[Role], office: Office) -> Screen:
    """What one can do here."""
    return Screen(texts.help_text(roles, bool(roles), office.contact), ((HOME,), (PRIVACY,)))


def cancelled_screen(draft: Unfinished | None) -> Screen:
    """After /cancel: what is kept and how to come back."""
    onward = (_draft_row(draft),) if draft else ()
    return Screen(texts.cancelled(draft), (*onward, (HOME,)))


def lost_screen(kind: str, home: Home, office: Office) -> Screen:
    """A message that nothing waits for; `kind` is the messenger's name of its content."""
    if home.actor is None:
        return home_screen(home, office)
    return Screen(texts.lost(kind), home_screen(home, office).buttons)


def told_screen(text: str) -> Screen:
    """A sentence with the way home."""
    return Screen(text, ((HOME,), (HELP,)))
