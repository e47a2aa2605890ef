"""The packaged professional standards and what audits are generated from them. Knows no answers.

Texts keep their provenance (`verified`, `edition_of_text`, `sources`): see standards/ for the data and
audits/ for the project's own choices around it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

import yaml

from questionnaires.audits import AuditPlan, Examples, GroupMapping, MasteryScale, generate_audit
from questionnaires.document import LOADER
from questionnaires.inspection import Vocabulary
from questionnaires.items import Frozen
from questionnaires.labour import LabourFunction, LabourText, Order, Standard
from questionnaires.packaged import packaged
from questionnaires.positions import audit_for

__all__ = [
    "LabourFunction",
    "LabourText",
    "Order",
    "Standard",
    "WithoutAudit",
    "audit_for",
    "generate_audit",
    "load_examples",
    "load_mapping",
    "load_mastery",
    "load_plans",
    "load_standards",
    "standards_without_audit",
    "vocabulary",
]

STANDARDS = Path(__file__).parent / "standards"
_STANDARD_FILES = (
    "pedagog-544n",
    "pedagog-psychologist-514n",
    "additional-education-652n",
    "head-250n",
    "upbringing-53n",
)
_PLAN_FILES = ("pedagog-544n", "pedagog-psychologist-514n", "additional-education-652n")


@dataclass(frozen=True, slots=True)
class WithoutAudit:
    """A standard no audit is generated from: no functions are known, no actions are, or nobody planned one."""

    standard: Standard
    reason: Literal["no-functions", "no-actions", "no-plan"]


@lru_cache(maxsize=1)
def load_standards() -> Mapping[str, Standard]:
    """All packaged standards by id."""
    loaded = (
        Standard.model_validate(yaml.load((STANDARDS / f"{name}.yaml").read_bytes(), Loader=LOADER))  # noqa: S506
        for name in _STANDARD_FILES
    )
    return {standard.id: standard for standard in loaded}


@lru_cache(maxsize=1)
def load_plans() -> Mapping[str, AuditPlan]:
    """The audit plans by standard id."""
    plans = (AuditPlan.model_validate(packaged(name)) for name in _PLAN_FILES)
    return {plan.standard: plan for plan in plans}


@lru_cache(maxsize=1)
def load_mastery() -> MasteryScale:
    """The four-point scale of the audits."""
    return MasteryScale.model_validate(packaged("mastery"))


@lru_cache(maxsize=1)
def load_mapping() -> GroupMapping:
    """The project's default competence groups per labour action."""
    return GroupMapping.model_validate(packaged("competence-groups"))


@lru_cache(maxsize=1)
def load_examples() -> Examples:
    """The skills shown as examples."""
    return ExampleFile.model_validate({"standards": packaged("examples")}).standards


class ExampleFile(Frozen):
    """The shape of examples.yaml."""

    standards: dict[str, dict[str, dict[int, int]]]


def standards_without_audit() -> tuple[WithoutAudit, ...]:
    """The standards of the catalogue nobody can be audited by yet, and why."""
    plans = load_plans()
    return tuple(
        WithoutAudit(standard, _why_not(standard)) for standard in load_standards().values() if standard.id not in plans
    )


@lru_cache(maxsize=2)
def vocabulary(sources: frozenset[str] | None = None) -> Vocabulary:
    """The names definitions may use: standards, labour functions, labour actions, and the application's lists."""
    return Vocabulary(
        {
            standard.id: {
                function.code: frozenset(action.id for action in function.actions) for function in standard.functions
            }
            for standard in load_standards().values()
        },
        sources,
    )


def _why_not(standard: Standard) -> Literal["no-functions", "no-actions", "no-plan"]:
    if not any(True for _ in standard.functions):
        return "no-functions"
    return "no-plan" if standard.has_actions else "no-actions"
