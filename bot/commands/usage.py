"""What is wrong with a command line, in Russian. Knows typer's errors, whose classes it keeps private, by name."""

import re
from enum import Enum
from typing import Any

from typer.exceptions import TyperException


def usage_text(error: TyperException) -> str:
    """Return what is wrong with a command line and where to read how it is right."""
    kind = type(error).__name__
    if kind == "NoArgsIsHelpError":
        return error.message
    context: Any = getattr(error, "ctx", None)
    path = f"{context.command_path} --help" if context else "python -m bot --help"
    return f"{_usage_problem(error, kind)} Ничего не сделано.\nСправка: {path}"


def _usage_problem(error: Any, kind: str) -> str:
    match kind:
        case "NoSuchOption":
            near = f" Может быть, {' или '.join(error.possibilities)}?" if error.possibilities else ""
            return f"Параметра {error.option_name} здесь нет.{near}"
        case "MissingParameter":
            return f"Не указано обязательное: {_shown(error.param)}."
        case "BadOptionUsage":
            return f"Параметр {error.option_name} указан неверно: проверьте, нужно ли ему значение."
        case "BadParameter":
            return f"Параметр {_shown(error.param)}: {_expected(error.param)}." if error.param else error.message
    unknown = re.match(r"No such command '(.+?)'\.(?: Did you mean '(.+?)')?", error.message)
    if unknown:
        near = f" Может быть, «{unknown[2]}»?" if unknown[2] else ""
        return f"Команды «{unknown[1]}» нет.{near}"
    return "Команда указана не полностью или содержит лишнее."


def _expected(param: Any) -> str:
    """What a value should be; the rest is in the help."""
    kind = param.type_descriptor.annotation
    if isinstance(kind, type) and issubclass(kind, Enum):
        return f"такого значения нет, есть {' и '.join(str(one.value) for one in kind)}"
    if param.bare_type() == "datetime":
        return f"нужна дата вида {param.metavar}"
    if param.bare_type() != "int":
        return "такое значение не подходит"
    return "нужно целое число" if param.min is None else f"нужно целое число от {param.min} до {param.max}"


def _shown(param: Any) -> str:
    """«--out ФАЙЛ» or «ФАЙЛ»."""
    options = [option for option in param.opts if option.startswith("-")]
    return " ".join([*options[:1], param.metavar or (param.name if not options else "")]).strip()
