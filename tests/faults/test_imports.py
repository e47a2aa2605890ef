"""F01–F17, T05, T10: files that are not what they seem, at the reader of staff lists."""

import io
import subprocess
import sys
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random

import openpyxl
import pytest

from bot.domain.names import name_digest
from bot.domain.roster.matching import plan_import
from bot.domain.roster.plan import Plan, Register
from bot.domain.roster.reading import Roster, read_roster
from bot.domain.roster.sheets import Place, RosterProblem
from exports.guard import MEGABYTE, Limits
from exports.roster import read_sheets
from exports.roster_template import write_template
from playground.municipality import invent_municipality
from tests.unit.rosters import TODAY

SHEET = "xl/worksheets/sheet1.xml"
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
DOCTYPE = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A good staff list."""
    path = tmp_path / "Список.xlsx"
    municipality = invent_municipality(40, seed=1, year=2026)
    write_template(path, municipality.organisations, municipality.people)
    return path


def _rewrite(path: Path, part: str, change: Callable[[bytes], bytes]) -> None:
    """Replace or add one part of the package."""
    with zipfile.ZipFile(path) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    parts[part] = change(parts.get(part, b""))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def _code(path: Path) -> str:
    refused = read_sheets(path)
    assert isinstance(refused, RosterProblem), refused
    return refused.code


def _peak_megabytes(path: Path) -> int:
    """Read the file in a process of its own; return its peak memory (of getrusage a child inherits its parent's)."""
    program = (
        "import re, sys; from pathlib import Path; from exports.roster import read_sheets;"
        "code = getattr(read_sheets(Path(sys.argv[1])), 'code', 'read');"
        "print(code, re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1])"
    )
    done = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True)
    code, peak = done.stdout.split()
    assert code == "bomb"
    return int(peak) // 1024


def _swollen(_: bytes) -> bytes:
    return (
        b"<worksheet><sheetData>" + b'<row r="1"><c r="A1"><v>1</v></c></row>' * 5_500_000 + b"</sheetData></worksheet>"
    )


def _thick_with_elements(_: bytes) -> bytes:
    """Within all sizes, and mixed with noise so that no ratio gives it away."""
    noise = Random(1)
    filler = (b"<x/>" * 200 + b"<!--" + noise.randbytes(12).hex().encode() + b"-->" for _ in range(12_000))
    return b"<worksheet><sheetData>" + b"".join(filler) + b"</sheetData></worksheet>"


@pytest.mark.parametrize("bomb", [_swollen, _thick_with_elements])
def test_f01_bombs_are_refused_before_parsing(book: Path, bomb: Callable[[bytes], bytes]) -> None:
    _rewrite(book, SHEET, bomb)
    assert book.stat().st_size < 2 * MEGABYTE
    assert _peak_megabytes(book) < 150


def test_f01_many_parts(book: Path) -> None:
    with zipfile.ZipFile(book, "a") as archive:
        for number in range(600):
            archive.writestr(f"xl/media/{number}.xml", b"")
    assert _code(book) == "bomb"


def test_f01_a_lying_size_in_the_directory(book: Path) -> None:
    _rewrite(book, SHEET, lambda old: old + b" " * 5_000_000)
    content = bytearray(book.read_bytes())
    with zipfile.ZipFile(book) as archive:
        true_size = archive.getinfo(SHEET).file_size.to_bytes(4, "little")
    assert content.count(true_size) >= 1
    book.write_bytes(bytes(content).replace(true_size, (1000).to_bytes(4, "little")))
    assert _code(book) == "damaged"


def test_f01_limits_are_told_apart_from_ordinary_large_lists(tmp_path: Path) -> None:
    path = tmp_path / "large.xlsx"
    write_template(path, people=invent_municipality(3000, seed=1, year=2026).people)
    assert isinstance(read_sheets(path), tuple)
    assert isinstance(read_sheets(path, Limits(file=10_000)), RosterProblem)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_f03_entities(book: Path, encoding: str) -> None:
    assert openpyxl.DEFUSEDXML
    xml = f'<?xml version="1.0" encoding="{encoding}"?>{DOCTYPE}<worksheet><v>&b;&c;</v></worksheet>'
    _rewrite(book, SHEET, lambda _: xml.encode(encoding))
    assert _code(book) in {"entities", "damaged"}


def _other_package(*names: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"%PDF-1.7 ...", "pdf"),
        (OLE + b"Workbook".ljust(2000, b"\x00"), "old-xls"),
        (OLE + "EncryptedPackage".encode("utf-16-le").ljust(2000, b"\x00"), "password"),
        ("ФИО;Школа\nИванова;1".encode("cp1251"), "csv"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "web-page"),
        (b"", "empty-file"),
        (bytes(range(256)) * 8, "not-a-workbook"),
        (_other_package("word/document.xml"), "not-a-spreadsheet"),
        (_other_package("mimetype", "content.xml"), "ods"),
        (_other_package("xl/workbook.bin"), "xlsb"),
        (_other_package("readme.xml"), "not-a-workbook"),
        (_other_package("xl/workbook.xml"), "damaged"),
        (b"PK\x03\x04 and nothing more", "damaged"),
    ],
)
def test_f05_not_an_xlsx(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "список.xlsx"
    path.write_bytes(content)
    assert _code(path) == code


def test_f05_cut_off_and_missing_files(book: Path) -> None:
    book.write_bytes(book.read_bytes()[:-500])
    assert _code(book) == "damaged"
    assert _code(book.with_name("нет.xlsx")) == "no-file"


@pytest.mark.parametrize(
    ("part", "code"),
    [
        ("xl/vbaProject.bin", "macros"),
        ("xl/macrosheets/sheet1.xml", "macros"),
        ("xl/externalLinks/externalLink1.xml", "external-links"),
        ("xl/connections.xml", "connections"),
        ("xl/queryTables/queryTable1.xml", "connections"),
        ("xl/embeddings/oleObject1.bin", "embedded-objects"),
        ("xl/activeX/activeX1.xml", "macros"),
        ("../../etc/cron.d/x", "unsafe-parts"),
        ("C:/autorun.inf", "unsafe-parts"),
        ("XL/WORKBOOK.XML", "unsafe-parts"),
    ],
)
def test_f06_parts_that_do_not_belong(book: Path, part: str, code: str) -> None:
    _rewrite(book, part, lambda _: b"<x/>")
    assert _code(book) == code


def test_f06_macros_by_content_type_and_by_extension(book: Path) -> None:
    renamed = book.rename(book.with_suffix(".xlsm"))
    assert _code(renamed) == "macros"
    book = renamed.rename(book)
    kind = (b"spreadsheetml.sheet.main+xml", b"ms-excel.sheet.macroEnabled.main+xml")
    _rewrite(book, "[Content_Types].xml", lambda old: old.replace(*kind))
    assert _code(book) == "macros"


def test_f06_dde_and_formulas(book: Path) -> None:
    workbook = openpyxl.load_workbook(book)
    workbook["Педагоги"]["E3"] = '="учитель"'
    workbook.save(book)
    sheets = read_sheets(book)
    assert isinstance(sheets, tuple)
    assert read_roster(sheets, TODAY) == (RosterProblem("formula", Place("Педагоги", 3, "E")),)
    workbook["Педагоги"]["Z3"] = "=cmd|'/c calc'!A1"
    workbook.save(book)
    assert _code(book) == "dde"


def test_f06_encrypted_parts(book: Path) -> None:
    content = bytearray(book.read_bytes())
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1
    book.write_bytes(content)
    assert _code(book) == "password"


def test_f07_names_of_files_and_sheets_do_no_harm(book: Path) -> None:
    strange = book.rename(book.with_name("\u202eслx." + "щ" * 60 + ".xlsx"))
    workbook = openpyxl.load_workbook(strange)
    workbook.create_sheet("\u202eсекрет\u200b").append(["что-то"])
    workbook.save(strange)
    sheets = read_sheets(strange)
    assert isinstance(sheets, tuple)
    assert sheets[-1].title == "секрет"


def test_f10_all_or_nothing_with_every_place(book: Path) -> None:
    workbook = openpyxl.load_workbook(book)
    page = workbook["Педагоги"]
    page["A1"] = "Код"
    page["Q1"] = "Должность"
    page.merge_cells("C4:C6")
    page["K7"] = "пятая"
    page["B8"] = page["B9"].value
    page["C8"] = page["C9"].value
    workbook.save(book)
    sheets = read_sheets(book)
    assert isinstance(sheets, tuple)
    found = read_roster(sheets, TODAY)
    assert isinstance(found, tuple)
    assert [(p.code, p.place.row, p.place.column) for p in found] == [
        ("repeated-column", 1, "Q"),
        ("no-organisation", 5, "C"),
        ("no-organisation", 6, "C"),
        ("unknown-category", 7, "K"),
        ("repeated-person", 9, None),
    ]


def test_f12_markup_is_no_name(book: Path) -> None:
    workbook = openpyxl.load_workbook(book)
    workbook["Педагоги"]["B2"] = "<b>Иванова</b> Мария"
    workbook.save(book)
    sheets = read_sheets(book)
    assert isinstance(sheets, tuple)
    assert read_roster(sheets, TODAY) == (RosterProblem("bad-name", Place("Педагоги", 2, "B")),)


def test_f17_same_file_twice(book: Path) -> None:
    sheets, digest = read_sheets(book), partial(name_digest, b"key")
    assert isinstance(sheets, tuple)
    first = _plan(read_roster(sheets, TODAY), Register(), digest)
    register = Register(
        {o.code: o for o in first.organisations_added},
        {e.person.code: e.person for e in first.added},
        {e.person.code: e.roles for e in first.added},
        {e.person.code: e.digest for e in first.added},
    )
    again = _plan(read_roster(sheets, TODAY, register.organisations.values()), register, digest)
    assert again.is_empty
    assert again.unchanged == 40


def _plan(roster: Roster | tuple[RosterProblem, ...], register: Register, digest: partial[str]) -> Plan:
    assert isinstance(roster, Roster), roster
    plan = plan_import(roster, register, digest, Random(5).randrange)
    assert isinstance(plan, Plan), plan
    return plan


def test_t05_t10_invisible_characters_and_look_alikes(book: Path) -> None:
    workbook = openpyxl.load_workbook(book)
    page = workbook["Педагоги"]
    page["A2"], page["B2"] = "а–1", "\u202eИва\u200bнова\ufeff Мария"
    workbook.save(book)
    sheets = read_sheets(book)
    assert isinstance(sheets, tuple)
    roster = read_roster(sheets, TODAY)
    assert isinstance(roster, Roster)
    assert (roster.people[0].code, roster.people[0].name.full) == ("A-1", "Иванова Мария")
