"""`import people` in a process that is killed while it saves. `python -m tests.faults.killed_import FILE NUMBER`.

It dies by SIGKILL when it is about to store the name of person NUMBER, counted from 1.
"""

import os
import signal
import sys
from itertools import count
from typing import Any

from bot.cli import app
from storage.names import Names


def main(file: str, last: int) -> None:
    numbers, put = count(1), Names.put

    async def put_or_die(self: Names, *args: Any) -> None:
        if next(numbers) == last:
            os.kill(os.getpid(), signal.SIGKILL)
        await put(self, *args)

    Names.put = put_or_die  # type: ignore[method-assign, assignment]
    app(["import", "people", file, "--yes"])


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
