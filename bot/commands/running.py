"""`run`: the bot on the real messenger, or on the local one when there is no token."""

import asyncio
import gc
import signal
import time
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.frame import say
from bot.commands.installation import load_settings
from bot.commands.refusals import Refusal
from handlers.texts import configuration as texts

if TYPE_CHECKING:
    from bot.app import App
    from bot.settings import Settings
    from playground.playground import Playground

PORT = 8081
PORT_HELP = "Порт местного мессенджера, когда токена нет."
STRANGERS = range(1, 6)  # accounts of the local messenger, the same after every start


def run(
    port: Annotated[int, typer.Option(help=PORT_HELP, metavar="ЧИСЛО", min=0, max=65535)] = PORT,
) -> None:
    """Запустить бот.

    Без BOT_TOKEN вместо Telegram запускается местный мессенджер в браузере этого компьютера.
    """
    from bot.logs import set_up_logs

    settings = load_settings()
    set_up_logs()
    asyncio.run(_run(settings) if settings.bot_token else _run_locally(settings, port))
    say(texts.STOPPED)


async def _run(settings: "Settings") -> None:
    app = await _open(settings)
    say(texts.STARTING)
    await _serve(app)


async def _run_locally(settings: "Settings", port: int) -> None:
    from pydantic import SecretStr

    from playground.playground import Playground

    async with AsyncExitStack() as stack:
        try:
            telegram = await stack.enter_async_context(Playground.start(port=port))
        except OSError as error:
            raise Refusal(texts.port_taken(port)) from error
        # the database outlives this messenger: an id it has met before would be taken for an update already done
        telegram.world.updates.renumber(int(time.time()))
        ours = {"bot_token": SecretStr(telegram.token), "bot_api_root": telegram.url}
        app = await _open(settings.model_copy(update=ours))
        await _introduce(telegram, app)
        say(texts.local(telegram.url))
        await _serve(app)


async def _open(settings: "Settings") -> "App":
    from storage.errors import Refused

    try:
        with _kept():
            from bot.app import open_app

            return await open_app(settings)
    except Refused as refusal:
        if refusal.code == "locked":
            raise Refusal(texts.RUNNING.format_map(refusal.params)) from refusal
        raise


@contextmanager
def _kept() -> Iterator[None]:
    """Load what stays for good, out of the garbage collection: not searched meanwhile, which took a fifth of the
    start and found next to nothing, and not later, when each full search would hold up everybody.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


async def _serve(app: "App") -> None:
    """Run until SIGINT or SIGTERM."""
    from bot.intake import TRANSIENT, BadToken

    stop = asyncio.Event()
    _stop_on_signals(stop)
    try:
        await app.run(stop)
    except BadToken:
        raise Refusal(texts.NOT_ACCEPTED) from None
    except TRANSIENT:
        raise Refusal(texts.NO_MESSENGER) from None


def _stop_on_signals(stop: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop.set))


async def _introduce(telegram: "Playground", app: "App") -> None:
    """Put accounts on the chat page, each with the role it has come to have."""
    from handlers.texts.people import role_list

    for number in STRANGERS:
        actor = await app.database.read(lambda tx, number: tx.accounts.find_actor(number), number)
        title = role_list(actor.roles).capitalize() if actor else f"{texts.STRANGER} {number}"
        note = actor.code if actor else texts.STRANGER_NOTE
        telegram.person(number, first_name=title, title=title, note=note)
