"""What an import of courses says to the centre's staff. Problems common to all lists are worded in texts/roster."""

from collections.abc import Mapping

from bot.domain.course_list.plan import CoursePlan
from bot.domain.roster.sheets import RosterProblem
from handlers.texts import roster
from handlers.texts.plurals import plural

_SENTENCES: Mapping[str, str] = {
    "file-too-large": "Файл больше {max_mb} МБ. Оставьте в книге только лист «Курсы».",
    "no-courses-sheet": "Не найден лист с курсами: нужна строка заголовков с колонками «Код курса», «Начало» и «Код "
    "педагога» в первых тридцати строках листа.",
    "no-course-rows": "На листе есть заголовки, но нет ни одного слушателя.",
    "unread-course-sheet": "лист не похож на список курсов; он пропущен.",
    "no-course-code": "не указан код курса.",
    "no-course-title": "не указано название курса.",
    "no-provider": "не указано, кто проводит курс.",
    "no-day": "не указана дата.",
    "no-person": "не указан код педагога.",
    "bad-hours": "«{text}» — не число часов от 1 до {max}.",
    "unknown-function": "трудовой функции «{text}» нет ни в одном профстандарте, по которому проводится самоаудит. "
    "Код пишется так: A/01.6.",
    "unknown-person": "человека с кодом «{text}» в реестре нет. Слушателя указывают кодом, не именем.",
    "course-differs": "о курсе {text} выше в файле сказано другое. Исправьте одно из двух.",
    "run-differs": "о потоке {text} выше в файле сказано другое. Если групп две, дайте каждой свой код потока.",
    "run-backwards": "последний день раньше первого.",
    "run-of-another-course": "код потока {text} уже занят другим курсом.",
    "repeated-participant": "{text} уже есть в этом потоке, строка {first}.",
    "maybe-moved-run": "в это же время идёт поток {text} того же курса, которого в файле нет. Если исправлена дата, "
    "впишите этот код в колонку «Код потока»; иначе будет записан ещё один поток.",
}
CONFIRM = "Загрузить?"
CANCELLED = "Ничего не загружено, курсы прежние. Загрузить без вопроса: --yes"
_SHOWN = 10


def problem(found: RosterProblem) -> str:
    """One line about one problem or notice: where, what, and what to do."""
    return roster.problem(found, _SENTENCES)


def problems(count: int, file: str | None) -> str:
    """An import is refused."""
    listed = f" Они записаны в {file}." if file else " Список в Excel: добавьте --problems ФАЙЛ.xlsx"
    return f"{plural(count, 'ошибка', 'ошибки', 'ошибок')}. Ничего не загружено, курсы прежние: исправьте файл.{listed}"


def plan(found: CoursePlan) -> tuple[str, ...]:
    """The dry run in lines: what would be added and changed, what is only told."""
    told = (*map(problem, found.notices), *_missing(found))
    if found.is_empty:
        return (f"Без изменений: всё уже так, как в файле (слушателей: {found.unchanged}).", *told)
    new, changed = len(found.runs_added), len(found.runs_changed)
    return (
        f"Потоки — новых: {new}, изменений: {changed}, без изменений: {found.runs_unchanged}.",
        *(f"  + {run.code}: {run.course.title}, {run.course.provider}" for run in found.runs_added[:_SHOWN]),
        *(f"  ~ {run.code}: {run.course.title}" for run in found.runs_changed[:_SHOWN]),
        f"Слушатели — новых: {len(found.added)}, изменений: {len(found.changed)}, без изменений: {found.unchanged}.",
        *told,
    )


def imported(found: CoursePlan) -> str:
    """The courses are stored."""
    return (
        f"Загружено: потоков — {len(found.runs_added) + len(found.runs_changed)}, "
        f"слушателей — {len(found.added) + len(found.changed)}.\n"
        "В последний день курса, после 15 часов, слушатели получат анонимную анкету сами."
    )


def _missing(found: CoursePlan) -> tuple[str, ...]:
    if not found.missing:
        return ()
    shown = ", ".join(f"{person} ({run})" for run, person in found.missing[:_SHOWN])
    more = " …" if len(found.missing) > _SHOWN else ""
    return (f"Нет в файле, но записаны слушателями: {len(found.missing)}: {shown}{more}. Они остаются.",)
