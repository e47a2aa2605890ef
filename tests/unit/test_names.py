"""Names: parts, limits, digests; their text stays out of representations."""

import pytest

from bot.domain.names import Name, make_name, name_digest, parse_name


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Иванова Мария Петровна", Name("Иванова", "Мария", "Петровна")),
        ("  Ан\u00a0Ли ", Name("Ан", "Ли")),
        ("Мамедов Али Рашид оглы", Name("Мамедов", "Али", "Рашид оглы")),
        ("Римская-Корсакова Анна-Мария", Name("Римская-Корсакова", "Анна-Мария")),
        ("О'Коннор Джон", Name("О'Коннор", "Джон")),
        ("Иванова М. П.", Name("Иванова", "М.", "П.")),
        ("Ива\u202eнова Мария", Name("Иванова", "Мария")),
    ],
)
def test_full_names(written: str, name: Name) -> None:
    assert parse_name(written) == name


@pytest.mark.parametrize(
    "written", ["", "Иванова", "Иванова 5", "<b>Иванова</b> Мария", "Щ" * 61 + " Анна", "=A1 Анна"]
)
def test_what_is_no_name(written: str) -> None:
    assert parse_name(written) is None


def test_name_of_parts() -> None:
    assert make_name("Иванова", "Мария", "") == Name("Иванова", "Мария")
    assert make_name("Иванова", "", "Петровна") is None


def test_representation_tells_nothing() -> None:
    assert "Иванова" not in repr(Name("Иванова", "Мария"))


def test_digest_ignores_spelling_and_needs_the_key() -> None:
    one, other = Name("Селезнёва", "Алёна"), Name("СЕЛЕЗНЕВА", "Алена")
    assert name_digest(b"key", one) == name_digest(b"key", other)
    assert name_digest(b"key", one) != name_digest(b"another", one)
    assert name_digest(b"key", one) != name_digest(b"key", Name("Селезнёва", "Анна"))
