"""Texts about the bot fit the messenger, whatever the operator is called."""

import pytest

from bot.programmes import known_programmes, load_programme
from handlers.texts.introduction import SHORT_DESCRIPTION, description
from playground.limits import utf16_length


def test_the_short_one_fits() -> None:
    assert utf16_length(SHORT_DESCRIPTION) <= 120


@pytest.mark.parametrize("operator", ["Ы" * 1000, *(load_programme(code).operator for code in known_programmes())])
def test_the_long_one_fits(operator: str) -> None:
    assert utf16_length(description(operator)) <= 512
