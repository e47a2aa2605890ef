"""Everything that can be filled in out of the box: generated audits and packaged definitions."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from questionnaires.definition import load
from questionnaires.model import Questionnaire
from questionnaires.standards import (
    generate_audit,
    load_examples,
    load_mapping,
    load_mastery,
    load_plans,
    load_standards,
    vocabulary,
)

DEFINITIONS = Path(__file__).parent / "definitions"


@lru_cache(maxsize=1)
def built_in() -> tuple[Questionnaire, ...]:
    """All packaged questionnaires: audits first, then definitions by file name. A faulty one is a bug."""
    return (*_audits(), *_definitions())


def _audits() -> Iterator[Questionnaire]:
    standards, mastery, mapping, examples = load_standards(), load_mastery(), load_mapping(), load_examples()
    for plan in load_plans().values():
        yield generate_audit(standards[plan.standard], plan, mastery, mapping, "full", examples)
        yield generate_audit(standards[plan.standard], plan, mastery, mapping, "short", examples)


def _definitions() -> Iterator[Questionnaire]:
    for path in sorted(DEFINITIONS.glob("*.yaml")):
        definition = load(path, vocabulary())
        if definition.questionnaire is None:
            raise ValueError(f"{path.name}: {definition.issues[0]}")
        yield definition.questionnaire
