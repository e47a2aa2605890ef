"""What an invitation does for whoever presents it."""

import pytest

from bot.domain.doors import Door, Knock, door_for, find_payload, looks_like_key, stranger_digest

PAYLOAD = "inv_Tf9Oo0DwqCPxXT9PAati6uDl2lecy4Uf"


@pytest.mark.parametrize(
    ("knock", "door"),
    [
        (Knock(invited=None, usable=False, person=None, invited_account=None), Door.CLOSED),
        (Knock(invited=None, usable=False, person=5, invited_account=None), Door.CLOSED),
        (Knock(invited=5, usable=True, person=None, invited_account=None), Door.OPEN),
        (Knock(invited=5, usable=False, person=None, invited_account=None), Door.CLOSED),
        (Knock(invited=5, usable=False, person=None, invited_account=77), Door.CLOSED),
        (Knock(invited=5, usable=True, person=None, invited_account=77), Door.TAKEN),
        (Knock(invited=5, usable=True, person=6, invited_account=None), Door.OCCUPIED),
        (Knock(invited=5, usable=False, person=6, invited_account=None), Door.CLOSED),
        (Knock(invited=5, usable=False, person=5, invited_account=77), Door.ALREADY),
        (Knock(invited=5, usable=True, person=5, invited_account=77), Door.ALREADY),
    ],
)
def test_doors(knock: Knock, door: Door) -> None:
    assert door_for(knock) is door


@pytest.mark.parametrize(
    "text",
    [
        PAYLOAD,
        f"  {PAYLOAD}\n",
        f"https://t.me/our_bot?start={PAYLOAD}",
        f"моё приглашение: {PAYLOAD}",
        PAYLOAD.replace("T", "Т").replace("o", "о").replace("x", "х"),
        f"https://t.me/our_bot?start={PAYLOAD}&утм=1",
    ],
)
def test_an_invitation_is_found_in_what_people_send(text: str) -> None:
    assert find_payload(text) == PAYLOAD


@pytest.mark.parametrize("text", ["", "admin", "inv_", "inv_short", "inv_" + "x" * 61, "inv_" + "x" * 45, "T-04127K"])
def test_anything_else_is_none(text: str) -> None:
    assert find_payload(text) is None


@pytest.mark.parametrize(
    ("text", "tried"),
    [("T-04127K", True), ("A001", True), ("12345", True), ("здравствуйте", False), ("мне 5 лет", False), ("", False)],
)
def test_one_word_with_a_digit_counts_as_guessing(text: str, tried: bool) -> None:
    assert looks_like_key(text) is tried


def test_a_strangers_digest_tells_nothing_without_the_key() -> None:
    assert stranger_digest(b"one", 77) == stranger_digest(b"one", 77)
    assert stranger_digest(b"one", 77) != stranger_digest(b"two", 77)
    assert len(stranger_digest(b"one", 77)) == 64
