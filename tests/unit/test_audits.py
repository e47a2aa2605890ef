"""Generated audits: who is asked what, in which words, and whether it fits a screen."""

from typing import Any

import pytest

from questionnaires.catalogue import built_in
from questionnaires.inspection import inspect
from questionnaires.inspection.texts import message_units
from questionnaires.model import Questionnaire, ScaleItem
from questionnaires.progress import next_item, path, place
from questionnaires.responses import Chosen, Response, respond
from questionnaires.scoring import score
from questionnaires.standards import load_mapping, load_standards, vocabulary
from tests.unit.definitions import answered, context

AUDITS = {audit.code: audit for audit in built_in() if audit.kind == "audit"}
COMMON = ["A/01.6", "A/02.6", "A/03.6"]


def functions(audit: Questionnaire, known: dict[str, Response] | None = None, /, **attributes: Any) -> list[str]:
    """The labour functions a respondent is asked about."""
    shown = path(audit, context(known, **attributes))
    found = (audit.section_of(item.code).function for item in shown)
    return [function for function in dict.fromkeys(found) if function]


@pytest.mark.parametrize("form", ["full", "short"])
@pytest.mark.parametrize(
    ("attributes", "added"),
    [
        ({"position": "учитель"}, []),
        ({"position": "воспитатель", "levels": ("preschool",)}, ["B/01.5"]),
        ({"position": "воспитатель"}, ["B/01.5"]),
        ({"position": "воспитатель", "levels": ("primary",)}, ["B/02.6"]),
        ({"levels": ("primary",), "subjects": ("начальные классы",)}, ["B/02.6"]),
        ({"levels": ("basic",), "subjects": ("математика", "физика")}, ["B/03.6", "B/04.6"]),
        ({"levels": ("secondary",), "subjects": ("Алгебра",)}, ["B/03.6", "B/04.6"]),
        ({"levels": ("basic", "secondary"), "subjects": ("Русский язык",)}, ["B/03.6", "B/05.6"]),
        ({"levels": ("basic",), "subjects": ("русский язык и литература",)}, ["B/03.6", "B/05.6"]),
        ({"levels": ("basic",), "subjects": ("история",)}, ["B/03.6"]),
    ],
)
def test_544n_sections(form: str, attributes: dict[str, Any], added: list[str]) -> None:
    assert functions(AUDITS[f"audit-544n-{form}"], **attributes) == COMMON + added


@pytest.mark.parametrize("form", ["full", "short"])
def test_514n_asks_first_who_the_psychologist_works_with(form: str) -> None:
    audit = AUDITS[f"audit-514n-{form}"]
    assert path(audit, context())[0].code == "ovz"
    common = [f"A/0{number}.7" for number in range(1, 8)]
    assert functions(audit, answered(ovz="no")) == common
    special = ["B/01.6", "B/02.7", "B/03.7", "B/04.7", "B/05.7"]
    assert functions(audit, answered(ovz="yes")) == common + special


@pytest.mark.parametrize("form", ["full", "short"])
@pytest.mark.parametrize(
    ("position", "letter", "count"),
    [
        ("педагог дополнительного образования", "A", 5),
        ("методист", "B", 3),
        ("педагог-организатор", "C", 3),
        (None, "A", 5),
    ],
)
def test_652n_sections(form: str, position: str | None, letter: str, count: int) -> None:
    shown = functions(AUDITS[f"audit-652n-{form}"], position=position)
    assert len(shown) == count
    assert {function[0] for function in shown} == {letter}


@pytest.mark.parametrize("code", sorted(AUDITS))
def test_inspection_finds_nothing(code: str) -> None:
    assert inspect(AUDITS[code], vocabulary()) == ()


@pytest.mark.parametrize("code", sorted(AUDITS))
def test_worst_message_leaves_room_for_the_screen(code: str) -> None:
    audit = AUDITS[code]
    assert max(message_units(audit, item.code) for item in audit.items) < 2500


@pytest.mark.parametrize("code", [code for code in sorted(AUDITS) if code.endswith("full")])
def test_full_form_has_an_item_per_action_with_its_groups(code: str) -> None:
    audit = AUDITS[code]
    standard = load_standards()[audit.standard or ""]
    actions = [action for function in standard.functions for action in function.actions]
    items = [item for item in audit.items if isinstance(item, ScaleItem)]
    assert [item.action for item in items] == [action.id for action in actions]
    assert [item.label for item in items] == [action.text for action in actions]
    assert all(set(item.groups) <= load_mapping().groups.keys() and item.groups for item in items)


@pytest.mark.parametrize("code", [code for code in sorted(AUDITS) if code.endswith("short")])
def test_short_form_has_one_item_per_function_and_takes_three_minutes(code: str) -> None:
    audit = AUDITS[code]
    sections = [section for section in audit.sections if section.function]
    assert [len(section.items) for section in sections] == [1] * len(sections)
    assert audit.duration_minutes == 3
    assert len(audit.items) <= 13


def test_skills_are_shown_as_examples_in_the_words_of_the_standard() -> None:
    audit = AUDITS["audit-544n-full"]
    example = audit.item("A01.6-8").example
    assert example is not None
    assert example.startswith("Владеть ИКТ-компетентностями")


@pytest.mark.parametrize("form", ["full", "short"])
def test_recalled_wording_is_never_shown_as_a_quotation(form: str) -> None:
    audit = AUDITS[f"audit-652n-{form}"]
    assert "не" in (audit.intro or "")
    assert "цитат" in (audit.intro or "")
    for section in audit.sections:
        assert "не цитата" in (section.note or "")
        assert "«" not in (section.note or "")
        assert all("не цитата" in (item.hint or "") for item in section.items)


def test_sourced_names_are_quoted() -> None:
    note = AUDITS["audit-544n-full"].sections[0].note
    assert note == "Трудовая функция A/01.6 «Общепедагогическая функция. Обучение»"


@pytest.mark.parametrize("code", sorted(AUDITS))
def test_levels_and_marks_are_described_as_behaviour(code: str) -> None:
    audit = AUDITS[code]
    options = audit.scales["mastery"].options
    assert [option.value for option in options] == [0, 1, 2, 3]
    assert all(option.descriptor for option in options)
    assert audit.profile is not None
    assert all(level.descriptor for level in audit.profile.levels)


def test_a_whole_audit_from_the_first_question_to_the_profile() -> None:
    audit = AUDITS["audit-544n-full"]
    attributes: dict[str, Any] = {"position": "учитель", "levels": ("basic",), "subjects": ("математика",)}
    known: dict[str, Response] = {}
    places = []
    while item := next_item(audit, context(known, **attributes)):
        places.append(place(audit, context(known, **attributes), item))
        mark = "3" if audit.section_of(item.code).code == "A01.6" else "1"
        response = respond(item, Chosen(mark), None, context(known, **attributes))
        assert isinstance(response, Response)
        known[item.code] = response
    assert places == [(k, 63) for k in range(1, 64)]
    scores = {one.code: one for one in score(audit, context(known, **attributes), 60)}
    assert (scores["A/01.6"].value, scores["A/01.6"].level, scores["A/01.6"].deficit) == (100.0, "guiding", False)
    assert (scores["B/04.6"].level, scores["B/04.6"].deficit, scores["B/04.6"].of) == ("supported", True, 23)
    assert "B/05.6" not in scores
    assert scores["overall"].n == 63
