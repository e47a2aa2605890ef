"""Sealing bytes with one key: names of people, anonymous answers that still wait. Knows neither files nor tables."""

import os
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from storage.errors import Refused

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_VERSION = b"\x01"
_NONCE_BYTES = 12


class Seal:
    """AES-256-GCM under the key that `derive` returns, a fresh nonce for each seal."""

    def __init__(self, derive: Callable[[], bytes]) -> None:
        self._derive = derive

    @cached_property
    def _cipher(self) -> "AESGCM":
        # only when there is something to seal: the library takes megabytes, and most bots never need it
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        return AESGCM(self._derive())

    def close(self, plain: bytes, owner: bytes) -> bytes:
        """Seal; it opens only with the same `owner`, so that a blob moved to another row does not."""
        nonce = os.urandom(_NONCE_BYTES)
        return _VERSION + nonce + self._cipher.encrypt(nonce, plain, owner)

    def open(self, sealed: bytes, owner: bytes) -> bytes:
        """Raises `Refused` `key_wrong` when key or owner do not fit what is sealed."""
        from cryptography.exceptions import InvalidTag

        nonce, body = sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :]
        try:
            return self._cipher.decrypt(nonce, body, owner)
        except InvalidTag as error:
            raise Refused("key_wrong") from error
