"""`invite`: invitations on paper. Names leave the sealed table here, for that paper only."""

import asyncio
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.doors import Days, find_link, last_day
from bot.commands.frame import say
from bot.commands.installation import check_free, check_kind, load_settings, open_names, open_store
from bot.commands.refusals import Refusal
from handlers.texts import inviting as texts
from handlers.texts.reasons import of_error

if TYPE_CHECKING:
    from bot.address import Link
    from bot.domain.names import Name
    from bot.settings import Settings
    from bot.usecases.inviting import Invitees
    from exports.invitations import Card
    from storage.database import Database


class Format(StrEnum):
    """What kind of file."""

    PDF = "pdf"
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class Order:
    """Whom to invite and where to put it; `moving` is the code of a person who changes her account."""

    organisation: str | None
    code: str | None
    moving: str | None
    renew: bool
    out: Path
    format: Format
    now: int
    lifetime: timedelta


def invite(
    out: Annotated[Path, typer.Option(help="Куда записать приглашения.", metavar="ФАЙЛ")],
    organisation: Annotated[str | None, typer.Option(help="Только одна организация.", metavar="КОД")] = None,
    code: Annotated[str | None, typer.Option(help="Только один человек.", metavar="КОД")] = None,
    transfer: Annotated[
        str | None, typer.Option(help="Отключить прежний аккаунт этого человека и пригласить заново.", metavar="КОД")
    ] = None,
    format: Annotated[  # noqa: A002
        Format, typer.Option(help="pdf — листы для печати с именами; csv — коды и приглашения.", metavar="ВИД")
    ] = Format.PDF,
    days: Days = 30,
    renew: Annotated[bool, typer.Option("--renew", help="Заменить и те приглашения, что ещё действуют.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Записать поверх имеющегося файла.")] = False,
) -> None:
    """Напечатать приглашения.

    Их получают те, кто работает, ещё не подключён и не держит действующего приглашения.
    """
    from bot.domain.codes import normalise_code

    if sum(one is not None for one in (organisation, code, transfer)) > 1:
        raise typer.BadParameter("Укажите что-то одно: --organisation, --code или --transfer.")
    places, person, moving = (one and normalise_code(one) for one in (organisation, code, transfer))
    check_kind(out, f".{format.value}")
    check_free(out, force)
    order = Order(places, person, moving, renew, out, format, int(time.time()), timedelta(days=days))
    asyncio.run(_invite(load_settings(), order))


async def _invite(settings: "Settings", order: Order) -> None:
    link = await find_link(settings)
    async with open_store(settings) as database:
        found = await _find(database, order)
        codes = tuple(one.code for one in found.people if order.renew or one.code not in found.waiting)
        if not codes:
            raise Refusal(texts.all_waiting(len(found.people)) if found.people else texts.NOBODY)
        cards = await _issue(settings, database, order, codes)
    part = _part(order.out)
    try:
        pages = _print(settings, order, found, cards, link)
        part.replace(order.out)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise Refusal(texts.NOT_PRINTED.format(reason=of_error(error))) from error
    _report(settings, order, len(codes), pages, len(found.people) - len(codes))


async def _find(database: "Database", order: Order) -> "Invitees":
    from bot.usecases.inviting import find_invitees, find_mover

    if order.moving is not None:
        return await database.read(find_mover, order.moving)
    return await database.read(find_invitees, order.now, order.organisation, order.code)


async def _issue(
    settings: "Settings", database: "Database", order: Order, codes: tuple[str, ...]
) -> "Mapping[str, Card]":
    """Issue the invitations. Whatever can go wrong with names and file is tried before: papers must not get lost."""
    from bot.usecases.invitations import issue_invitations, transfer
    from bot.usecases.inviting import load_names
    from bot.usecases.roster import count_sealed
    from exports.invitations import Card, nameless

    names: Mapping[str, Name] = {}
    if order.format is Format.PDF:
        key = open_names(settings, await database.read(count_sealed))
        names = await database.read(load_names, key, frozenset(codes))
    _reserve(order.out)
    if order.moving is not None:
        payload = await database.write(transfer, order.moving, secrets.token_bytes, order.now, order.lifetime)
        payloads = {order.moving: payload}
    else:
        payloads = await database.write(issue_invitations, codes, secrets.token_bytes, order.now, order.lifetime)
    return {code: Card(names.get(code) or nameless(code), code, payload) for code, payload in payloads.items()}


def _part(path: Path) -> Path:
    """Where the file grows, so that one it replaces stays until it is whole."""
    return path.with_name(path.name + ".part")


def _reserve(path: Path) -> None:
    try:
        _part(path).unlink(missing_ok=True)
        _part(path).touch(mode=0o600)
    except OSError as error:
        raise Refusal(f"В {path} нельзя записать: {of_error(error)}. Приглашения не выданы.") from error


def _print(
    settings: "Settings", order: Order, found: "Invitees", cards: "Mapping[str, Card]", link: "Link"
) -> int | None:
    """Write the file; return the number of pages if it has pages."""
    from bot.programmes import load_programme
    from exports.invitations import sheets, write_csv, write_invitations

    if order.format is Format.CSV:
        write_csv(_part(order.out), cards.values())
        return None
    titles = {code: place.name for code, place in found.organisations.items()}
    main = {one.code: titles.get(one.organisations[0], "") if one.organisations else "" for one in found.people}
    operator = load_programme(settings.programme).operator
    return write_invitations(
        _part(order.out), sheets(cards.values(), main), operator, link, last_day(settings, order.now, order.lifetime)
    )


def _report(settings: "Settings", order: Order, count: int, pages: int | None, skipped: int) -> None:
    if order.moving is not None:
        say(texts.transferred(order.moving))
    say(texts.issued(count, str(order.out), pages, last_day(settings, order.now, order.lifetime)))
    if skipped:
        say(texts.skipped(skipped))
    if settings.bot_token is None:
        say(texts.LOCAL)
    say(texts.NAMED if order.format is Format.PDF else texts.UNNAMED)
