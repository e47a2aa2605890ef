"""The command line's manners: help and usage errors in Russian, refusals as sentences, exit codes 0, 1 and 2."""

import re
import sys
from collections.abc import Callable
from typing import Any, NoReturn

import typer
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from bot.commands.refusals import Refusal
from bot.commands.usage import usage_text
from handlers.texts.storage import failed, refused, rejected, unavailable

REFUSED = 1
ORDER = ("run", "demo", "init", "import", "organisations", "invite", "role", "export", "questionnaire")
_HELP = (
    (r"^Usage: ", "Вызов: "),
    (r"^Arguments:", "Что указать:"),
    (r"^Options:", "Параметры:"),
    (r"^Commands:", "Команды:"),
    (r"\[required\]", "[обязательно]"),
    (r"\[default:\s", "[по умолчанию: "),
    (r"Show this message and exit\.", "Показать эту справку."),
    (r" <(path|str|int)>", ""),
    (r";(\s+)(\d+)<=x<=(\d+)\]", r";\1от \2 до \3]"),
)


class Command(TyperCommand):
    """A command whose help is in Russian."""

    def get_help(self, ctx: Any) -> str:
        """Return the help page."""
        return _translated(super().get_help(ctx))


class Group(TyperGroup):
    """A group of commands; as the outermost one it turns everything expected into a sentence and an exit code."""

    def get_help(self, ctx: Any) -> str:
        """Return the help page."""
        return _translated(super().get_help(ctx))

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the commands in the order of a centre's work, groups among them."""
        return sorted(super().list_commands(ctx), key=_place)

    def main(self, *args: Any, **extra: Any) -> NoReturn:
        """Run the command line and leave the process."""
        sys.exit(_outcome(lambda: super(Group, self).main(*args, **{**extra, "standalone_mode": False})))


class Commands(typer.Typer):
    """A set of commands with these manners."""

    def __init__(self, about: str) -> None:
        super().__init__(
            cls=Group,
            help=about,
            no_args_is_help=True,
            add_completion=False,
            rich_markup_mode=None,
            pretty_exceptions_enable=False,
            options_metavar="",
            subcommand_metavar="КОМАНДА …",
        )

    def add(self, function: Callable[..., None], name: str) -> None:
        """Make a function a command; its docstring is the help."""
        self.command(name, cls=Command, options_metavar="[ПАРАМЕТРЫ]")(function)


def _place(name: str) -> int:
    return ORDER.index(name) if name in ORDER else len(ORDER)


def say(*lines: str) -> None:
    """Tell the person something."""
    for line in lines:
        typer.echo(line)


def ask(question: str) -> bool:
    """Ask for a yes or no; silence and the end of input mean no."""
    typer.echo(f"{question} [да/нет]: ", nl=False)
    try:
        return input().strip().lower() in {"да", "д", "yes", "y"}
    except EOFError:
        typer.echo()
        return False


def _outcome(run: Callable[[], Any]) -> int:
    """Return the exit code of a run; whatever is expected to go wrong is told on the error stream."""
    try:
        code = run()
    except TyperException as error:
        typer.echo(usage_text(error), err=True)
        return error.exit_code
    except Refusal as refusal:
        typer.echo(str(refusal), err=True)
        return REFUSED
    except typer.Abort:
        typer.echo("Прервано.", err=True)
        return REFUSED
    except Exception as error:
        told = _told(error)
        if told is None:
            raise
        typer.echo(told, err=True)
        return REFUSED
    return code if isinstance(code, int) else 0


def _told(error: Exception) -> str | None:
    """Return the sentence for a refusal of the storage, of the rules or of the disk, None for a bug."""
    from bot.domain.errors import DomainError
    from storage.errors import Refused, Unavailable

    if isinstance(error, Refused):
        return refused(error.code, error.params)
    if isinstance(error, Unavailable):
        return unavailable()
    if isinstance(error, OSError) and error.filename is not None:
        return failed(error)
    return rejected(error.code, error.params) if isinstance(error, DomainError) else None


def _translated(text: str) -> str:
    for pattern, russian in _HELP:
        text = re.sub(pattern, russian, text, flags=re.MULTILINE)
    return text
