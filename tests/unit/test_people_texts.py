"""Words of coming in, settings and privacy: plural forms, limits, no markup from outside, one spelling of ё."""

import re

import pytest

from bot.domain.consents import ConsentKind
from bot.domain.home import Unfinished
from bot.domain.people import Role
from handlers.screens.consents import PAGE, pages
from handlers.texts import consent, people, privacy, settings
from handlers.texts.commands import commands_for

EVIL = '<b>Центр & "Ко"</b>'
SCREENS = {
    "consent": consent.consent(EVIL),
    "renewed": consent.renewed(EVIL),
    "declined": consent.declined(EVIL),
    "declined_again": consent.declined_again(EVIL),
    "welcome": people.welcome(EVIL, EVIL),
    "refused": people.refused(EVIL),
    "taken": people.taken(EVIL),
    "occupied": people.occupied(EVIL),
    "somebody_tried": people.somebody_tried(EVIL),
    "help": people.help_text(frozenset(Role), True, EVIL),
    "privacy": privacy.privacy(EVIL, EVIL),
    "forget": privacy.forget(EVIL),
    "draft": people.draft_line(Unfinished(1, EVIL, 5, 34)),
    "command": people.unknown_command(f"/{EVIL}"),
    "code": settings.unknown_code(EVIL),
    "home": people.home(EVIL, (), ()),
}


@pytest.mark.parametrize("name", SCREENS)
def test_what_comes_from_outside_is_no_markup(name: str) -> None:
    assert "<b>Центр" not in SCREENS[name]
    assert "&lt;b&gt;Центр &amp; " in SCREENS[name]
    assert len(SCREENS[name].encode("utf-16-le")) // 2 < 4096


@pytest.mark.parametrize(("n", "words"), [(1, "1 ответ,"), (2, "2 ответа,"), (5, "5 ответов,"), (21, "21 ответ,")])
def test_farewell_counts_in_russian(n: int, words: str) -> None:
    assert words in privacy.farewell(n)


def test_dotted_letter_is_written_throughout() -> None:
    said = " ".join(SCREENS.values())
    assert not re.findall(r"\b(?:еще|ее|придет|идет|вперед|найдет|ведет|дается|учет|свое|твое|мое)\b", said)


def test_pages_keep_every_paragraph_and_the_limit() -> None:
    for document in consent.default_documents(EVIL, EVIL).values():
        parts = pages(document.text)
        assert "\n\n".join(parts) == document.text
        assert all(len(part.encode("utf-16-le")) // 2 <= PAGE for part in parts)
    endless = pages("&" * 50_000)
    assert "".join(endless) == "&" * 50_000
    assert max(len(part) * 5 for part in endless) <= PAGE


def test_documents_name_operator_and_contact_and_differ() -> None:
    documents = consent.default_documents("МАУ «БМЦ»", "кабинет 12")
    assert set(documents) == set(ConsentKind)
    for document in documents.values():
        assert "МАУ «БМЦ»" in document.text
        assert "кабинет 12" in document.text
        assert "{" not in document.text
    assert len({document.hash for document in documents.values()}) == 3


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("методист", Role.METHODOLOGIST),
        ("Координатор  учреждения", Role.COORDINATOR),
        ("admin", Role.ADMIN),
        ("учитель", Role.TEACHER),
        ("директор", None),
        ("", None),
    ],
)
def test_roles_are_read_in_words(words: str, role: Role | None) -> None:
    assert settings.role_of(words) is role


def test_menu_shows_only_what_the_role_may_do() -> None:
    def names(*roles: Role) -> set[str]:
        return {name for name, _ in commands_for(roles)}

    assert names() == names(Role.TEACHER) == names(Role.MENTOR)
    assert names(Role.OBSERVER) == names() | {"export"}
    assert names(Role.METHODOLOGIST) - names() == {"export", "campaigns", "courses", "status"}
    assert names(Role.COORDINATOR) - names() == {"export", "campaigns"}
    assert names(Role.ADMIN) - names(Role.METHODOLOGIST) == {"roles", "grant", "revoke"}
    assert all(re.fullmatch(r"[a-z]{1,32}", name) and 3 <= len(about) <= 256 for name, about in commands_for(Role))
