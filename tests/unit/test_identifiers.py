"""Names that statistics packages take."""

import re

import pytest
from pandas.io.stata import StataParser

from exports.identifiers import LIMIT, identifiers

WORDS = sorted(word for word in StataParser().RESERVED_WORDS if word.isidentifier())
LONG = "a" * 40


@pytest.mark.parametrize(
    ("keys", "names"),
    [
        (["mark", "A-01.6"], ("mark", "A_01_6")),
        (["q.1", "q-1", "Q_1"], ("q_1", "q_1_2", "Q_1_3")),
        ([LONG, LONG + "b"], ("a" * 32, "a" * 30 + "_2")),
        (["if", "str12", "strange", "_n", "9a"], ("if_", "str12_", "strange", "v_n", "v9a")),
        ([], ()),
    ],
)
def test_names_are_legal_and_told_apart(keys: list[str], names: tuple[str, ...]) -> None:
    assert identifiers(keys) == names


def test_a_hundred_alike_stay_short_and_different() -> None:
    names = identifiers([LONG] * 100)
    assert len(set(names)) == 100
    assert all(len(name) <= LIMIT for name in names)


@pytest.mark.parametrize("word", WORDS)
def test_no_reserved_word_is_a_name(word: str) -> None:
    (name,) = identifiers([word])
    assert name not in WORDS
    assert re.fullmatch("[A-Za-z][A-Za-z0-9_]*", name)
