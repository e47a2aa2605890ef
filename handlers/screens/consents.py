"""Agreeing as screens: the question, the full document by pages, the answer «no»."""

from bot.domain.consents import ConsentKind, Document
from bot.screen import Button, Rows, Screen
from handlers.callbacks import Consent, Menu, Paper
from handlers.office import Office
from handlers.screens.people import HELP, HOME, PRIVACY
from handlers.texts import consent as texts
from handlers.texts.questionnaires import plain

PAGE = 2000  # UTF-16 units of a document on one screen: what a phone shows without long scrolling


def consent_screen(office: Office, token: str) -> Screen:
    """The question with two answers of equal weight; without an invitation it is asked again about a new text."""
    text = texts.consent(office.operator) if token else texts.renewed(office.operator)
    read = Button(texts.READ, Paper(kind="processing", page=0, token=token).pack())
    agree = Button(texts.AGREE, Consent(answer="yes", token=token).pack())
    disagree = Button(texts.DISAGREE, Consent(answer="no", token=token).pack())
    return Screen(text, ((read,), (agree, disagree)))


def declined_screen(office: Office, token: str) -> Screen:
    """After «Не согласен»: what can still be read, and the way back."""
    text = texts.declined(office.contact) if token else texts.declined_again(office.contact)
    again = Button(texts.ASK_AGAIN, Consent(answer="ask", token=token).pack())
    return Screen(text, ((again,), (HELP, PRIVACY)))


def document_screen(kind: ConsentKind, document: Document, page: int, token: str) -> Screen:
    """One page of a document; the last way out leads to where it was opened from."""
    parts = pages(document.text)
    here = min(page, len(parts) - 1)
    text = f"{texts.page_head(kind, document.version, here + 1, len(parts))}\n\n{plain(parts[here])}"
    return Screen(text, (*_turning(kind, here, len(parts), token), *_out(kind, token)))


def _turning(kind: ConsentKind, here: int, count: int, token: str) -> Rows:
    def key(label: str, to: int) -> Button:
        return Button(label, Paper(kind=kind.value, page=to, token=token).pack())

    if count == 1:
        return ()
    before = (key(texts.PAGE_BACK, here - 1),) if here else ()
    after = (key(texts.PAGE_ON, here + 1),) if here + 1 < count else ()
    return ((*before, Button(f"{here + 1}/{count}", Menu(to="none").pack()), *after),)


def _out(kind: ConsentKind, token: str) -> Rows:
    if kind is not ConsentKind.PROCESSING:
        return ((Button(texts.BACK, Menu(to="settings").pack()),),)
    if not token:
        return ((PRIVACY,), (HOME,))
    agree = Button(texts.AGREE, Consent(answer="yes", token=token).pack())
    disagree = Button(texts.DISAGREE, Consent(answer="no", token=token).pack())
    return ((agree, disagree),)


def pages(text: str, limit: int = PAGE) -> tuple[str, ...]:
    """Cut a text into pages of at most `limit` UTF-16 units as the messenger counts them, between paragraphs."""
    found: list[str] = []
    for paragraph in _paragraphs(text, limit):
        if found and _units(plain(f"{found[-1]}\n\n{paragraph}")) <= limit:
            found[-1] = f"{found[-1]}\n\n{paragraph}"
        else:
            found.append(paragraph)
    return tuple(found) or ("",)


def _paragraphs(text: str, limit: int) -> list[str]:
    """Paragraphs; one that is too long for a page is cut into pieces that fit even if every sign is escaped."""
    piece = limit // 5  # «&» becomes «&amp;»
    whole = text.strip().split("\n\n")
    return [
        part[start : start + piece] if _units(plain(part)) > limit else part
        for part in whole
        for start in (range(0, len(part), piece) if _units(plain(part)) > limit else (0,))
    ]


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
