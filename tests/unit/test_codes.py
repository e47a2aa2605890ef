"""Codes: made, checked, repaired."""

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.codes import (
    CHECK_LETTERS,
    ORGANISATION_PREFIX,
    PERSON_PREFIX,
    check_letter,
    is_code,
    make_code,
    normalise_code,
)

digits = st.text("0123456789", min_size=5, max_size=5)


def _code(of: str) -> str:
    return f"T-{of}{check_letter(of)}"


def test_codes_come_from_randomness_and_avoid_taken_ones() -> None:
    first = make_code(PERSON_PREFIX, lambda n: 4127 % n, ())
    following = iter((4127, 88))
    assert first == "T-04127" + check_letter("04127")
    assert make_code(PERSON_PREFIX, lambda _: next(following), {first}) == "T-00088" + check_letter("00088")


def test_organisations_have_shorter_codes() -> None:
    assert make_code(ORGANISATION_PREFIX, lambda n: n - 1, ()) == "E-999" + check_letter("999")


def test_full_space_is_refused() -> None:
    with pytest.raises(OverflowError):
        make_code(PERSON_PREFIX, lambda _: 1, {_code("00001")})


def test_codes_do_not_follow_one_another() -> None:
    random = Random(1).randrange
    made = [make_code(PERSON_PREFIX, random, ()) for _ in range(50)]
    numbers = [int(code[2:7]) for code in made]
    assert all(abs(a - b) > 1 for a, b in pairwise(numbers))


@given(digits, st.integers(0, 4), st.integers(1, 9))
def test_any_one_wrong_digit_is_noticed(of: str, at: int, by: int) -> None:
    wrong = of[:at] + str((int(of[at]) + by) % 10) + of[at + 1 :]
    assert is_code(_code(of))
    assert not is_code(f"T-{wrong}{check_letter(of)}")


@given(digits, st.integers(0, 3))
def test_swapped_neighbours_are_noticed(of: str, at: int) -> None:
    swapped = of[:at] + of[at + 1] + of[at] + of[at + 2 :]
    assert is_code(f"T-{swapped}{check_letter(of)}") == (swapped == of)


@given(digits)
def test_either_layout_and_confusable_signs_are_repaired(of: str) -> None:
    cyrillic = _code(of).translate(str.maketrans("TABCEHKMPXY", "ТАВСЕНКМРХУ"))
    written = f" {cyrillic.lower()[:2]}{of.replace('0', 'о').replace('1', 'l')} {cyrillic[-1]} "
    assert normalise_code(written.replace("-", "–")) == _code(of)


@pytest.mark.parametrize("own", ["007", "A1", "Ж-12", "2024/15"])
def test_own_codes_are_left_alone(own: str) -> None:
    assert normalise_code(own) == own
    assert is_code(own)


@pytest.mark.parametrize("wrong", ["", "-1", "T-00000B", "A" * 21, "a b;c"])
def test_what_is_no_code(wrong: str) -> None:
    assert not is_code(wrong)


def test_guessing_in_order_mostly_misses() -> None:
    tried = sum(is_code(f"T-{number:05d}K") for number in range(1, 1000))
    assert tried <= 1000 // (len(CHECK_LETTERS) - 1)
