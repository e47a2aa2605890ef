"""The lock that keeps a second process off a SQLite file. Knows nothing of what the file holds."""

import os
from pathlib import Path

from filelock import FileLock, Timeout

from storage.errors import Refused


def lock_file(path: Path) -> FileLock:
    """Take the lock beside the file; the system frees it when the process ends, however it ends.

    Raises `Refused`: `locked` while another process has it, `read_only` when we may not change
    the file or place a lock beside it.
    """
    # asked, not tried: closing the file would drop the locks SQLite may hold on it in this process
    if path.exists() and not os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
        raise Refused("read_only", file=str(path))
    lock = FileLock(path.with_name(path.name + ".lock"), thread_local=False)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=0)
    except Timeout as error:
        raise Refused("locked", file=str(path)) from error
    except OSError as error:
        raise Refused("read_only", file=str(path)) from error
    return lock
