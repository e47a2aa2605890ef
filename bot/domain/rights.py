"""Who may do what, as one table. Knows roles and actions; whose rows a scope covers is the query's business."""

from collections.abc import Iterable, Mapping
from enum import IntEnum, StrEnum

from bot.domain.people import Role


class Scope(IntEnum):
    """How far a right reaches; the widest of a person's roles counts."""

    AGGREGATES = 1
    OWN = 2
    ASSIGNED = 3
    ORGANISATION = 4
    ALL = 5


class Action(StrEnum):
    """Everything the bot asks permission for."""

    ANSWER = "answer"
    SEE_RESULT = "see_result"
    SEE_MONITORING = "see_monitoring"
    EXPORT_MONITORING = "export_monitoring"
    SEE_PARTICIPATION = "see_participation"
    RUN_CAMPAIGN = "run_campaign"
    SEND_BROADCAST = "send_broadcast"
    MANAGE_INVITATIONS = "manage_invitations"
    MANAGE_ROLES = "manage_roles"
    SEE_FLAGS = "see_flags"
    SEE_AUDIT_LOG = "see_audit_log"


_STAFF = {Role.METHODOLOGIST: Scope.ALL, Role.ADMIN: Scope.ALL}
_ADMIN = {Role.ADMIN: Scope.ALL}
_MONITORING = {**_STAFF, Role.COORDINATOR: Scope.ORGANISATION, Role.OBSERVER: Scope.AGGREGATES}

RIGHTS: Mapping[Action, Mapping[Role, Scope]] = {
    Action.ANSWER: {role: Scope.OWN for role in Role if role is not Role.OBSERVER},
    Action.SEE_RESULT: {
        **{role: Scope.OWN for role in Role if role is not Role.OBSERVER},
        Role.METHODOLOGIST: Scope.ASSIGNED,  # the named methodologist, told to the respondent before answering
    },
    Action.SEE_MONITORING: _MONITORING,
    Action.EXPORT_MONITORING: _MONITORING,
    Action.SEE_PARTICIPATION: {**_STAFF, Role.COORDINATOR: Scope.ORGANISATION},
    Action.RUN_CAMPAIGN: _STAFF,
    Action.SEND_BROADCAST: _STAFF,
    Action.MANAGE_INVITATIONS: _ADMIN,
    Action.MANAGE_ROLES: _ADMIN,
    Action.SEE_FLAGS: _STAFF,
    Action.SEE_AUDIT_LOG: _ADMIN,
}


def scope_of(roles: Iterable[Role], action: Action) -> Scope | None:
    """The widest reach of these roles for an action; None when the action is refused."""
    granted = RIGHTS[action]
    return max((granted[role] for role in roles if role in granted), default=None)


def may(roles: Iterable[Role], action: Action) -> bool:
    """Whether any of the roles allows the action at all."""
    return scope_of(roles, action) is not None
