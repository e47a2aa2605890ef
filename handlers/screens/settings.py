"""Settings, privacy and forgetting as screens."""

from collections.abc import Mapping

from bot.domain.consents import ConsentKind
from bot.domain.home import Profile
from bot.domain.people import Role
from bot.screen import Button, Screen
from bot.usecases.roles import RoleChange
from handlers.callbacks import Menu, Paper, Setting
from handlers.office import Office
from handlers.screens.people import HELP, HOME, PRIVACY
from handlers.texts import privacy as words
from handlers.texts import settings as texts
from handlers.texts.deliveries import MUTE
from questionnaires.problems import Problem

SEPARATE = (ConsentKind.MAILINGS, ConsentKind.LINKING)
KEEP = Button(words.KEEP, Menu(to="home").pack())


def settings_screen(profile: Profile | None) -> Screen:
    """What I am here, what comes to me, what I have allowed; a stranger reads that there is nothing."""
    if profile is None:
        return Screen(texts.NOT_CONNECTED, ((HOME,), (HELP, PRIVACY)))
    rows = tuple((_switch(kind, kind not in profile.agreed), _about(kind)) for kind in SEPARATE)
    forget = Button(words.FORGET, Menu(to="forget").pack())
    mutes = Button(MUTE, Menu(to="mutes").pack())
    return Screen(
        texts.settings(profile), ((mutes,), *((key,) for row in rows for key in row), (PRIVACY, forget), (HOME,))
    )


def _switch(kind: ConsentKind, to: bool) -> Button:
    return Button(texts.switch(kind, to), Setting(kind=kind.value, on=to).pack())


def _about(kind: ConsentKind) -> Button:
    return Button(texts.about(kind), Paper(kind=kind.value, page=0).pack())


def privacy_screen(office: Office) -> Screen:
    """What is stored and who sees it."""
    document = Button(words.DOCUMENT, Paper(kind="processing", page=0).pack())
    return Screen(words.privacy(office.operator, office.contact), ((document,), (HOME,), (HELP,)))


def forget_screen(office: Office, known: bool) -> Screen:
    """What forgetting erases and what stays."""
    if not known:
        return Screen(words.NOTHING_TO_FORGET, ((HOME,), (PRIVACY,)))
    sure = Button(words.FORGET_SURE, Menu(to="forget_sure").pack())
    return Screen(words.forget(office.contact), ((KEEP,), (sure,)))


def forget_question_screen() -> Screen:
    """The last question."""
    return Screen(words.FORGET_QUESTION, ((KEEP,), (Button(words.FORGET_NOW, Menu(to="forget_now").pack()),)))


def farewell_screen(answers: int) -> Screen:
    """Everything is gone; the bot still answers as to any stranger."""
    return Screen(words.farewell(answers), ((HOME,), (PRIVACY,)))


def erased_screen() -> Screen:
    """What is left of a message that showed answers."""
    return Screen(words.ERASED_MESSAGE)


def role_change_screen(change: RoleChange | Problem) -> Screen:
    """What giving or taking a role came to."""
    if isinstance(change, Problem):
        code = str(change.params.get("code", ""))
        return Screen(texts.OWN_ADMIN if change.code == "own-admin" else texts.unknown_code(code), ((HOME,),))
    connected = change.messenger_id is not None
    text = texts.role_changed(change.code, change.role, change.given, change.changed, change.roles, connected)
    return Screen(text, ((HOME,),))


def usage_screen(command: str) -> Screen:
    """A command about roles that could not be read."""
    return Screen(texts.usage(command), ((HOME,),))


def holders_screen(found: Mapping[str, frozenset[Role]]) -> Screen:
    """Who is more than a teacher."""
    return Screen(texts.holders(found), ((HOME,),))


def role_notice_screen(role: Role, given: bool) -> Screen:
    """To the person whose role was given or taken."""
    return Screen(texts.role_notice(role, given), ((HOME,), (HELP,)))
