"""Everything at once: an invented municipality audits itself through the real bot, and the workbook is made.

The centre's steps are the centre's own commands, run as child processes; the teachers are people of the local
messenger. Nothing here has a short cut into the bot or its database.
"""

import asyncio
import csv
import socket
import webbrowser
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

from bot.app import open_app
from bot.commands.refusals import Refusal
from bot.demo import texts
from bot.demo.cast import Cast, cast
from bot.demo.centre import Centre
from bot.demo.crowd import play
from bot.demo.report import show_summary, show_where_to_look
from bot.demo.visitor import invite_visitor
from bot.logs import set_up_logs
from bot.settings import Settings
from playground.municipality import invent_municipality
from playground.playground import Playground

STAFF = 680
SEED = 2026
WORKBOOK = "monitoring.xlsx"


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked for; `port` 0 is any free one, and so is one that is taken."""

    people: int
    out: Path
    programme: str
    port: int = 0
    once: bool = False
    browser: bool = True


@dataclass(frozen=True, slots=True)
class Stage:
    """Everything that is set up; `payloads` are invitations by code, the administrator's under `admin`."""

    centre: Centre
    telegram: Playground
    scenes: Cast
    payloads: Mapping[str, str]


async def show(plan: Plan, console: Console) -> None:
    """Run the demo until it is interrupted, or to the workbook only with `once`. Raises `Refusal`."""
    scenes = cast(invent_municipality(STAFF, SEED, datetime.now(UTC).year), plan.people, SEED)
    centre = Centre(plan.out, plan.programme)
    with console.status(texts.PREPARING):
        payloads = await _prepare(centre, scenes)
    async with Playground.start(port=_free(plan.port), name=texts.BOT_NAME) as telegram:
        with (centre.folder / "bot.log").open("a", encoding="utf-8") as log:
            set_up_logs(stream=log)
            async with _running(centre.settings(telegram.token, telegram.url)):
                await _perform(plan, console, Stage(centre, telegram, scenes, payloads))
    console.print(texts.stopped(str(centre.folder)), soft_wrap=True, highlight=False)


async def _prepare(centre: Centre, scenes: Cast) -> Mapping[str, str]:
    """Do what the centre does before the first teacher comes; return code → invitation, the admin's as `admin`."""
    centre.write_roster(scenes.municipality)
    await centre.command("import", "people", "roster.xlsx", "--yes")
    admin = await centre.command("init")
    await centre.command("invite", "--organisation", scenes.on_paper, "--out", "invitations.pdf")
    await centre.command("invite", "--format", "csv", "--out", "invitations.csv")
    with (centre.folder / "invitations.csv").open(encoding="utf-8-sig", newline="") as file:
        return {**dict(csv.reader(file)), "admin": texts.payload_in(admin)}


@asynccontextmanager
async def _running(settings: Settings) -> AsyncIterator[None]:
    """The bot in this process, stopped as SIGTERM stops it."""
    app, stop = await open_app(settings), asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(app.run(stop))
        try:
            yield
        finally:
            stop.set()


def _free(port: int) -> int:
    """The port, or 0 when somebody else listens there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return 0
    return port


async def _perform(plan: Plan, console: Console, stage: Stage) -> None:
    """Let the respondents play, make the workbook beside the running bot, and let the visitor in."""
    try:
        tally = await play(stage.telegram, stage.scenes.respondents, stage.payloads, console)
    except* TimeoutError as silence:
        raise Refusal(texts.SILENT) from silence
    with console.status(texts.EXPORTING):
        await stage.centre.command("export", "monitoring", "--out", WORKBOOK, "--quiet")
    show_summary(console, tally, stage.centre.folder / WORKBOOK)
    if plan.once:
        return
    invite_visitor(stage.telegram, stage.scenes, stage.payloads)
    show_where_to_look(console, stage.centre.folder, stage.telegram.url)
    if plan.browser:
        webbrowser.open(stage.telegram.url)
    with suppress(asyncio.CancelledError):  # Ctrl+C
        await asyncio.Event().wait()
