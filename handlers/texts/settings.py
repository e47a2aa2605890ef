"""Words of /settings and of giving roles."""

from collections.abc import Mapping

from bot.domain.consents import ConsentKind
from bot.domain.home import Profile
from bot.domain.people import Role
from bot.domain.spelling import fold
from handlers.texts.people import ROLE_NAMES, role_list
from handlers.texts.plurals import plural
from handlers.texts.questionnaires import plain, shortened

NOT_CONNECTED = (
    "Настройки появятся, когда вы откроете личное приглашение. Сейчас бот ничего о вас не хранит "
    "и сообщений не присылает."
)
_ABOUT = {
    ConsentKind.MAILINGS: ("Сообщения о мероприятиях", "приходят", "не приходят"),
    ConsentKind.LINKING: ("Сравнение результатов по годам", "включено", "выключено"),
}
_SWITCH = {
    (ConsentKind.MAILINGS, True): "Получать сообщения о мероприятиях",
    (ConsentKind.MAILINGS, False): "Не получать сообщения о мероприятиях",
    (ConsentKind.LINKING, True): "Сравнивать мои результаты по годам",
    (ConsentKind.LINKING, False): "Не сравнивать мои результаты по годам",
}
_DONE = {
    (ConsentKind.MAILINGS, True): "Сохранено: сообщения о мероприятиях будут приходить.",
    (ConsentKind.MAILINGS, False): "Сохранено: сообщений о мероприятиях больше не будет. Анкеты доступны.",
    (ConsentKind.LINKING, True): "Сохранено: результаты разных лет будут сравниваться.",
    (ConsentKind.LINKING, False): "Сохранено: результаты больше не сравниваются. Сами результаты на месте.",
}
USAGE = "Напишите код и роль через пробел, например «/{command} T-04127K методист». Роли: {roles}."
_WORDS = {
    **{fold(name): role for role, name in ROLE_NAMES.items()},
    **{role.value: role for role in Role},
    "координатор": Role.COORDINATOR,
    "админ": Role.ADMIN,
    "учитель": Role.TEACHER,
}


def settings(profile: Profile) -> str:
    """The person by code, roles and places; what she receives; what she has allowed."""
    places = [f"• {plain(organisation.name)} ({plain(organisation.code)})" for organisation in profile.organisations]
    lines = [
        "<b>Настройки</b>",
        f"Ваш код: {plain(profile.actor.code)}\nРоли: {role_list(profile.actor.roles)}",
        "<b>Место работы</b>\n" + ("\n".join(places) or "не указано"),
        "<b>Что приходит</b>\nОтветы на ваши действия и важное о ваших анкетах — всегда.\n"
        + "\n".join(_state(kind, kind in profile.agreed) for kind in _ABOUT),
        "Роли и место работы меняет методический центр, согласия — вы.",
    ]
    return "\n\n".join(lines)


def _state(kind: ConsentKind, on: bool) -> str:
    name, yes, no = _ABOUT[kind]
    return f"{name}: <b>{yes if on else no}</b>"


def switch(kind: ConsentKind, to: bool) -> str:
    """The button that gives or withdraws a separate consent."""
    return _SWITCH[kind, to]


def switched(kind: ConsentKind, to: bool) -> str:
    """Confirmation of a switch."""
    return _DONE[kind, to]


def about(kind: ConsentKind) -> str:
    """The button that opens the document of a separate consent."""
    return f"Что значит: {_ABOUT[kind][0].lower()}"


def role_of(words: str) -> Role | None:
    """Return the role a person means: «методист», «координатор учреждения», «methodologist»."""
    return _WORDS.get(fold(words))


def usage(command: str) -> str:
    """How to write /grant and /revoke."""
    return USAGE.format(command=command, roles=", ".join(ROLE_NAMES.values()))


def unknown_code(code: str) -> str:
    """Nobody in the register has the code."""
    return f"Кода {plain(shortened(code, 40))} нет в реестре. Роли не изменены. Проверьте код по листу приглашений."


OWN_ADMIN = (
    "Снять роль администратора с себя нельзя: иначе роли некому будет выдавать. Роли не изменены. "
    "Попросите другого администратора."
)


def role_changed(code: str, role: Role, given: bool, changed: bool, roles: frozenset[Role], connected: bool) -> str:
    """To the admin."""
    what = f"роль «{ROLE_NAMES[role]}»"
    if not changed:
        head = (
            f"У {plain(code)} {'уже есть' if given else 'нет'} {what if given else _genitive(role)}. Роли не изменены."
        )
    else:
        head = f"{plain(code)}: {what} {'дана' if given else 'снята'}. Действует сразу."
    note = "" if connected else "\nЧеловек ещё не подключён: роль подействует после приглашения."
    return f"{head}\nСейчас роли: {role_list(roles)}.{note}"


def _genitive(role: Role) -> str:
    return f"роли «{ROLE_NAMES[role]}»"


def role_notice(role: Role, given: bool) -> str:
    """To the person whose roles changed."""
    if given:
        return f"Вам дана роль «{ROLE_NAMES[role]}». Новые команды — в меню и в /help."
    return f"Роль «{ROLE_NAMES[role]}» с вас снята. Ответы и результаты сохранены, остальное работает как прежде."


def holders(found: Mapping[str, frozenset[Role]], limit: int = 45) -> str:
    """Everybody who is more than a teacher, by code."""
    if not found:
        return "<b>Роли</b>\n\nДополнительных ролей ни у кого нет. Дать роль: /grant КОД роль."
    people = plural(len(found), "человек", "человека", "человек")
    lines = [f"• {plain(code)} — {role_list(roles - {Role.TEACHER})}" for code, roles in list(found.items())[:limit]]
    rest = len(found) - limit
    more = [f"и ещё {plural(rest, 'человек', 'человека', 'человек')}"] if rest > 0 else []
    return "\n".join([f"<b>Роли</b>\n{people}, кроме педагогов:\n", *lines, *more])
