"""Sums per organisation, subject and in all, worked by hand."""

from datetime import UTC, datetime

from bot.domain.findings import (
    EVERYBODY,
    NO_SUBJECT,
    Fact,
    Headcount,
    Mark,
    Place,
    Register,
    coverages,
    difficulties,
    findings,
    nestings,
)
from bot.domain.monitoring import (
    Coverage,
    Cut,
    Difficulty,
    Finding,
    Measure,
    Monitoring,
    Period,
    Progress,
    Unit,
    protect,
)
from questionnaires.model import Questionnaire

REGISTER = Register({"а": "Школа А", "б": "Сад Б"}, {1: "544н", 2: "514н"})
MATHS, BOTH, NONE = Place("а", ("математика",)), Place("а", ("математика", "физика")), Place("б", ())
SCHOOL, GARDEN = Unit(Cut.ORGANISATION, "а", "Школа А"), Unit(Cut.ORGANISATION, "б", "Сад Б")


def subject(name: str) -> Unit:
    return Unit(Cut.SUBJECT, name, name)


def test_coverage_counts_a_person_in_each_subject_and_once_in_all() -> None:
    found = coverages([Headcount(MATHS, 10, 4), Headcount(BOTH, 2, 1), Headcount(NONE, 5, 0)], REGISTER)
    assert set(found) == {
        Coverage(EVERYBODY, 17, 5),
        Coverage(SCHOOL, 12, 5),
        Coverage(GARDEN, 5, 0),
        Coverage(subject("математика"), 12, 5),
        Coverage(subject("физика"), 2, 1),
        Coverage(subject(NO_SUBJECT), 5, 0),
    }


def test_nobody_is_still_a_total() -> None:
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


def test_units_that_lie_whole_in_units_of_the_other_cut() -> None:
    heads = [Headcount(MATHS, 10, 4), Headcount(BOTH, 2, 1), Headcount(NONE, 5, 3), Headcount(Place("в", ()), 5, 0)]
    facts = [Fact(BOTH, 1, "function", "B/04.6", "Модуль", 1, 0, 90.0)]
    found = {(one.measure, one.whole, one.parts) for one in nestings(heads, facts, REGISTER)}
    maths, physics, none = subject("математика"), subject("физика"), subject(NO_SUBJECT)
    measure = ("544н", "function", "B/04.6")
    assert found == {
        ((), SCHOOL, (maths,)),  # «физика» is nested too, but overlaps
        ((), maths, (SCHOOL,)),
        ((), GARDEN, (none,)),
        ((), none, (GARDEN,)),
        (measure, SCHOOL, (maths,)),
        (measure, maths, (SCHOOL,)),
        (measure, physics, (SCHOOL,)),
    }


def test_what_is_hidden_cannot_be_had_from_the_other_cut() -> None:
    """«Сад 2» would be «без предмета» less «Сад 1»: everybody knows who teaches no subject."""
    sizes = {("с1", ()): 9, ("с2", ()): 3, ("ш1", ("математика",)): 5, ("ш2", ("физика",)): 20}
    places = {Place(code, subjects): n for (code, subjects), n in sizes.items()}
    heads = [Headcount(place, n, n) for place, n in places.items()]
    facts = [Fact(place, 1, "function", "A/01.6", "Обучение", n, 1, 0.0) for place, n in places.items()]
    start = datetime(2026, 9, 1, tzinfo=UTC)
    shown = protect(
        Monitoring(
            Period(start, start), 50, Progress(40, 37, 37), (), (), coverages(heads, REGISTER),
            findings(facts, REGISTER), (), nestings=nestings(heads, facts, REGISTER),
        )
    )  # fmt: skip
    told = {one.unit.code: one.n for one in shown.findings if one.n is not None}
    assert told.keys().isdisjoint({"с2"})
    assert not {NO_SUBJECT, "с1"} <= told.keys()
    assert ("ш1" in told) == ("математика" in told)
    assert told[""] == 37
    assert {one.unit.code for one in shown.coverages if one.diagnosed is not None} == set(told)


def test_low_marks_follow_the_direction_of_the_scale() -> None:
    item = {"kind": "scale", "scale": "s", "label": "Действие"}
    form = Questionnaire.model_validate(
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
                        {**item, "code": "up", "action": "ТД1"},
                        {**item, "code": "down", "action": "ТД2", "reversed": True},
                        {**item, "code": "other"},
                    ],
                }
            ],
        }
    )
    marks = [
        Mark(1, "up", 1, 3),
        Mark(1, "up", 2, 5),
        Mark(1, "down", 1, 3),
        Mark(1, "down", 3, 2),
        Mark(1, "other", 0, 9),
    ]
    assert difficulties(marks, {1: form}, REGISTER, 50) == (
        Difficulty("544н", "ТД1", "Действие", "Обучение", 8, 3),
        Difficulty("544н", "ТД2", "Действие", "Обучение", 5, 2),
    )
