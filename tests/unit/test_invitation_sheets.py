"""Invitations on paper: pages, embedded fonts, text in its box, QR codes that say what is printed."""

import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
import segno

from bot.domain.invitations import TOKEN_BYTES, make_payload
from bot.domain.names import Name
from exports.invitations import PER_PAGE, Card, OrganisationCards, invitations_csv, write_invitations
from exports.paper import BOLD, PLAIN, register_fonts, wrap

EXPIRES = date(2026, 12, 23)
PAYLOAD = make_payload(bytes(TOKEN_BYTES))
NAME = Name("Верховцева", "Екатерина", "Александровна")


def _link(payload: str) -> str:
    return f"https://t.me/lesnoy_bot?start={payload}"


def _cards(amount: int) -> tuple[Card, ...]:
    return tuple(Card(NAME, f"T-{number:05d}K", PAYLOAD) for number in range(amount))


def _written(path: Path, *organisations: OrganisationCards) -> int:
    return write_invitations(path, organisations, "Лесновский центр", _link, EXPIRES)


@pytest.mark.parametrize(("amounts", "pages"), [((0,), 0), ((1,), 1), ((8,), 1), ((9, 1), 3), ((16, 17), 5)])
def test_each_organisation_starts_a_page_set(tmp_path: Path, amounts: tuple[int, ...], pages: int) -> None:
    organisations = [OrganisationCards(f"СОШ № {n}", _cards(amount)) for n, amount in enumerate(amounts)]
    path = tmp_path / "invitations.pdf"
    assert _written(path, *organisations) == pages
    assert path.exists() == bool(pages)
    assert not pages or path.read_bytes().count(b"/Type /Page\n") == pages
    assert PER_PAGE == 8


def test_file_is_private_and_its_properties_name_nobody(tmp_path: Path) -> None:
    path = tmp_path / "invitations.pdf"
    _written(path, OrganisationCards("СОШ", _cards(2)))
    content = path.read_bytes()
    assert path.stat().st_mode & 0o077 == 0
    assert b"FontFile2" in content
    for encoding in ("utf-8", "utf-16-be"):
        assert NAME.last.encode(encoding) not in content


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is not installed here")
def test_page_says_name_code_address_and_term(tmp_path: Path) -> None:
    path = tmp_path / "invitations.pdf"
    _written(path, OrganisationCards("Лесновская СОШ", _cards(9)))
    told = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout
    pages = told.split("\f")
    assert "лист 1 из 2" in pages[0]
    assert "лист 2 из 2" in pages[1]
    for words in (
        "Лесновская СОШ",
        "Верховцева",
        "Код T-00008K",
        "Действует до 23.12.2026",
        "t.me/lesnoy_bot",
        "Начать",
    ):
        assert words in pages[1]


def test_t14_words_of_4000_characters_stay_in_their_box(tmp_path: Path) -> None:
    register_fonts()
    lines = wrap("Ы" * 4000, BOLD, 10, 150, 3)
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    monstrous = Card(Name("Щ" * 4000, "И" * 4000), "Я" * 4000, PAYLOAD)
    assert _written(tmp_path / "i.pdf", OrganisationCards("Ы" * 4000, (monstrous,))) == 1


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 100, [""]),
        ("Ан Ли", 100, ["Ан Ли"]),
        ("Ан Ли", 20, ["Ан", "Ли"]),
        ("Преображенская-Константинопольская Анна", 140, ["Преображенская-", "Константинопольская", "Анна"]),
        ("раз два три четыре пять", 30, ["раз", "два", "три…"]),
    ],
)
def test_wrap(text: str, width: float, lines: list[str]) -> None:
    register_fonts()
    assert wrap(text, PLAIN, 10, width, 3) == lines


def test_csv_has_codes_and_payloads_only() -> None:
    assert invitations_csv(_cards(2)) == f"code,payload\nT-00000K,{PAYLOAD}\nT-00001K,{PAYLOAD}\n"


def test_address_fits_a_qr_code_that_phones_read_from_paper() -> None:
    assert int(str(segno.make(_link(PAYLOAD), error="m", micro=False).version)) <= 6
