"""Invitations: the form of a payload and what is kept of it."""

import re

import pytest

from bot.domain.invitations import TOKEN_BYTES, is_payload, make_payload, token_hash


def test_payload_fits_a_deep_link() -> None:
    payload = make_payload(bytes(range(200, 200 + TOKEN_BYTES)))
    assert re.fullmatch("[A-Za-z0-9_-]{22,64}", payload)


@pytest.mark.parametrize(
    "text", ["", "admin", "T-04127K", "inv_short", "inv_" + "я" * 32, "inv_" + "a" * 61, "INV_" + "a" * 32]
)
def test_other_start_arguments(text: str) -> None:
    assert is_payload(make_payload(bytes(TOKEN_BYTES)))
    assert not is_payload(text)


def test_only_a_digest_is_kept() -> None:
    payload = make_payload(bytes(TOKEN_BYTES))
    assert re.fullmatch("[0-9a-f]{64}", token_hash(payload))
    assert token_hash(payload) != token_hash(payload + "A")


def test_every_byte_of_the_token_counts() -> None:
    blank = bytes(TOKEN_BYTES)
    payloads = {make_payload(blank[:at] + b"\x01" + blank[at + 1 :]) for at in range(TOKEN_BYTES)}
    assert len(payloads) == TOKEN_BYTES


def test_little_randomness_is_a_bug() -> None:
    with pytest.raises(ValueError, match="24 random bytes"):
        make_payload(b"short")
