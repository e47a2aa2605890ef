"""Folders for unfinished files. A process that is killed leaves its folder behind; the next one takes it away."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory


@contextmanager
def scratch(prefix: str, inside: Path) -> Iterator[Path]:
    """A folder of this process in the existing folder `inside`, private to its owner and gone afterwards."""
    sweep(prefix, inside)
    with TemporaryDirectory(prefix=f"{prefix}{os.getpid()}-", dir=inside) as folder:
        yield Path(folder)


def sweep(prefix: str, inside: Path, own: bool = False) -> None:
    """Take away what processes that are no more have left, as far as it may be.

    `own`: also under our number, when we have begun nothing yet: in a container every bot is process 1.
    """
    for folder in inside.glob(f"{prefix}*"):
        number = re.fullmatch(rf"{re.escape(prefix)}([0-9]+)-\w+", folder.name)
        if number and (own if int(number[1]) == os.getpid() else not _is_alive(int(number[1]))):
            shutil.rmtree(folder, ignore_errors=True)


def _is_alive(process: int) -> bool:
    if os.name == "nt":  # there, the question below ends the process
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        pass
    return True
