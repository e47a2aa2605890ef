"""Which standard a position is audited by. The list is data: audits/positions.yaml. Knows no people."""

import re
from collections.abc import Mapping
from functools import lru_cache

from questionnaires.context import Attribute
from questionnaires.items import Frozen
from questionnaires.operands import folded
from questionnaires.packaged import packaged
from questionnaires.problems import Problem, ProblemCode


class Leaders(Frozen):
    """Positions of heads, and the standard they would be asked by."""

    standard: str
    positions: tuple[str, ...]


class Positions(Frozen):
    """Position names by standard id."""

    standards: dict[str, tuple[str, ...]]
    leaders: Leaders
    without_audit: tuple[str, ...]


def audit_for(attributes: Mapping[str, Attribute]) -> str | Problem:
    """The id of the standard a respondent is audited by, from `position` and `leading`.

    Position names are compared without case; a name also fits when it begins with a listed one.
    Problems: no-position, no-audit-for-leaders (standard), no-audit-for-position (position).
    """
    given = attributes.get("position")
    position = given.strip() if isinstance(given, str) else ""
    name = _normal(position)
    fits = [known for known in _listed() if name == known or name.startswith(f"{known} ")]
    if fits:
        return _listed()[max(fits, key=len)] or _no_audit(position)
    if attributes.get("leading"):
        return _leaders(_positions())
    return _no_audit(position) if position else Problem(ProblemCode.NO_POSITION)


@lru_cache(maxsize=1)
def _positions() -> Positions:
    return Positions.model_validate(packaged("positions"))


@lru_cache(maxsize=1)
def _listed() -> Mapping[str, str | Problem | None]:
    """Position → standard id, the leaders' problem, or None for one that has no audit."""
    data = _positions()
    listed: dict[str, str | Problem | None] = {
        _normal(name): standard for standard, names in data.standards.items() for name in names
    }
    listed |= {_normal(name): _leaders(data) for name in data.leaders.positions}
    return listed | {_normal(name): None for name in data.without_audit}


def _leaders(data: Positions) -> Problem:
    return Problem(ProblemCode.NO_AUDIT_FOR_LEADERS, {"standard": data.leaders.standard})


def _no_audit(position: str) -> Problem:
    return Problem(ProblemCode.NO_AUDIT_FOR_POSITION, {"position": position[:100]})


def _normal(name: str) -> str:
    """«Педагог – Психолог» → «педагог-психолог»."""
    return re.sub(r"\s*[-‐‑–—]\s*", "-", folded(name))
