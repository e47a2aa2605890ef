"""Who may do what."""

import pytest

from bot.domain.people import Role
from bot.domain.rights import RIGHTS, Action, Scope, may, scope_of


@pytest.mark.parametrize(
    ("roles", "action", "scope"),
    [
        ({Role.TEACHER}, Action.EXPORT_MONITORING, None),
        ({Role.TEACHER, Role.COORDINATOR}, Action.EXPORT_MONITORING, Scope.ORGANISATION),
        ({Role.COORDINATOR, Role.METHODOLOGIST}, Action.EXPORT_MONITORING, Scope.ALL),
        ({Role.ADMIN}, Action.EXPORT_MONITORING, Scope.ALL),
        ({Role.OBSERVER}, Action.EXPORT_MONITORING, Scope.AGGREGATES),
        ({Role.OBSERVER}, Action.SEE_MONITORING, Scope.AGGREGATES),
        ({Role.OBSERVER}, Action.ANSWER, None),
        ({Role.TEACHER}, Action.SEE_RESULT, Scope.OWN),
        ({Role.METHODOLOGIST}, Action.SEE_RESULT, Scope.ASSIGNED),
        ({Role.ADMIN}, Action.SEE_RESULT, Scope.OWN),
        ({Role.METHODOLOGIST}, Action.MANAGE_ROLES, None),
        (set(), Action.ANSWER, None),
    ],
)
def test_scope(roles: set[Role], action: Action, scope: Scope | None) -> None:
    assert scope_of(roles, action) == scope
    assert may(roles, action) is (scope is not None)


def test_every_action_is_decided() -> None:
    assert set(RIGHTS) == set(Action)
