"""Who may do what, as one table. Knows roles and actions; whose rows a scope covers is the query's business."""

from collections.abc import Iterable, Mapping
from enum import IntEnum, StrEnum

from bot.domain.people import Role


class Scope(IntEnum):
    """How far a right reaches; the widest of a person's roles counts."""

    AGGREGATES = 1
    OWN = 2
    ORGANISATION = 3
    ALL = 4


class Action(StrEnum):
    """Everything the bot asks permission for."""

    ANSWER = "answer"
    EXPORT_MONITORING = "export_monitoring"
    MANAGE_ROLES = "manage_roles"
    MANAGE_COURSES = "manage_courses"
    RUN_CAMPAIGN = "run_campaign"
    WATCH_CAMPAIGN = "watch_campaign"


_STAFF = {Role.METHODOLOGIST: Scope.ALL, Role.ADMIN: Scope.ALL}

RIGHTS: Mapping[Action, Mapping[Role, Scope]] = {
    Action.ANSWER: {role: Scope.OWN for role in Role if role is not Role.OBSERVER},
    Action.EXPORT_MONITORING: {**_STAFF, Role.COORDINATOR: Scope.ORGANISATION, Role.OBSERVER: Scope.AGGREGATES},
    Action.MANAGE_ROLES: {Role.ADMIN: Scope.ALL},
    Action.MANAGE_COURSES: _STAFF,
    Action.RUN_CAMPAIGN: _STAFF,
    Action.WATCH_CAMPAIGN: {**_STAFF, Role.COORDINATOR: Scope.ORGANISATION},
}


def scope_of(roles: Iterable[Role], action: Action) -> Scope | None:
    """The widest reach of these roles for an action; None when the action is refused."""
    granted = RIGHTS[action]
    return max((granted[role] for role in roles if role in granted), default=None)


def may(roles: Iterable[Role], action: Action) -> bool:
    """Whether any of the roles allows the action at all."""
    return scope_of(roles, action) is not None
