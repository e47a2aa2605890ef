"""What can be filled in out of the box."""

from pathlib import Path

import pytest

from bot.usecases.choices import SOURCES
from questionnaires.catalogue import DEFINITIONS, built_in
from questionnaires.definition import load
from questionnaires.model import Questionnaire
from questionnaires.progress import missing_items, next_item, path
from questionnaires.responses import Done, Response, Skipped, Typed, respond
from questionnaires.standards import vocabulary
from tests.unit.definitions import answered, context

NEEDS = next(one for one in built_in() if one.code == "needs")
ANSWERS = {
    "topics": "1, 13",
    "topics_other": "Работа с текстом",
    "formats": "3 1 2",
    "mode": "смешанно",
    "days": "среда, суббота",
    "from_time": "15.30",
    "hours": "4",
    "mentor": "да",
    "mentor_topic": "Планирование",
    "heard": "4",
    "privacy": "далее",
    "wishes": "Больше практики",
}


def test_codes_are_those_people_know() -> None:
    assert [one.code for one in built_in()] == [
        "audit-544n-full",
        "audit-544n-short",
        "audit-514n-full",
        "audit-514n-short",
        "audit-652n-full",
        "audit-652n-short",
        "adaptation",
        "adaptation_mentor",
        "after_course",
        "burnout",
        "course_participants",
        "extend_campaign",
        "needs",
        "needs_met",
        "new_campaign",
        "new_course_run",
        "satisfaction",
    ]


def test_built_in_questionnaires_are_made_once() -> None:
    assert built_in() is built_in()


@pytest.mark.parametrize("demo", built_in(), ids=lambda one: one.code)
def test_pinned_text_gives_the_same_questionnaire(demo: Questionnaire) -> None:
    assert Questionnaire.model_validate_json(demo.canonical_json) == demo


@pytest.mark.parametrize("file", sorted(DEFINITIONS.glob("*.yaml")), ids=lambda file: file.name)
def test_packaged_definitions_have_no_issues_at_all(file: Path) -> None:
    assert load(file, vocabulary(SOURCES)).issues == ()


def test_needs_is_answered_by_typing_alone() -> None:
    known: dict[str, Response] = {}
    while item := next_item(NEEDS, context(known)):
        response = respond(item, Typed(ANSWERS[item.code]), None, context(known))
        assert isinstance(response, Response), (item.code, response)
        known[item.code] = response
    assert len(known) == 12
    assert known["formats"].value == ("webinar", "course", "workshop")
    assert missing_items(NEEDS, context(known)) == ()


def test_needs_without_needs_is_short() -> None:
    known = answered(topics=("none",), mentor="no", heard=5)
    assert [item.code for item in path(NEEDS, context(known))] == ["topics", "mentor", "heard", "privacy", "wishes"]


def test_needs_lets_wishes_be_skipped_and_warns_first() -> None:
    assert isinstance(respond(NEEDS.item("wishes"), Skipped(), None, context()), Response)
    codes = [item.code for item in NEEDS.items]
    assert codes.index("privacy") == codes.index("wishes") - 1
    assert "имён и фамилий" in NEEDS.item("privacy").label
    assert isinstance(respond(NEEDS.item("privacy"), Done(), None, context()), Response)
