"""A role is one process's at a time, and free again as soon as that process is gone."""

import asyncio
import os
import signal
import sys

import pytest

from storage.database import Database, Leadership, open_database
from storage.errors import Unavailable
from tests.databases import PostgresqlServer

HOLDER = """
import asyncio, sys
from storage.database import open_database
async def hold():
    database = await open_database(sys.argv[1])
    held = await database.lead("sender")
    print("held" if held else "refused", flush=True)
    await asyncio.Event().wait()
asyncio.run(hold())
"""


async def test_whoever_is_alone_may_do_everything(sqlite_url: str) -> None:
    database = await open_database(sqlite_url)
    for role in ("sender", "planner", "sender"):
        held = await database.lead(role)
        assert held is not None
        assert await held.is_held()
        await held.release()
    await database.close()


async def test_a_role_is_one_process_s_at_a_time(postgresql_url: str) -> None:
    first, second = await open_database(postgresql_url), await open_database(postgresql_url)
    held = await first.lead("sender")
    assert held is not None
    assert await second.lead("sender") is None
    other = await second.lead("planner")
    assert other is not None
    await held.release()
    await held.release()
    assert not await held.is_held()
    again = await second.lead("sender")
    assert again is not None
    for role in (other, again):
        await role.release()
    for database in (first, second):
        await database.close()


async def test_b07_a_killed_process_holds_nothing(postgresql_url: str) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", HOLDER, postgresql_url, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    assert await process.stdout.readline() == b"held\n"
    database = await open_database(postgresql_url)
    assert await database.lead("sender") is None
    os.kill(process.pid, signal.SIGKILL)
    await process.wait()
    held = await _soon(database)
    assert await held.is_held()
    await held.release()
    await database.close()


async def _soon(database: Database) -> Leadership:
    """The server notices within moments; how many is its affair."""
    async with asyncio.timeout(30):
        while (held := await database.lead("sender")) is None:
            continue
    return held


async def test_a_server_that_is_gone_takes_the_role_with_it(mortal_server: PostgresqlServer) -> None:
    url = mortal_server.url(await mortal_server.create())
    database = await open_database(url)
    held = await database.lead("sender")
    assert held is not None
    await asyncio.to_thread(mortal_server.crash)
    assert not await held.is_held()
    with pytest.raises(Unavailable):
        await database.lead("sender")
    await asyncio.to_thread(mortal_server.start)
    assert not await held.is_held()
    await (await _soon(database)).release()
    await database.close()
    with pytest.raises(Unavailable):
        await database.lead("sender")
