"""`demo`: everything at once on an invented municipality, without a token."""

import asyncio
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.refusals import Refusal
from bot.commands.running import PORT


def demo(
    once: Annotated[bool, typer.Option("--once", help="Закончить, когда книга готова.")] = False,
    people: Annotated[int, typer.Option(help="Сколько педагогов отвечает.", metavar="ЧИСЛО", min=10, max=500)] = 60,
    out: Annotated[
        Path | None, typer.Option(help="Новая папка для всего; без неё — out/demo-время.", metavar="ПАПКА")
    ] = None,
    programme: Annotated[str, typer.Option(help="Программа муниципалитета.", metavar="КОД")] = "beloyarsky",
    port: Annotated[int, typer.Option(help="Порт страницы чата.", metavar="ЧИСЛО", min=0, max=65535)] = PORT,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Не открывать браузер.")] = False,
) -> None:
    """Показать всё на выдуманном муниципалитете.

    От списка педагогов до книги мониторинга; токен не нужен.
    """
    from bot.programmes import known_programmes

    if programme not in known_programmes():
        raise Refusal(f"Программы {programme} нет. Есть: {', '.join(known_programmes())}.")
    folder = out or Path("out") / f"demo-{datetime.now():%Y%m%d-%H%M%S}"  # noqa: DTZ005 - the visitor's own clock
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refusal(f"{folder} уже есть и не пуст, всё в нём осталось прежним. Укажите новую папку.")

    from rich.console import Console

    from bot.demo import Plan, show  # everything at once, hence after the refusals

    plan = Plan(people, folder, programme, 0 if once else port, once, not (once or no_browser))
    with suppress(KeyboardInterrupt):
        asyncio.run(show(plan, Console()))
