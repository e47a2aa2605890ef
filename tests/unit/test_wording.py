import pytest

from exports.wording import CELL_LIMIT, CUT_MARK, clean, fit, is_risky, literal


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("обычный текст", "обычный текст"),
        ("a\x00b\x0bc\x1fd\x7fe", "abcde"),
        ("\ud800кот\udfff", "кот"),
        ("\u202eтокот\u202c \u2066x\u2069", "токот x"),
        ("строка\r\nвторая\rтретья", "строка\nвторая\nтретья"),
        ("😀\ufffe", "😀"),
        ("таб\tи перенос\n", "таб\tи перенос\n"),
    ],
)
def test_clean(text: str, expected: str) -> None:
    assert clean(text) == expected


@pytest.mark.parametrize("text", ["=1+1", "+7", "-1", "@SUM", "\tx", "\nx", " =1", "＝1+1", "\u200b=1", "－1"])
def test_risky(text: str) -> None:
    assert is_risky(text)


@pytest.mark.parametrize("text", ["", "а=б", "1-2", "текст + ещё", "почта@example"])
def test_not_risky(text: str) -> None:
    assert not is_risky(text)


def test_long_text_is_cut_visibly_at_excels_limit() -> None:
    kept = "я" * CELL_LIMIT
    assert fit(kept) == (kept, False)
    text, was_cut = fit(kept + "я")
    assert was_cut
    assert len(text) == CELL_LIMIT
    assert text.endswith(CUT_MARK)


def test_a_pair_of_utf_16_units_is_not_cut_in_half() -> None:
    text, was_cut = fit("😀" * CELL_LIMIT)
    assert was_cut
    assert len(text.encode("utf-16-le")) // 2 <= CELL_LIMIT
    text.encode()


def test_what_excel_reads_as_an_escape_stays_text() -> None:
    assert literal("_x0041_ и _y_") == "_x005F_x0041_ и _y_"
