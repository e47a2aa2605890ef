"""How people write: invisible characters, ё, look-alike letters."""

import pytest

from bot.domain.spelling import clean, fold, latin, line


@pytest.mark.parametrize(
    ("written", "cleaned"),
    [
        ("  Иванова \u00a0 Мария ", "Иванова Мария"),
        ("\ufeffИва\u200bнова\u202e", "Иванова"),
        ("a\x00b\x0bc\ud800", "abc"),
        ("и\u0306од", "йод"),
        ("один\r\nдва\rтри", "один\nдва\nтри"),
        ("", ""),
    ],
)
def test_clean_drops_what_nobody_sees(written: str, cleaned: str) -> None:
    assert clean(written) == cleaned


def test_line_joins_lines() -> None:
    assert line("Детский сад\n«Ромашка»\t№ 1") == "Детский сад «Ромашка» № 1"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Берёзовская СОШ", "БЕРЕЗОВСКАЯ  сош"),
        ("Детский сад «Колосок»", 'детский сад "Колосок"'),
        ("СОШ №2", "СОШ № 2"),
        ("педагог-психолог", "педагог — психолог"),
        ("Населённый пункт:", "населенный пункт"),
    ],
)
def test_fold_makes_spellings_equal(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("written", "expected"),
    [("т–04120к", "T-04120K"), ("А1", "A1"), (" о о - 1 ", "OO-1"), ("Ｔ-1", "T-1"), ("Ж7", "Ж7")],
)
def test_latin_replaces_twins(written: str, expected: str) -> None:
    assert latin(written) == expected
