"""A process that writes as fast as it can and tells each number only when it was answered. To be killed.

`python -m tests.faults.writing_bot URL`: fifty at once; a line a number.
"""

import asyncio
import os
import sys
from itertools import count

from storage.database import open_database
from tests.storage.verbs import claim


async def main(url: str) -> None:
    database = await open_database(url)
    numbers = count()

    async def keep_writing() -> None:
        for number in numbers:
            assert await database.write(claim, number)
            os.write(1, b"%d\n" % number)

    await asyncio.gather(*(keep_writing() for _ in range(50)))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
