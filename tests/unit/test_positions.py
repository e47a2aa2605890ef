"""Which standard a position is audited by."""

import pytest

from questionnaires.context import Attribute
from questionnaires.problems import Problem
from questionnaires.standards import audit_for

LEADERS = Problem("no-audit-for-leaders", {"standard": "head-250n"})


@pytest.mark.parametrize(
    ("position", "standard"),
    [
        ("учитель", "pedagog-544n"),
        ("Учитель математики", "pedagog-544n"),
        ("УЧИТЕЛЬ НАЧАЛЬНЫХ КЛАССОВ", "pedagog-544n"),
        (" воспитатель ", "pedagog-544n"),
        ("старший воспитатель", "pedagog-544n"),
        ("преподаватель-организатор ОБЗР", "pedagog-544n"),
        ("педагог-психолог", "pedagog-psychologist-514n"),
        ("Педагог – психолог", "pedagog-psychologist-514n"),
        ("педагог дополнительного образования", "additional-education-652n"),
        ("педагог-организатор", "additional-education-652n"),
        ("методист", "additional-education-652n"),
    ],
)
def test_audited_positions(position: str, standard: str) -> None:
    assert audit_for({"position": position}) == standard


@pytest.mark.parametrize(
    "position", ["Директор", "директор школы", "заведующая", "заместитель директора по УВР", "руководитель"]
)
def test_leaders_have_no_audit_yet(position: str) -> None:
    assert audit_for({"position": position}) == LEADERS


@pytest.mark.parametrize("position", ["учитель-логопед", "социальный педагог", "сторож", "учительница"])
def test_positions_without_an_audit(position: str) -> None:
    assert audit_for({"position": position}) == Problem("no-audit-for-position", {"position": position})


@pytest.mark.parametrize(
    ("attributes", "result"),
    [
        ({}, Problem("no-position")),
        ({"position": " "}, Problem("no-position")),
        ({"position": None, "leading": True}, LEADERS),
        ({"position": "начальник отдела", "leading": True}, LEADERS),
        ({"position": "учитель", "leading": True}, "pedagog-544n"),
    ],
)
def test_leading_decides_only_where_the_position_does_not(
    attributes: dict[str, Attribute], result: str | Problem
) -> None:
    assert audit_for(attributes) == result
