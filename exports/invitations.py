"""Invitations on paper: cards to cut out, a page set per organisation. Has names: made outside the bot's process."""

import csv
import io
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from bot.domain.names import Name
from exports.paper import BOLD, MONO, MONO_BOLD, PLAIN, draw_qr, register_fonts, wrap

COLUMNS, ROWS = 2, 4
PER_PAGE = COLUMNS * ROWS
_MARGIN, _HEADER, _FOOTER, _INSET = 10 * mm, 15 * mm, 7 * mm, 4 * mm
_CARD_WIDTH = (A4[0] - 2 * _MARGIN) / COLUMNS
_CARD_HEIGHT = (A4[1] - 2 * _MARGIN - _HEADER - _FOOTER) / ROWS
_QR = 38 * mm  # its quiet zone included
_GREY = 0.4
_STEPS = (
    "1. Наведите камеру телефона на QR-код или наберите адрес внизу.",
    "2. Нажмите «Начать» (Start).",
    "3. Прочитайте условия согласия и ответьте на вопросы.",
)


@dataclass(frozen=True, slots=True)
class Card:
    """One person's invitation; the payload exists nowhere but here and on paper."""

    name: Name
    code: str
    payload: str


@dataclass(frozen=True, slots=True)
class OrganisationCards:
    """The cards of one organisation, in the order to print."""

    title: str
    cards: tuple[Card, ...]


def nameless(code: str) -> Name:
    """What stands on a card where the register knows no name: the first administrator is a code only."""
    return Name("Администратор", code)


def sheets(cards: Iterable[Card], organisations: Mapping[str, str]) -> tuple[OrganisationCards, ...]:
    """Cards by organisation and name; ``organisations`` is code of the person → title, «» for none."""
    found: dict[str, list[Card]] = {}
    for card in sorted(cards, key=lambda card: card.name.full.casefold()):
        found.setdefault(organisations.get(card.code, ""), []).append(card)
    return tuple(OrganisationCards(title, tuple(found[title])) for title in sorted(found))


def invitations_csv(cards: Iterable[Card]) -> str:
    """``code,payload`` lines with a header: for sending by the centre's own means, still without names."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(("code", "payload"))
    writer.writerows((card.code, card.payload) for card in cards)
    return target.getvalue()


def write_invitations(
    path: Path,
    organisations: Sequence[OrganisationCards],
    centre: str,
    link: Callable[[str], str],
    expires: date,
) -> int:
    """Write the PDF, readable by its owner only, and return its number of pages; 0 means nothing was written.

    ``link`` turns a payload into the address to open; the document's properties name no person.
    """
    pages = [page for organisation in organisations for page in _pages(organisation)]
    if not pages:
        return 0
    register_fonts()
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=True, lang="ru-RU")
    canvas.setTitle("Приглашения")
    canvas.setAuthor(centre)
    canvas.setSubject("Листы с карточками для разрезания")
    canvas.setCreator("teachers-audit-bot")
    for page in pages:
        _draw_page(canvas, page, centre, link, expires)
    canvas.save()
    _write_private(path, buffer.getvalue())
    return len(pages)


def write_csv(path: Path, cards: Iterable[Card]) -> None:
    """Write the CSV, readable by its owner only."""
    _write_private(path, invitations_csv(cards).encode())


def _write_private(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)


@dataclass(frozen=True, slots=True)
class _Page:
    title: str
    number: int
    of: int
    cards: tuple[Card, ...]


def _pages(organisation: OrganisationCards) -> Iterator[_Page]:
    cards = organisation.cards
    of = -(-len(cards) // PER_PAGE)
    for number in range(of):
        yield _Page(organisation.title, number + 1, of, cards[number * PER_PAGE : (number + 1) * PER_PAGE])


def _draw_page(canvas: Any, page: _Page, centre: str, link: Callable[[str], str], expires: date) -> None:
    top = A4[1] - _MARGIN
    canvas.setFont(PLAIN, 8)
    canvas.setFillGray(_GREY)
    canvas.drawRightString(A4[0] - _MARGIN, top - 9, f"лист {page.number} из {page.of}")
    canvas.setFillGray(0)
    _lines(canvas, wrap(page.title, BOLD, 11, A4[0] - 2 * _MARGIN - 25 * mm, 2), BOLD, 11, _MARGIN, top - 10)
    canvas.setFillGray(_GREY)
    footer = f"{centre}. Разрежьте по пунктиру и раздайте лично: на карточках имена."
    _lines(canvas, wrap(footer, PLAIN, 7, A4[0] - 2 * _MARGIN, 1), PLAIN, 7, _MARGIN, _MARGIN)
    canvas.setFillGray(0)
    for index, card in enumerate(page.cards):
        row, column = divmod(index, COLUMNS)
        x = _MARGIN + column * _CARD_WIDTH
        y = top - _HEADER - (row + 1) * _CARD_HEIGHT
        _draw_card(canvas, card, page.title, (x, y), link(card.payload), expires)
    canvas.showPage()


def _draw_card(canvas: Any, card: Card, title: str, corner: tuple[float, float], address: str, expires: date) -> None:
    x, y = corner
    canvas.setDash(2, 2)
    canvas.setStrokeGray(0.6)
    canvas.rect(x, y, _CARD_WIDTH, _CARD_HEIGHT)
    canvas.setDash()
    left, width = x + _INSET, _CARD_WIDTH - _INSET - _QR
    draw_qr(canvas, address, x + _CARD_WIDTH - _QR, y + _CARD_HEIGHT - _QR, _QR)
    at = y + _CARD_HEIGHT - _INSET - 8
    name, size = _name(card.name.full, width)
    at = _lines(canvas, name, BOLD, size, left, at)
    canvas.setFillGray(_GREY)
    at = _lines(canvas, wrap(title, PLAIN, 6.5, width, 2), PLAIN, 6.5, left, at)
    canvas.setFillGray(0)
    at = _lines(canvas, wrap(f"Код {card.code}", MONO_BOLD, 10.5, width, 1), MONO_BOLD, 10.5, left, at - 6)
    for step in _STEPS:
        at = _lines(canvas, wrap(step, PLAIN, 7, width, 2), PLAIN, 7, left, at - 2)
    _draw_foot(canvas, address, (left, y + _INSET), _CARD_WIDTH - 2 * _INSET, expires)


def _name(full: str, width: float) -> tuple[list[str], float]:
    """The name's lines and type size: smaller when it would be clipped."""
    lines = wrap(full, BOLD, 10, width, 3)
    return (wrap(full, BOLD, 8, width, 4), 8) if lines[-1].endswith("…") else (lines, 10)


def _draw_foot(canvas: Any, address: str, corner: tuple[float, float], width: float, expires: date) -> None:
    left, bottom = corner
    lines = wrap(address, MONO, 6.5, width, 2)
    _lines(canvas, lines, MONO, 6.5, left, bottom + 11 + 8.5 * (len(lines) - 1))
    canvas.linkURL(address, (left, bottom + 9, left + width, bottom + 9 + 8.5 * len(lines)))
    canvas.setFillGray(_GREY)
    note = f"Действует до {expires:%d.%m.%Y} и только один раз. Никому не передавайте."
    _lines(canvas, wrap(note, PLAIN, 6.5, width, 1), PLAIN, 6.5, left, bottom)
    canvas.setFillGray(0)


def _lines(canvas: Any, lines: Sequence[str], font: str, size: float, x: float, y: float) -> float:
    """Draw lines downwards from the baseline y; return the next baseline."""
    canvas.setFont(font, size)
    for line in lines:
        canvas.drawString(x, y, line)
        y -= size * 1.25
    return y
