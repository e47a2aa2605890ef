"""The grammar of conditions, its limits, and what missing and undecided answers do."""

from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaires.conditions import ConditionError, parse
from questionnaires.operands import UNKNOWN, Operand


class Names:
    """A scope made of three tables."""

    def __init__(self, **answers: Operand) -> None:
        self.answers = answers
        self.attributes: Mapping[str, Operand] = {
            "subjects": ("Математика", "физика"),
            "position": "Учитель",
            "leading": False,
        }

    def answer(self, name: str) -> Operand:
        return self.answers.get(name)

    def attribute(self, name: str) -> Operand:
        return self.attributes.get(name)

    def in_state(self, name: str, state: str) -> Operand:
        if name == "sec":
            return ("a", "b", "c") if state == "answered" else ()
        value = self.answers.get(name)
        return UNKNOWN if value is UNKNOWN else (value is not None) == (state == "answered")


SCOPE = Names(
    one=1,
    two=2,
    half=Decimal("0.5"),
    zero=0,
    yes="yes",
    goals=("ict", "other"),
    text="Ёлка",
    day="2026-03-12",
    later=UNKNOWN,
)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("true", True),
        ("false or true and false", False),
        ("(false or true) and not false", True),
        ("not not true", True),
        ("one == 1 and two != 1", True),
        ("one + two * 2 == 5", True),
        ("(one + two) * 2 == 6", True),
        ("two - one - one == 0", True),
        ("-one < 0", True),
        ("two / 4 == half", True),
        ("one / zero == 1", False),
        ("half < 0.75", True),
        ('yes == "YES"', True),
        ("yes == «yes»", True),
        ("text == 'ёлка' and text == 'Елка'", True),
        ('goals has "ict" and not (goals has "school")', True),
        ('"ict" in goals', True),
        ('yes in ["yes", "no"]', True),
        ("two in [1, 3]", False),
        ('respondent.subjects has "математика"', True),
        ("respondent.leading", False),
        ("respondent.young", False),
        ('day > "2026-03-01"', True),
        ("count(goals) == 2", True),
        ("count(answered(sec)) >= 3", True),
        ("count(answered(one), answered(nothing), skipped(one)) == 1", True),
        ("count(zero) == 1", True),
        ("answered(sec)", True),
        ("skipped(sec)", False),
        ("mean(one, two, nothing) == 1.5", True),
        ("mean(nothing) == 0", False),
        ('if(one > two, "a", "b") == "b"', True),
        # a missing answer is in no relation to anything
        ("nothing == 1", False),
        ("nothing != 1", False),
        ("nothing < 1 or nothing >= 1", False),
        ("not (nothing == 1)", True),
        ("nothing + 1 == 1", False),
        ("nothing", False),
        ("zero", False),
        # different kinds are unequal and in no order
        ('one == "1"', False),
        ('one != "1"', False),
        ('one < "2"', False),
        ('text has "Ё"', False),
    ],
)
def test_evaluation(text: str, holds: bool) -> None:
    assert parse(text).holds(SCOPE) is holds


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("later == 1", UNKNOWN),
        ("not later", UNKNOWN),
        ("later and false", False),
        ("false and later", False),
        ("later or true", True),
        ("later and true", UNKNOWN),
        ("later + 1 > 0", UNKNOWN),
        ("answered(later)", UNKNOWN),
        ("count(one, later) > 0", UNKNOWN),
        ("mean(later, 1) > 0", UNKNOWN),
        ("if(later, 1, 1) == 1", UNKNOWN),
    ],
)
def test_undecided_answers(text: str, holds: object) -> None:
    assert parse(text).holds(SCOPE) is holds


@pytest.mark.parametrize(
    ("text", "code", "column"),
    [
        ("", "condition-syntax", 1),
        ("one ==", "condition-syntax", 7),
        ("one two", "condition-syntax", 5),
        ("(one", "condition-syntax", 5),
        ("one = 1", "condition-character", 5),
        ("one @ 2", "condition-character", 5),
        ('"open', "condition-character", 1),
        ("import(os)", "condition-syntax", 7),
        ("answered(one, two)", "condition-syntax", 13),
        ("answered(1)", "condition-syntax", 10),
        ("if(one, two)", "condition-arguments", 1),
        ("and", "condition-syntax", 1),
        ("[one]", "condition-syntax", 2),
        ("1 < 2 < 3", "condition-syntax", 7),
        ("1.2.3", "condition-character", 1),
        ("(" * 50 + "1" + ")" * 50, "condition-too-deep", 21),
        ("1+" * 600 + "1", "condition-too-long", 1000),
        ("1+" * 150 + "1", "condition-too-long", 201),
        ("__class__", "condition-character", 1),
    ],
)
def test_errors_name_the_place(text: str, code: str, column: int) -> None:
    with pytest.raises(ConditionError) as caught:
        parse(text)
    assert (caught.value.code, caught.value.column) == (code, column)


@pytest.mark.parametrize("nested", ["not " * 180 + "true", "-" * 180 + "1", "(" * 18 + "1" + ")" * 18, "1" + "+1" * 99])
def test_long_chains_need_no_deep_recursion(nested: str) -> None:
    parse(nested).evaluate(SCOPE)


@given(st.text(alphabet='ab1 .()[],<>=!+-*/"«»\nandornotcountif', max_size=60))
def test_any_text_is_a_condition_or_an_error(text: str) -> None:
    try:
        node = parse(text)
    except ConditionError:
        return
    node.holds(SCOPE)


def test_huge_numbers_are_missing_not_an_error() -> None:
    text = "*".join(["999999999999999"] * 60) + " > 0"
    assert parse(text).holds(SCOPE) is False
