"""What the centre's staff reads about files for statistics packages."""

from collections.abc import Sequence

from handlers.texts.plurals import plural

NOTHING = "За этот период нет отправленных анкет, которые можно выгрузить построчно. Ничего не записано."
UNREADABLE = "Базу не удалось прочитать. Ничего не записано, база не менялась.\nПроверьте её: python -m bot check"
UNWRITTEN = (
    "Файлы не удалось записать. Прежние остались как были.\nПроверьте место на диске и права на папку, затем повторите."
)
_KEEP = "Люди обозначены кодами, но ответы построчные: храните файлы на этом компьютере."


def ready(files: Sequence[tuple[str, int, int]]) -> tuple[str, ...]:
    """Every file with its submissions and variables."""
    return (*(_file(*one) for one in files), _KEEP)


def _file(path: str, submissions: int, variables: int) -> str:
    rows = plural(submissions, "анкета", "анкеты", "анкет")
    return f"{path}: {rows}, {plural(variables, 'переменная', 'переменные', 'переменных')}."


def not_statistics(path: str) -> str:
    """A name that promises another kind of file."""
    return f"Здесь получатся файлы .dta, а указан {path}. Ничего не записано.\nУкажите папку или файл .dta."


def left_out(codes: Sequence[str]) -> tuple[str, ...]:
    """Anonymous questionnaires, if there are any."""
    return (f"Анонимные анкеты построчно не выгружаются: {', '.join(codes)}.",) if codes else ()


def anonymous(code: str) -> str:
    """The questionnaire asked for has no rows that may be shown."""
    return f"Анкета {code} анонимная: построчно она не выгружается. Ничего не записано."


def unknown(code: str, known: Sequence[str]) -> str:
    """Nobody has sent such a questionnaire."""
    there = f"Есть: {', '.join(known)}." if known else "Других за этот период тоже нет."
    return f"Анкету {code} за этот период никто не отправил. Ничего не записано.\n{there}"


def several(codes: Sequence[str]) -> str:
    """One file was named for several questionnaires."""
    return (
        f"Анкет несколько: {', '.join(codes)}. В один файл они не помещаются. Ничего не записано.\n"
        "Укажите папку или одну анкету: --questionnaire КОД"
    )


def not_a_folder(path: str) -> str:
    """A file stands where a folder is needed."""
    return f"{path} — файл, а не папка. Он остался прежним.\nУкажите папку или файл с окончанием .dta."
