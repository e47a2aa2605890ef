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

from bot.app import App, open_app
from bot.commands.refusals import Refusal
from bot.demo import texts
from bot.demo.after_course import tell_of_course, took_part
from bot.demo.asked import Scene
from bot.demo.cast import Cast, cast
from bot.demo.centre import Centre
from bot.demo.courses import hold_courses
from bot.demo.crowd import play
from bot.demo.hours import at_work, year_before
from bot.demo.report import Asked, show_clock, show_summary, show_where_to_look
from bot.demo.visitor import METHODOLOGIST, account_of, invite_visitor
from bot.demo.young import begin_year, pass_year
from bot.logs import set_up_logs
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
    year = datetime.now(UTC).year
    scenes = cast(invent_municipality(STAFF, SEED, year), plan.people, SEED, year)
    centre = Centre(plan.out, plan.programme)
    with console.status(texts.PREPARING):
        payloads = await _prepare(centre, scenes)
    async with Playground.start(port=_free(plan.port), name=texts.BOT_NAME) as telegram:
        with (centre.folder / "bot.log").open("a", encoding="utf-8") as log:
            set_up_logs(stream=log)
            stage = Stage(centre, telegram, scenes, payloads)
            try:
                await _perform(console, stage)
            except ExceptionGroup as failed:
                raise _told(failed) from failed
            if not plan.once:
                await _receive(plan, console, stage)
    console.print(texts.stopped(str(centre.folder)), soft_wrap=True, highlight=False)


def _told(failed: ExceptionGroup) -> Exception:
    """What the person at the console is told of a failure: a refusal, or that the bot fell silent."""
    cause: Exception = failed
    while isinstance(cause, ExceptionGroup):
        cause = cause.exceptions[0]
    if isinstance(cause, TimeoutError | AssertionError):  # a respondent's patience, a person's
        return Refusal(texts.SILENT)
    return cause if isinstance(cause, Refusal) else failed


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
async def _running(stage: Stage, *, sends: bool) -> AsyncIterator[App]:
    """The bot in this process by the messenger's clock, stopped as SIGTERM stops it."""
    settings = stage.centre.settings(stage.telegram.token, stage.telegram.url)
    app, stop = await open_app(settings, stage.telegram.clock.now), asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(app.run(stop, sends))
        try:
            yield app
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


async def _perform(console: Console, stage: Stage) -> None:
    """Let a year pass and the respondents play, and make the workbook beside the running bot.

    Rounds of the bot come when the play wants them, a year of them in seconds. It stands still where it would at a
    centre: while a list is imported.
    """
    scenes, clock = stage.scenes, stage.telegram.clock
    async with _running(stage, sends=False) as app:
        zone = app.settings.zone
        checkins = await _a_year(console, Scene(app, stage.telegram), stage)
        tally = await play(stage.telegram, scenes.respondents, stage.payloads, console)
    with console.status(texts.A_COURSE):
        await hold_courses(stage.centre, took_part(scenes), datetime.fromtimestamp(clock.now(), zone).date(), SEED)
    async with _running(stage, sends=False) as app:
        with console.status(texts.A_COURSE):
            satisfied = await tell_of_course(Scene(app, stage.telegram), scenes)
        with console.status(texts.EXPORTING):
            await stage.centre.command("export", "monitoring", "--out", WORKBOOK, "--quiet")
    show_summary(console, tally, Asked(len(scenes.young), checkins, satisfied), stage.centre.folder / WORKBOOK)


async def _a_year(console: Console, scene: Scene, stage: Stage) -> int:
    """Check-ins of young teachers, up to now; return how many were answered."""
    scenes, zone = stage.scenes, scene.app.settings.zone
    first, *later = year_before(at_work(stage.telegram.clock.now(), zone), zone)
    with console.status(texts.A_YEAR):
        await scene.passes_to(first)
        methodologist, account = scenes.visitor[METHODOLOGIST], account_of(scenes, METHODOLOGIST)
        await begin_year(scene, scenes.young, account, methodologist, stage.payloads)
        return await pass_year(scene, scenes.young, later)


async def _receive(plan: Plan, console: Console, stage: Stage) -> None:
    """Start the bot anew as it runs at a centre, and let the visitor in until she goes."""
    async with _running(stage, sends=True) as app:
        invite_visitor(stage.telegram, stage.scenes, stage.payloads)
        show_where_to_look(console, stage.centre.folder, stage.telegram.url)
        show_clock(console, stage.telegram.clock.now(), app.settings.zone)
        if plan.browser:
            webbrowser.open(stage.telegram.url)
        with suppress(asyncio.CancelledError):  # Ctrl+C
            await asyncio.Event().wait()
