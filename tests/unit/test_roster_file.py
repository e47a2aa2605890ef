"""The staff list as a file: template, sample municipality and reader fit together."""

from datetime import datetime
from functools import partial
from pathlib import Path
from random import Random

import openpyxl
import pytest

from bot.domain.names import name_digest
from bot.domain.people import OrganisationType
from bot.domain.roster.columns import Column
from bot.domain.roster.matching import plan_import
from bot.domain.roster.plan import Plan, Register
from bot.domain.roster.reading import Roster, read_roster
from bot.domain.roster.sheets import Place, RosterProblem, Sheet, Unusable
from exports.roster import read_sheets
from exports.roster_template import ORGANISATION_COLUMNS, PEOPLE_COLUMNS, write_template
from playground.municipality import ORGANISATIONS, Municipality, invent_municipality
from tests.unit.rosters import TODAY


def _sheets(path: Path) -> tuple[Sheet, ...]:
    sheets = read_sheets(path)
    assert isinstance(sheets, tuple), sheets
    return sheets


def _imported(path: Path, municipality: Municipality) -> Roster:
    write_template(path, municipality.organisations, municipality.people)
    roster = read_roster(_sheets(path), TODAY)
    assert isinstance(roster, Roster), roster
    return roster


def test_blank_template_asks_for_people_and_is_understood_column_by_column(tmp_path: Path) -> None:
    write_template(tmp_path / "blank.xlsx")
    sheets = _sheets(tmp_path / "blank.xlsx")
    assert [sheet.title for sheet in sheets] == ["Педагоги", "Организации", "Как заполнять"]
    assert sheets[0].rows[0].cells == tuple(column.value for column in PEOPLE_COLUMNS)
    assert sheets[1].rows[0].cells == tuple(column.value for column in ORGANISATION_COLUMNS)
    assert read_roster(sheets, TODAY) == (RosterProblem("no-people", Place("Педагоги")),)


def test_sample_municipality_comes_through_the_real_import(tmp_path: Path) -> None:
    roster = _imported(tmp_path / "sample.xlsx", invent_municipality(700, seed=7, year=2026))
    done = plan_import(roster, Register(), partial(name_digest, b"key"), Random(1).randrange)
    assert isinstance(done, Plan)
    assert (len(done.added), len(done.organisations_added)) == (700, 17)
    types = [organisation.types for organisation in done.organisations_added]
    assert sum(OrganisationType.SCHOOL in kinds for kinds in types) == 11
    assert sum(kinds == {OrganisationType.PRESCHOOL} for kinds in types) == 5
    assert sum(OrganisationType.ADDITIONAL in kinds for kinds in types) == 1


def test_sample_municipality_is_realistic() -> None:
    people = invent_municipality(700, seed=7, year=2026).people
    leading = sum(line[Column.LEADING] == "да" for line in people)
    names = {line[Column.NAME] for line in people}
    young = sum(2026 - int(line[Column.BIRTH]) < 35 for line in people)
    coordinators = sum("координатор" in str(line[Column.ROLES]) for line in people)
    assert 0.05 <= leading / len(people) <= 0.07
    assert len(names) == len(people)
    assert 0.1 <= young / len(people) <= 0.3
    assert coordinators == len(ORGANISATIONS)
    assert any(line[Column.POSITION] == "педагог-психолог" for line in people)


@pytest.mark.parametrize("amount", [1, 17, 60, 700])
def test_sample_municipality_is_repeatable_and_of_any_size(amount: int) -> None:
    one = invent_municipality(amount, seed=3, year=2026)
    assert one == invent_municipality(amount, seed=3, year=2026)
    assert one != invent_municipality(amount, seed=4, year=2026)
    assert len(one.people) == amount


def test_reader_returns_values_as_the_sheet_shows_them(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = "Лист"
    page.append(["007", 7, 7.5, True, datetime(1987, 5, 3), "  ", "=A1+1", "=\u00a0текст"])  # noqa: DTZ001
    page["H1"].data_type = "s"
    page["C4"] = "#N/A"
    hidden = book.create_sheet("Старое")
    hidden.append(["секрет"])
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "values.xlsx")
    values, old = _sheets(tmp_path / "values.xlsx")
    assert values.rows[0].cells == (
        "007", 7, 7.5, True, datetime(1987, 5, 3), None, Unusable("formula"), "=\u00a0текст",  # noqa: DTZ001
    )  # fmt: skip
    assert (values.rows[1].number, values.rows[1].cells) == (4, (None, None, Unusable("error-value")))
    assert old == Sheet("Старое", (), hidden=True)


def test_too_many_rows_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exports.roster.MAX_FILLED_ROWS", 3)
    book = openpyxl.Workbook(write_only=True)
    page = book.create_sheet("Педагоги")
    for number in range(5):
        page.append([number])
    book.save(tmp_path / "long.xlsx")
    refused = read_sheets(tmp_path / "long.xlsx")
    assert isinstance(refused, RosterProblem)
    assert (refused.code, refused.place.sheet) == ("too-many-rows", "Педагоги")


def test_template_has_no_person_and_no_formula(tmp_path: Path) -> None:
    line = {Column.NAME: "=HYPERLINK(1)", Column.ORGANISATION: "СОШ"}
    write_template(tmp_path / "t.xlsx", people=[line])
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    cell = book["Педагоги"]["B2"]
    assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")
    assert not book.properties.creator
    assert book["Педагоги"].freeze_panes == "C2"
