"""Who may do what."""

from pathlib import Path

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
        ({Role.OBSERVER}, Action.ANSWER, None),
        ({Role.TEACHER}, Action.ANSWER, Scope.OWN),
        ({Role.METHODOLOGIST}, Action.MANAGE_ROLES, None),
        ({Role.ADMIN}, Action.MANAGE_ROLES, Scope.ALL),
        ({Role.METHODOLOGIST}, Action.RUN_CAMPAIGN, Scope.ALL),
        ({Role.COORDINATOR}, Action.RUN_CAMPAIGN, None),
        ({Role.COORDINATOR, Role.TEACHER}, Action.WATCH_CAMPAIGN, Scope.ORGANISATION),
        ({Role.OBSERVER, Role.MENTOR}, Action.WATCH_CAMPAIGN, None),
        (set(), Action.ANSWER, None),
    ],
)
def test_scope(roles: set[Role], action: Action, scope: Scope | None) -> None:
    assert scope_of(roles, action) == scope
    assert may(roles, action) is (scope is not None)


def test_every_action_is_decided() -> None:
    assert set(RIGHTS) == set(Action)


def test_every_action_is_asked_for_somewhere() -> None:
    root = Path(__file__).parents[2]
    rules = root / "bot" / "domain" / "rights.py"
    code = "".join(
        path.read_text("utf-8") for room in ("bot", "handlers") for path in (root / room).rglob("*.py") if path != rules
    )
    assert [action for action in Action if f"Action.{action.name}" not in code] == []
