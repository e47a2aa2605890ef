"""What Excel and its relatives will find in the file, read back with a library that did not write it."""

import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring
from openpyxl import Workbook as Read
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from exports.table import Cell, Chart, Column, HeatMap, Style, Table
from exports.wording import CELL_LIMIT
from exports.workbook import Properties, Workbook

PROPERTIES = Properties(
    "Мониторинг", "Программа", "Бот 0.1.0", "01.09.2026 & 31.08.2027", datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
)
NASTY = (
    '=HYPERLINK("http://x";"y")', "+7", "-1", "@SUM(A1)", "\tтаб", "＝1+1", "#REF!", "http://example.org",
    "<r>x</r>", "<b>жирно</b>", "_x0041_", "007", "\x00\x0bкот\ud800", "\u202eтокот", "a & b < c", "", " пробелы ",
)  # fmt: skip
COLUMNS = (
    Column("code", "Код", 10, Style.CODE),
    Column("text", "Текст", 30),
    Column("count", "Чел.", 8, Style.COUNT),
    Column("mean", "Среднее", 8, Style.MEAN),
    Column("share", "Доля", 8, Style.SHARE),
    Column("day", "День", 11, Style.DATE),
)
ROWS: tuple[tuple[Cell, ...], ...] = (
    *((f"К{index}", text, index, index / 3, 0.5, date(2026, 11, 1 + index)) for index, text in enumerate(NASTY)),
    ("к", "н/д", "н/д", None, float("nan"), None),
)
TABLE = Table(
    name="Сводка",
    identifier="summary",
    columns=COLUMNS,
    rows=ROWS,
    title="Заголовок",
    notes=("Примечание",),
    charts=(Chart("Доля", "text", ("share",), "Доля", "Кто", "Столбцы долей"),),
    heat_maps=(HeatMap(("share",), 0, 1),),
)
RAW = Table("Ответы", "answers", COLUMNS, frozen_columns=2, fits_page=False)


def write(path: Path, table: Table = TABLE, raw_rows: tuple[tuple[Cell, ...], ...] = ROWS, limit: int = 100) -> None:
    scratch = path.parent / "scratch"
    scratch.mkdir(exist_ok=True)
    with Workbook(path, PROPERTIES, scratch) as book:
        cover = book.reserve("О файле")
        book.add(table)
        book.stream(RAW, limit).append(raw_rows)
        book.add(Table("О файле", "about", (Column("a", "Сведения", 20), Column("b", "Значение", 20))), cover)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    write(tmp_path / "book.xlsx")
    return tmp_path / "book.xlsx"


@pytest.fixture
def book(path: Path) -> Iterator[Read]:
    found = load_workbook(path)
    yield found
    found.close()


def sheets(book: Read) -> list[Worksheet]:
    return [book[name] for name in book.sheetnames]


def test_opens_on_the_first_sheet_in_the_stated_order(book: Read) -> None:
    assert book.sheetnames == ["О файле", "Сводка", "Ответы"]
    assert book.active is not None
    assert book.active.title == "О файле"
    assert all(sheet.sheet_state == "visible" for sheet in sheets(book))


def test_no_text_becomes_a_formula_an_error_or_a_link(book: Read, path: Path) -> None:
    for sheet in sheets(book):
        for row in sheet.iter_rows():
            assert all(cell.data_type not in ("f", "e") and cell.hyperlink is None for cell in row)
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    assert not any(b"<f>" in body or b"externalLink" in body for body in parts.values())
    assert not any("comment" in name or "vba" in name for name in parts)


@pytest.mark.parametrize(("sheet", "first"), [("Сводка", 5), ("Ответы", 2)])
def test_texts_arrive_clean_and_whole_and_risky_ones_are_quoted(book: Read, sheet: str, first: int) -> None:
    cells = [book[sheet].cell(first + index, 2) for index in range(len(NASTY))]
    texts = [str(cell.value or "") for cell in cells]
    assert texts[:6] == list(NASTY[:6])
    assert texts[6] == "#REF!"
    assert texts[8].strip() == "<r>x</r>"
    assert texts[11] == "007"
    assert texts[12:15] == ["кот", "токот", "a & b < c"]
    assert [cell.quotePrefix or False for cell in cells[:8]] == [True] * 6 + [False] * 2


@pytest.mark.parametrize(("sheet", "first"), [("Сводка", 5), ("Ответы", 2)])
def test_number_formats_and_types(book: Read, sheet: str, first: int) -> None:
    row = [book[sheet].cell(first, column) for column in range(1, 7)]
    assert [cell.number_format for cell in row] == ["@", "General", "0", "0.00", "0.0%", "dd.mm.yyyy"]
    assert [cell.data_type for cell in row] == ["s", "s", "n", "n", "n", "d"]
    last = [book[sheet].cell(first + len(NASTY), column).value for column in range(2, 7)]
    assert last == ["н/д", "н/д", None, None, None]


def test_tables_agree_with_their_header_cells(book: Read) -> None:
    names = []
    for sheet in sheets(book):
        for table in sheet.tables.values():
            names.append(table.name)
            header = sheet[table.ref][0]
            assert [cell.value for cell in header] == [column.name for column in table.tableColumns]
            assert table.autoFilter.ref == table.ref
    assert book["Ответы"].tables["answers"].ref == f"A1:F{len(ROWS) + 1}"
    assert book["Ответы"].dimensions == f"A1:F{len(ROWS) + 1}"
    assert sorted(names) == ["about", "answers", "summary"]
    assert all(name.isascii() for name in names)


def test_panes_widths_and_print(book: Read) -> None:
    assert book["Сводка"].freeze_panes == "B5"
    assert book["Ответы"].freeze_panes == "C2"
    assert book["Сводка"].column_dimensions["B"].width == pytest.approx(30, abs=1)
    for sheet in sheets(book):
        assert sheet.print_title_rows is not None
        assert sheet.oddFooter is not None
        assert sheet.oddHeader is not None
        assert "&P" in str(sheet.oddFooter.right.text)
        assert "31.08.2027" in str(sheet.oddHeader.right.text)
        assert sheet.page_setup.orientation == "landscape"
    assert book["Сводка"].page_setup.fitToHeight == 0


def test_heat_map_and_chart(book: Read, path: Path) -> None:
    rules = [rule for found in book["Сводка"].conditional_formatting for rule in found.rules]
    assert [rule.type for rule in rules] == ["colorScale"]
    with zipfile.ZipFile(path) as package:
        chart = package.read("xl/charts/chart1.xml").decode()
        drawing = package.read("xl/drawings/drawing1.xml").decode()
    assert chart.count("<c:title>") == 3
    assert "'Сводка'!$E$5:$E$22" in chart or "Сводка!$E$5:$E$22" in chart
    assert 'descr="Столбцы долей"' in drawing


def test_the_file_names_no_person_and_no_folder(book: Read, path: Path) -> None:
    about = book.properties
    assert (about.title, about.subject, about.creator) == ("Мониторинг", "Программа", "Бот 0.1.0")
    assert about.lastModifiedBy in (None, "Бот 0.1.0")
    assert about.created == datetime(2026, 11, 23, 9, 30)  # noqa: DTZ001 - what openpyxl returns
    with zipfile.ZipFile(path) as package:
        bodies = b"".join(package.read(name) for name in package.namelist())
    assert str(path.parent).encode() not in bodies


def test_where_nothing_can_be_written_the_system_says_why(tmp_path: Path) -> None:
    book = Workbook(tmp_path / "gone" / "book.xlsx", PROPERTIES, tmp_path)
    with pytest.raises(FileNotFoundError), book:
        book.add(TABLE)


def test_every_part_is_well_formed(path: Path) -> None:
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            fromstring(package.read(name))


def test_the_same_values_give_the_same_bytes(tmp_path: Path) -> None:
    write(tmp_path / "one.xlsx")
    write(tmp_path / "two.xlsx")
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


@pytest.mark.parametrize("rows", [(), ROWS[:1]])
def test_empty_and_one_row_tables_are_valid(tmp_path: Path, rows: tuple[tuple[Cell, ...], ...]) -> None:
    write(tmp_path / "book.xlsx", Table("Сводка", "summary", COLUMNS, rows, charts=TABLE.charts), rows)
    book = load_workbook(tmp_path / "book.xlsx")
    assert book["Сводка"].tables["summary"].ref == "A1:F2"
    assert book["Ответы"].tables["answers"].ref == "A1:F2"
    book.close()


def test_rows_above_the_limit_go_on_in_a_second_sheet(tmp_path: Path) -> None:
    write(tmp_path / "book.xlsx", limit=11)
    book = load_workbook(tmp_path / "book.xlsx")
    assert book.sheetnames[2:] == ["Ответы", "Ответы (2)"]
    assert book["Ответы"].tables["answers"].ref == "A1:F11"
    assert book["Ответы (2)"].tables["answers_2"].ref == "A1:F9"
    assert book["Ответы (2)"]["A2"].value == "К10"
    assert book["Ответы (2)"].freeze_panes == "C2"
    book.close()


def test_cut_texts_are_counted(tmp_path: Path) -> None:
    (tmp_path / "s").mkdir()
    columns = (Column("a", "А", 10),)
    with Workbook(tmp_path / "book.xlsx", PROPERTIES, tmp_path / "s") as book:
        book.add(Table("Один", "one", columns, (("я" * 40_000,),)))
        book.stream(Table("Два", "two", columns)).append([("я" * 40_000,), ("кратко",)])
        assert book.cut_texts == 2
    read = load_workbook(tmp_path / "book.xlsx")
    assert len(str(read["Два"]["A2"].value)) == CELL_LIMIT
    read.close()


def test_a_failure_leaves_no_half_made_file(tmp_path: Path) -> None:
    (tmp_path / "s").mkdir()
    book = Workbook(tmp_path / "book.xlsx", PROPERTIES, tmp_path / "s")
    with pytest.raises(ValueError, match="longer"), book:
        book.add(Table("Лист", "sheet", COLUMNS, (("мало",),)))
    assert not (tmp_path / "book.xlsx").exists()


def test_a_streamed_row_of_another_length_is_refused(tmp_path: Path) -> None:
    with Workbook(tmp_path / "book.xlsx", PROPERTIES, tmp_path) as book:
        stream = book.stream(RAW)
        with pytest.raises(ValueError, match="length"):
            stream.append([("мало",)])
