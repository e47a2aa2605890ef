"""Sealing bytes with one key: names of people, anonymous answers that still wait. Knows neither files nor tables."""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from storage.errors import Refused

_VERSION = b"\x01"
_NONCE_BYTES = 12


class Seal:
    """AES-256-GCM under one key, a fresh nonce for each seal."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)

    def close(self, plain: bytes, owner: bytes) -> bytes:
        """Seal; it opens only with the same `owner`, so that a blob moved to another row does not."""
        nonce = os.urandom(_NONCE_BYTES)
        return _VERSION + nonce + self._cipher.encrypt(nonce, plain, owner)

    def open(self, sealed: bytes, owner: bytes) -> bytes:
        """Raises `Refused` `key_wrong` when key or owner do not fit what is sealed."""
        nonce, body = sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :]
        try:
            return self._cipher.decrypt(nonce, body, owner)
        except InvalidTag as error:
            raise Refused("key_wrong") from error
