"""Single-use doors into the register: token, payload, expiry, guessing. Knows neither names nor paper."""

import base64
import hashlib
import re
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.errors import DomainError

TOKEN_BYTES = 24  # 192 bits; the rule is at least 128
PREFIX = "inv_"
LIFETIME = timedelta(days=30)
MAX_FAILURES = 5
LOCKED_FOR = timedelta(hours=1)
_PAYLOAD = re.compile(r"inv_[A-Za-z0-9_-]{22,60}")


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation as stored: no token. Times are UTC epoch seconds; ``used_by`` is the messenger account."""

    person_code: str
    expires_at: int
    used_by: int | None = None
    revoked: bool = False


def make_payload(randomness: bytes) -> str:
    """The deep-link payload of `TOKEN_BYTES` random bytes: at most 64 characters of ``[A-Za-z0-9_-]``."""
    if len(randomness) < TOKEN_BYTES:
        raise ValueError("an invitation needs at least 24 random bytes")
    return PREFIX + base64.urlsafe_b64encode(randomness[:TOKEN_BYTES]).decode().rstrip("=")


def is_payload(text: str) -> bool:
    """Whether a ``/start`` argument has the form of an invitation; anything else is not looked up at all."""
    return _PAYLOAD.fullmatch(text) is not None


def token_hash(payload: str) -> str:
    """What is stored of a payload. A bare SHA-256 is enough: 192 random bits cannot be tried out."""
    return hashlib.sha256(payload.encode()).hexdigest()


def check_invitation(invitation: Invitation | None, messenger_id: int, now: int) -> bool:
    """Whether the invitation is to be bound now; False when this very account used it before.

    Raises `DomainError` ``invitation-invalid``, one answer for unknown, expired, revoked and used by another,
    so that nobody learns which tokens exist.
    """
    if invitation is not None and invitation.used_by == messenger_id and not invitation.revoked:
        return False
    if invitation is None or invitation.revoked or invitation.used_by is not None or invitation.expires_at <= now:
        raise DomainError("invitation-invalid")
    return True


def check_guessing(failures: int) -> None:
    """Refuse a stranger who failed `MAX_FAILURES` times within `LOCKED_FOR`, whatever is tried next."""
    if failures >= MAX_FAILURES:
        raise DomainError("too-many-attempts", minutes=int(LOCKED_FOR.total_seconds()) // 60)
