"""People with an invitation on paper, and a look into every table: what tests of coming in and of privacy need."""

from hashlib import sha512
from itertools import count
from typing import Any

from sqlalchemy import select

from bot.domain.people import Role
from bot.usecases.invitations import issue_invitations
from playground.person import Person as Player
from storage.statement import Statement
from storage.tables import metadata
from storage.transaction import Transaction
from tests.stage import Stage

EVERY_TABLE = {table.name: (Statement(select(table)), tuple(table.c.keys())) for table in metadata.sorted_tables}
_papers = count(1)


def code_of(player: Player) -> str:
    """The code under which the stage has entered a player."""
    return f"T-{player.id}"


def randomness(size: int) -> bytes:
    """Other bytes on each call, the same in each run."""
    return sha512(str(next(_papers)).encode()).digest()[:size]


async def invite(stage: Stage, code: str) -> str:
    """A fresh invitation for a person of the register."""
    issued = await stage.database.write(issue_invitations, (code,), randomness, int(stage.clock()))
    return issued[code]


async def invited(stage: Stage, *roles: Role, **facts: Any) -> tuple[Player, str]:
    """A person of the register who holds an invitation and has not come in yet."""
    player = await stage.person(*roles, bound=False, **facts)
    return player, await invite(stage, code_of(player))


async def come_in(player: Player, payload: str) -> None:
    """The shortest way in."""
    await player.says(f"/start {payload}")
    await player.presses("Согласен")
    await player.sees("Вы подключены")


async def dump(tx: Transaction) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, for looking whether something is there."""
    return {
        name: [{key: row[key] for key in keys} for row in await tx.connection.all(statement)]
        for name, (statement, keys) in EVERY_TABLE.items()
    }


async def tables(stage: Stage) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table of the running bot."""
    found: dict[str, list[dict[str, Any]]] = await stage.rows(dump)
    return found


UNTOUCHED = (
    "accounts",
    "consents",
    "consent_documents",
    "submissions",
    "responses",
    "audit",
    "export_jobs",
    "erasures",
)
"""Tables that would tell of somebody who has only looked."""
