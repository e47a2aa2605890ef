"""The catalogues of professional standards and the project's data around them."""

from pathlib import Path

import pytest

from questionnaires.packaged import packaged
from questionnaires.standards import (
    load_examples,
    load_mapping,
    load_plans,
    load_standards,
    standards_without_audit,
    vocabulary,
)

STANDARDS = load_standards()


@pytest.mark.parametrize(
    ("standard", "functions", "actions", "skills", "recalled"),
    [
        ("pedagog-544n", 8, 96, 69, False),
        ("pedagog-psychologist-514n", 12, 75, 68, False),
        ("additional-education-652n", 11, 39, 0, True),
        ("head-250n", 8, 0, 0, True),
        ("upbringing-53n", 0, 0, 0, False),
    ],
)
def test_catalogue_is_complete(standard: str, functions: int, actions: int, skills: int, recalled: bool) -> None:
    loaded = STANDARDS[standard]
    listed = list(loaded.functions)
    assert len(listed) == functions
    assert sum(len(function.actions) for function in listed) == actions
    assert sum(len(function.skills) for function in listed) == skills
    assert loaded.recalled is recalled


def test_provenance_is_kept() -> None:
    pedagog = STANDARDS["pedagog-544n"]
    assert (pedagog.order.number, pedagog.order.date) == ("544н", "2013-10-18")
    assert "2013 года" in (pedagog.edition_of_text or "")
    assert "S1" in pedagog.sources
    assert {action.verified for function in pedagog.functions for action in function.actions} == {"source"}
    additional = STANDARDS["additional-education-652n"]
    assert {action.verified for function in additional.functions for action in function.actions} == {"recalled"}


def test_standards_nobody_can_be_audited_by_say_why() -> None:
    reasons = {without.standard.id: without.reason for without in standards_without_audit()}
    assert reasons == {"head-250n": "no-actions", "upbringing-53n": "no-functions"}


@pytest.mark.parametrize("standard", sorted(load_plans()))
def test_every_action_of_every_audit_has_competence_groups(standard: str) -> None:
    mapping = load_mapping()
    for function in STANDARDS[standard].functions:
        groups = mapping.actions[standard][function.code]
        assert set(groups) == {action.number for action in function.actions}
        assert all(groups.values())
        assert {group for chosen in groups.values() for group in chosen} <= mapping.groups.keys()


def test_examples_are_skills_of_the_same_function() -> None:
    for standard, functions in load_examples().items():
        catalogue = {function.code: function for function in STANDARDS[standard].functions}
        for code, skills in functions.items():
            assert skills.keys() <= {action.number for action in catalogue[code].actions}
            assert set(skills.values()) <= {skill.number for skill in catalogue[code].skills}


def test_most_actions_have_an_example_where_the_standard_has_skills() -> None:
    for standard in ("pedagog-544n", "pedagog-psychologist-514n"):
        shown = sum(len(skills) for skills in load_examples()[standard].values())
        actions = sum(len(function.actions) for function in STANDARDS[standard].functions)
        assert shown / actions > 0.8


def test_plans_name_every_function_of_their_standard() -> None:
    for standard, plan in load_plans().items():
        assert plan.functions.keys() == {function.code for function in STANDARDS[standard].functions}


def test_vocabulary_lists_functions_without_actions_too() -> None:
    assert vocabulary().standards["head-250n"]["A/01.7"] == frozenset()
    assert "A/01.6-ТД1" in vocabulary().standards["pedagog-544n"]["A/01.6"]


def test_packaged_data_is_read_strictly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("questionnaires.packaged.AUDITS", tmp_path)
    (tmp_path / "bad.yaml").write_text("a: &x 1")
    with pytest.raises(ValueError, match=r"audits/bad.yaml: yaml-anchor"):
        packaged("bad")
