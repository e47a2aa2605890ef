"""Single-use doors into the register: token, payload, term and lock. Knows neither names nor paper."""

import base64
import hashlib
import re
from datetime import timedelta

TOKEN_BYTES = 24  # 192 bits; the rule is at least 128
PREFIX = "inv_"
LIFETIME = timedelta(days=30)
MAX_FAILURES = 5
LOCKED_FOR = timedelta(hours=1)
_PAYLOAD = re.compile(r"inv_[A-Za-z0-9_-]{22,60}")


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
