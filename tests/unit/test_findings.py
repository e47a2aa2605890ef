"""Sums per organisation, subject and in all, worked by hand."""

from bot.domain.counts import NO_SUBJECT, Fact, Headcount, Mark, Place
from bot.domain.editions import Edition
from bot.domain.findings import EVERYBODY, Register, coverages, difficulties, findings, progress
from bot.domain.monitoring import Coverage, Cut, Difficulty, Finding, Measure, Progress, Unit
from questionnaires.model import Questionnaire

SCALE_ITEM = {"kind": "scale", "scale": "s", "label": "Действие"}
FORM = Questionnaire.model_validate(
    {
        "code": "audit-x",
        "title": "Аудит",
        "spec_version": 1,
        "scales": {"s": {"options": [{"value": value, "label": str(value)} for value in range(4)]}},
        "sections": [
            {
                "code": "S",
                "title": "Обучение",
                "items": [
                    {**SCALE_ITEM, "code": "up", "action": "ТД1"},
                    {**SCALE_ITEM, "code": "down", "action": "ТД2", "reversed": True},
                    {**SCALE_ITEM, "code": "other"},
                ],
            }
        ],
    }
)
REGISTER = Register({"а": "Школа А", "б": "Сад Б"}, {1: Edition(1, "544н", FORM), 2: Edition(1, "514н", FORM)})
MATHS, BOTH, NONE = Place("а", ("математика",)), Place("а", ("математика", "физика")), Place("б", ())
HEADS = [
    Headcount(MATHS, 6, None), Headcount(MATHS, 3, 1), Headcount(MATHS, 1, 2), Headcount(BOTH, 1, None, trying=True),
    Headcount(BOTH, 1, 1), Headcount(NONE, 5, None),
]  # fmt: skip
SCHOOL, GARDEN = Unit(Cut.ORGANISATION, "а", "Школа А"), Unit(Cut.ORGANISATION, "б", "Сад Б")


def subject(name: str) -> Unit:
    return Unit(Cut.SUBJECT, name, name)


def test_coverage_counts_a_person_in_each_subject_and_once_in_all() -> None:
    found = coverages(HEADS, REGISTER)
    assert set(found) == {
        Coverage(EVERYBODY, 17, 5),
        Coverage(SCHOOL, 12, 5),
        Coverage(GARDEN, 5, 0),
        Coverage(subject("математика"), 12, 5),
        Coverage(subject("физика"), 2, 1),
        Coverage(subject(NO_SUBJECT), 5, 0),
    }


def test_who_completed_an_audit_has_begun_one() -> None:
    assert progress(HEADS, 16) == Progress(16, 6, 5)


def test_nobody_is_still_a_total() -> None:
    assert progress([], 0) == Progress(0, 0, 0)
    assert coverages([], REGISTER) == (Coverage(EVERYBODY, 0, 0),)
    assert findings([], REGISTER) == ()


def test_the_same_code_in_two_standards_is_two_functions_but_one_group() -> None:
    facts = [
        Fact(MATHS, 1, "function", "A/01.6", "Обучение", 2, 1, 120.0),
        Fact(MATHS, 2, "function", "A/01.6", "Проектирование", 1, 1, 10.0),
        Fact(MATHS, 1, "group", "subject", "Предметные", 2, 0, 150.0),
        Fact(NONE, 2, "group", "subject", "Предметные", 1, 1, 30.0),
    ]
    totals = [one for one in findings(facts, REGISTER) if one.unit == EVERYBODY]
    assert set(totals) == {
        Finding(EVERYBODY, Measure("544н", "function", "A/01.6", "Обучение"), 2, 1, 60.0),
        Finding(EVERYBODY, Measure("514н", "function", "A/01.6", "Проектирование"), 1, 1, 10.0),
        Finding(EVERYBODY, Measure("", "group", "subject", "Предметные"), 3, 1, 60.0),
    }


def test_low_marks_follow_the_direction_of_the_scale() -> None:
    marks = [
        Mark("а", 1, "up", 1, 2),
        Mark("б", 1, "up", 1, 1),
        Mark("а", 1, "up", 2, 5),
        Mark("а", 1, "down", 1, 3),
        Mark("а", 1, "down", 3, 2),
        Mark("а", 1, "other", 0, 9),
    ]
    assert difficulties(marks, REGISTER, 50) == (
        Difficulty("544н", "ТД1", "Действие", "Обучение", 8, 3),
        Difficulty("544н", "ТД2", "Действие", "Обучение", 5, 2),
    )
