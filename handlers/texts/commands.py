"""The command menu by role. A command that is hidden from a role is also refused to it when it is typed."""

from collections.abc import Iterable

from bot.domain.people import Role
from bot.domain.rights import Action, may

Command = tuple[str, str]

_EVERYBODY: list[Command] = [
    ("start", "Начало: анкеты и черновики"),
    ("results", "Мои результаты"),
    ("settings", "Настройки и согласия"),
    ("cancel", "Прервать, ничего не потеряв"),
    ("help", "Помощь"),
    ("privacy", "Какие данные хранятся"),
    ("forget", "Удалить мои данные"),
]
_EXPORT: list[Command] = [("export", "Выгрузка мониторинга в Excel")]
_CAMPAIGNS: list[Command] = [("campaigns", "Кампании: ход и результаты")]
_STATUS: list[Command] = [("status", "Что сейчас происходит")]
_COURSES: list[Command] = [("courses", "Курсы и слушатели")]
_ROLES: list[Command] = [
    ("roles", "Кому какие роли даны"),
    ("grant", "Дать роль: /grant КОД роль"),
    ("revoke", "Снять роль: /revoke КОД роль"),
]


def commands_for(roles: Iterable[Role]) -> list[Command]:
    """Return (command, description) for the menu; no roles give the menu of everybody."""
    held = frozenset(roles)
    export = _EXPORT if may(held, Action.EXPORT_MONITORING) else []
    status = _STATUS if may(held, Action.RUN_CAMPAIGN) else []
    campaigns = _CAMPAIGNS if may(held, Action.WATCH_CAMPAIGN) else []
    courses = _COURSES if may(held, Action.MANAGE_COURSES) else []
    managing = _ROLES if may(held, Action.MANAGE_ROLES) else []
    return [*_EVERYBODY, *campaigns, *status, *courses, *export, *managing]
