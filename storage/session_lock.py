"""A role on PostgreSQL: an advisory lock of a connection of its own. Knows nothing of what the role is for.

The server lets go of it as soon as the process is dead, and after some forty seconds when its machine has vanished.
"""

from contextlib import suppress
from typing import Any

import asyncpg

from storage.errors import Unavailable

LOST = (  # the server's trouble, not the use case's: nothing was kept, trying again may help
    OSError,  # also TimeoutError
    asyncpg.PostgresConnectionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.OperatorInterventionError,
    asyncpg.TransactionRollbackError,  # deadlock and serialisation: PostgreSQL itself asks for another try
)
_ROLES = 0x726F6C65  # first half of the key: people are locked by a single long number, so neither meets the other
_KEEPALIVE = {"tcp_keepalives_idle": "20", "tcp_keepalives_interval": "5", "tcp_keepalives_count": "4"}
_CLOSING = 5.0  # seconds


class SessionLock:
    """A role held by an open connection."""

    def __init__(self, raw: Any) -> None:
        self._raw = raw

    async def is_held(self) -> bool:
        """Ask the server: whoever cannot reach it has lost the role."""
        try:
            return bool(await self._raw.fetchval("SELECT true"))
        except (*LOST, asyncpg.InterfaceError):
            self._raw.terminate()  # a lock that may live on without us would keep everybody else out
            return False

    async def release(self) -> None:
        """Close the connection, which frees the lock."""
        with suppress(*LOST, asyncpg.InterfaceError):
            await self._raw.close(timeout=_CLOSING)


async def lead(url: str, role: str, patience: float) -> SessionLock | None:
    """Take the role, waiting up to `patience` seconds for the server; None while another process has it.

    Raises `Unavailable`.
    """
    try:
        raw = await asyncpg.connect(url, timeout=patience, command_timeout=patience, server_settings=_KEEPALIVE)
        held = SessionLock(raw)
        try:
            if await raw.fetchval("SELECT pg_try_advisory_lock($1, hashtext($2))", _ROLES, role):
                return held
        except BaseException:
            raw.terminate()
            raise
    except LOST as error:
        raise Unavailable(type(error).__name__) from error
    await held.release()
    return None
