"""What an invitation does for whoever presents it, and how one is found in what people type. Stores nothing."""

import re
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from hmac import new

from bot.domain.invitations import PREFIX, is_payload
from bot.domain.spelling import latin_letters, line

LONGEST_PAYLOAD = 48  # it travels in the data of a button, which has 64 bytes
_PAYLOAD = re.compile(rf"{PREFIX}[A-Za-z0-9_-]+")
_DIGIT = re.compile(r"\d")


class Door(StrEnum):
    """How it ends: `open` may come in, `already` is in, `taken` the person is in with another account,
    `occupied` the account belongs to another person, `closed` everything that nobody may learn more about."""

    OPEN = "open"
    ALREADY = "already"
    TAKEN = "taken"
    OCCUPIED = "occupied"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Knock:
    """What is known when an invitation is presented; people and accounts by id, None for nobody."""

    invited: int | None
    usable: bool
    person: int | None
    invited_account: int | None


def door_for(knock: Knock) -> Door:
    """Decide. Expired, used, revoked and unknown invitations are one case, so that nobody learns which exist."""
    if knock.invited is None:
        return Door.CLOSED
    if knock.invited == knock.person:
        return Door.ALREADY
    if not knock.usable:
        return Door.CLOSED
    if knock.person is not None:
        return Door.OCCUPIED
    return Door.TAKEN if knock.invited_account is not None else Door.OPEN


def find_payload(text: str) -> str | None:
    """The invitation in a typed text: itself, within a pasted link, or typed with Cyrillic twins of Latin letters."""
    for written in (text, latin_letters(text)):
        found = _PAYLOAD.search(written)
        if found and is_payload(found[0]) and len(found[0]) <= LONGEST_PAYLOAD:
            return found[0]
    return None


def looks_like_key(text: str) -> bool:
    """Whether a stranger tries something as a code: one word with a digit in it."""
    word = line(text)
    return " " not in word and bool(_DIGIT.search(word))


def stranger_digest(key: bytes, messenger_id: int) -> str:
    """How a stranger's failures are counted without storing who it is: HMAC-SHA256 under the installation's key."""
    return new(key, str(messenger_id).encode(), sha256).hexdigest()
