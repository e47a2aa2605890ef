"""Course runs in words."""

from collections.abc import Sequence
from html import escape

from bot.domain.courses import CourseRun, Participant, RunLine, RunPage
from handlers.texts.plurals import plural

COURSES = "Курсы"
NEW = "Новый курс"
FIND = "Найти"
BEFORE, AFTER = "‹ Новее", "Раньше ›"
PEOPLE = "Добавить слушателей"
BACK = "К списку курсов"
SAVED = "Сохранено."
SEARCH_HINT = (
    "Чтобы найти курс, отправьте команду со словом из названия, кода или организатора, например:\n"
    "<code>/courses чтение</code>"
)
CODES_SHOWN = 40


def list_head(found: RunPage, search: str) -> str:
    """Above the list."""
    if search:
        return f"<b>{COURSES}</b>\nПо запросу «{escape(search)}» нашлось: {found.total}."
    if not found.total:
        return f"<b>{COURSES}</b>\nКурсов пока нет. Введите первый или загрузите список на компьютере центра."
    return f"<b>{COURSES}</b>\nВсего {plural(found.total, 'поток', 'потока', 'потоков')}, последние сверху."


def line(one: RunLine) -> str:
    """A run on a button."""
    return f"{one.run.course.title} · по {one.run.ends_on:%d.%m.%Y}, {one.participants} чел."


def run(found: CourseRun, people: Sequence[Participant]) -> str:
    """A run with whoever takes part."""
    course = found.course
    hours = f", {plural(course.hours, 'час', 'часа', 'часов')}" if course.hours else ""
    finished = sum(one.finished for one in people)
    lines = [
        f"<b>{escape(course.title)}</b>",
        f"{escape(course.provider)}{hours}",
        f"{found.starts_on:%d.%m.%Y} — {found.ends_on:%d.%m.%Y}, код {escape(found.code)}",
    ]
    if course.functions:
        lines.append(f"Трудовые функции: {escape(', '.join(course.functions))}")
    lines.append(f"Слушателей: {len(people)}, не завершили: {len(people) - finished}")
    if people:
        codes = [escape(one.code) + ("" if one.finished else " (не завершил)") for one in people[:CODES_SHOWN]]
        rest = len(people) - len(codes)
        lines.append(", ".join(codes) + (f" и ещё {rest}" if rest else ""))
    lines.append("После последнего дня бот сам спросит слушателей о курсе, анонимно.")
    return "\n".join(lines)
