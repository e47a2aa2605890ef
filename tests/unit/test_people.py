"""People: who is young, what a questionnaire may ask."""

from datetime import date

import pytest

from bot.domain.people import Level, Person, YoungDefinition, attributes, is_young

TODAY = date(2026, 11, 23)


def _person(started: int | None = None, birth: int | None = None) -> Person:
    return Person("T-1", ("E-1", "E-2"), "учитель", started_year=started, birth_year=birth)


@pytest.mark.parametrize(
    ("definition", "started", "birth", "young"),
    [
        (YoungDefinition(max_age_below=35), None, 1992, True),
        (YoungDefinition(max_age_below=35), None, 1991, False),
        (YoungDefinition(tenure_years_max=3), 2023, None, True),
        (YoungDefinition(tenure_years_max=3), 2022, None, False),
        (YoungDefinition(35, 3), 2024, 1992, True),
        (YoungDefinition(35, 3), 2024, 1980, False),
        (YoungDefinition(35, 3), None, 1999, False),
        (YoungDefinition(), 2026, 2004, False),
        (None, 2026, 2004, False),
    ],
)
def test_young(definition: YoungDefinition | None, started: int | None, birth: int | None, young: bool) -> None:
    assert is_young(_person(started, birth), definition, TODAY) is young


def test_attributes() -> None:
    person = Person(
        "T-1", ("E-1", "E-2"), "учитель", subjects=("математика", "физика"),
        levels=frozenset({Level.SECONDARY, Level.BASIC}), class_teacher=True, birth_year=2000,
    )  # fmt: skip
    assert attributes(person, TODAY, YoungDefinition(max_age_below=35)) == {
        "position": "учитель",
        "leading": False,
        "subjects": ("математика", "физика"),
        "levels": ("basic", "secondary"),
        "young": True,
        "class_teacher": True,
        "organisation": "E-1",
    }
