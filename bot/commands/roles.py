"""`role grant`, `role revoke`, `role list`."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.frame import Commands, say
from bot.commands.installation import load_settings, open_store
from handlers.texts import appointments as texts

if TYPE_CHECKING:
    from bot.domain.people import Role

Code = Annotated[str, typer.Argument(help="Код человека, например T-04127K.", metavar="КОД")]
RoleName = Annotated[
    str,
    typer.Argument(
        help="Педагог, наставник, методист, координатор, администратор или наблюдатель; можно по-английски.",
        metavar="РОЛЬ",
    ),
]

app = Commands("Роли людей: кто что может в боте.")


def grant(code: Code, role: RoleName) -> None:
    """Дать человеку роль. При работающем боте — /grant в чате."""
    from bot.usecases.appointments import appoint

    person, meant = _normal(code), _role(role)
    changed = _run(appoint, person, meant)
    say(texts.granted(person, meant) if changed else texts.had(person, meant))


def revoke(code: Code, role: RoleName) -> None:
    """Снять с человека роль. При работающем боте — /revoke в чате."""
    from bot.usecases.appointments import dismiss

    person, meant = _normal(code), _role(role)
    changed = _run(dismiss, person, meant)
    say(texts.taken(person, meant) if changed else texts.had_not(person, meant))


def list_roles() -> None:
    """Показать, у кого роль выше педагога."""
    from bot.usecases.appointments import appointed
    from storage.beside import read_beside

    say(*texts.listed(asyncio.run(read_beside(load_settings().database_url, appointed))))


def _run(verb: "Callable[..., Awaitable[bool]]", code: str, role: "Role") -> bool:
    async def work() -> bool:
        async with open_store(load_settings()) as database:
            return await database.write(verb, code, role, int(time.time()))

    return asyncio.run(work())


def _normal(code: str) -> str:
    from bot.domain.codes import normalise_code

    return normalise_code(code)


def _role(name: str) -> "Role":
    from bot.domain.roster.words import ROLES
    from bot.domain.spelling import fold

    meant = ROLES.get(fold(name))
    if meant is None:
        raise typer.BadParameter(texts.unknown(name))
    return meant


app.add(grant, "grant")
app.add(revoke, "revoke")
app.add(list_roles, "list")
