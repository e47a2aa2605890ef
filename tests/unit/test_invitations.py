"""Invitations: form, expiry, single use, guessing."""

import pytest

from bot.domain.errors import DomainError
from bot.domain.invitations import (
    MAX_FAILURES,
    TOKEN_BYTES,
    Invitation,
    check_guessing,
    check_invitation,
    is_payload,
    make_payload,
    token_hash,
)

NOW, ME, OTHER = 1_000, 7, 8


def test_payload_fits_a_deep_link() -> None:
    payload = make_payload(bytes(range(200, 200 + TOKEN_BYTES)))
    assert len(payload) <= 64
    assert is_payload(payload)
    assert token_hash(payload) == token_hash(payload) != payload


def test_every_bit_of_the_token_counts() -> None:
    blank = bytes(TOKEN_BYTES)
    payloads = {make_payload(blank[:at] + b"\x01" + blank[at + 1 :]) for at in range(TOKEN_BYTES)}
    assert len(payloads) == TOKEN_BYTES


def test_little_randomness_is_a_bug() -> None:
    with pytest.raises(ValueError, match="24 random bytes"):
        make_payload(b"short")


@pytest.mark.parametrize(
    "text", ["", "admin", "T-04127K", "inv_short", "inv_" + "я" * 32, "inv_" + "a" * 61, "INV_" + "a" * 32]
)
def test_other_start_arguments(text: str) -> None:
    assert not is_payload(text)


def test_fresh_invitation_binds_and_repeats_harmlessly() -> None:
    assert check_invitation(Invitation("T-1", NOW + 1), ME, NOW)
    assert not check_invitation(Invitation("T-1", NOW - 1, used_by=ME), ME, NOW)


@pytest.mark.parametrize(
    "invitation",
    [
        None,
        Invitation("T-1", NOW),
        Invitation("T-1", NOW + 1, revoked=True),
        Invitation("T-1", NOW + 1, used_by=OTHER),
        Invitation("T-1", NOW + 1, used_by=ME, revoked=True),
    ],
)
def test_every_refusal_reads_the_same(invitation: Invitation | None) -> None:
    with pytest.raises(DomainError) as refused:
        check_invitation(invitation, ME, NOW)
    assert (refused.value.code, refused.value.params) == ("invitation-invalid", {})


def test_guessing_is_stopped() -> None:
    check_guessing(MAX_FAILURES - 1)
    with pytest.raises(DomainError, match="too-many-attempts"):
        check_guessing(MAX_FAILURES)
