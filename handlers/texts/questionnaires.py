"""The words around a question. Everything a person wrote is escaped here."""

import re
from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

from bot.domain.campaigns import COMMENT_THRESHOLD, GROUP_THRESHOLD
from handlers.texts.plurals import plural

BACK = "‹ Назад"
NEXT = "Далее ›"
SKIP = "Пропустить"
PAUSE = "Прервать"
REVIEW = "Проверить ответы"
SUBMIT = "Отправить"
PAGE_BEFORE = "‹ назад"
PAGE_AFTER = "ещё ›"
SHOW_ALL = "Показать весь список"
TO_REVIEW = "‹ Ко всем разделам"
CONTINUE = "Продолжить"
RESTART = "Начать заново"
RESTART_SURE = "Да, начать заново"
OPEN_FOR_CHANGE = "Открыть для правки"
TO_CURRENT = "К текущему вопросу"
HOME = "В начало"
TO_LIST = "К списку анкет"
MY_RESULT = "Мой результат"
NO_ANSWER = "нет ответа"
SKIPPED = "пропущено"
NOT_APPLICABLE = "не относится"
UNNAMED_FILE = "файл"
PHOTO_FILE = "фото.jpg"
NOTHING_HERE = "Здесь нечего листать"

_TURNING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")

LONGEST_ECHO = 300  # of a person's own text on a screen; the whole text is stored


def shortened(text: str, limit: int = LONGEST_ECHO) -> str:
    """Cut a text for display only."""
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"


def plain(text: str) -> str:
    """Escape for the messenger's HTML; what would turn the direction of writing is left out."""
    return escape(_TURNING.sub("", text), quote=False)


def moment(at: int, zone: ZoneInfo) -> str:
    """«23.11.2026 в 14:05»."""
    return f"{datetime.fromtimestamp(at, zone):%d.%m.%Y в %H:%M}"


def promise_mark(anonymous: bool) -> str:
    """Beside the title of every question: what becomes of the answers."""
    return "анонимно" if anonymous else "конфиденциально"


def promise(anonymous: bool, group: int = GROUP_THRESHOLD, comment: int = COMMENT_THRESHOLD) -> str:
    """Above the first question: who sees the answers, and from how many people on anything is shown."""
    if not anonymous:
        return (
            "<b>Конфиденциально.</b> Ваши ответы видите вы, а под кодом, без имени, — методист и администратор центра. "
            f"Остальным видны только итоги групп от {group} человек."
        )
    return (
        "<b>Анонимно.</b> При отправке бот отделяет ответы от вас: рядом с ними не остаётся ни кода, ни времени, и чьи "
        "они, не узнает никто, центр тоже. До отправки они лежат в вашем черновике, после неё изменить их нельзя. "
        f"Итоги видны, когда ответят хотя бы {group} человек, слова из комментариев — когда хотя бы {comment}."
    )


def about(code: str) -> str:
    """Whom one answers about."""
    return f"О ком: <b>{plain(code)}</b>"


def place_line(k: int, n: int) -> str:
    """Where the respondent is."""
    return f"Вопрос {k} из {n}"


def answered_line(place: int, answer: str) -> str:
    """The trace of the answer just given."""
    return f"✓ Вопрос {place}: {plain(shortened(answer, 120))}"


def own_answer(answer: str) -> str:
    """The stored answer of the question on the screen."""
    return f"✓ Ваш ответ: <b>{plain(shortened(answer))}</b>"


def done_button(count: int) -> str:
    """«Готово» with how many are marked."""
    return f"Готово, отмечено: {count}" if count else "Готово"


def review_head(title: str, done: int, total: int) -> str:
    """Atop the list of sections."""
    left = total - done
    state = "Ответы даны на все вопросы." if not left else f"Осталось: {plural(left, 'вопрос', 'вопроса', 'вопросов')}."
    return (
        f"<b>{plain(title)}</b>\nПроверка перед отправкой\n\n{state} "
        "Откройте раздел, чтобы посмотреть или исправить ответы. После отправки изменить их нельзя."
    )


def example(text: str) -> str:
    """A skill of the standard under the action it belongs to."""
    return f"<i>Пример: {plain(text)}</i>"


def section_button(name: str, settled: int, total: int) -> str:
    """A section in the review, by its words: a labour function's code alone says nothing to a teacher."""
    return f"{shortened(name, 40)}: {settled} из {total}"


def correct(place: int) -> str:
    """Open an answer for change."""
    return f"Исправить {place}"


def receipt(title: str, code: str, at: str, scored: bool) -> str:
    """After sending."""
    later = ", посмотреть результат можно в любой момент" if scored else ""
    return (
        f"<b>{plain(title)}</b>\n\nОтправлено {at}.\nКод квитанции: <code>{code}</code>\n\n"
        f"Ответы сохранены. Изменить их уже нельзя{later}."
    )


def sent_anonymously(title: str) -> str:
    """After sending an anonymous questionnaire: what has happened, and what cannot be done any more."""
    return (
        f"<b>{plain(title)}</b>\n\nОтветы отправлены анонимно.\n\n"
        "Они отделены от вас: черновик стёрт, рядом с ответами нет ни кода, ни времени. Чьи они, не узнает никто, и "
        "методический центр тоже. Поэтому изменить или забрать их уже нельзя, и кода квитанции у них нет. Центр видит "
        "только, что вы ответили, чтобы не напоминать."
    )


def left_open(anonymous: bool) -> str:
    """What becomes of a draft that was not sent in time."""
    if anonymous:
        return "Отправить анкету уже нельзя. Начатые анонимные ответы удаляются, их никто не увидит."
    return "Ваши ответы сохранены как неполные, отправить анкету уже нельзя."


def closed(title: str, at: str) -> str:
    """A button of a submission that takes no answers any more."""
    return f"Анкета «{plain(title)}» закрыта {at}."


def over(title: str, closing: str, anonymous: bool) -> str:
    """A draft that was not sent in time."""
    return f"Анкета «{plain(title)}» закрыта: ответы принимались {closing}. {left_open(anonymous)}"


def paused(title: str, done: int, total: int) -> str:
    """After «Прервать»."""
    return (
        f"<b>{plain(title)}</b>\n\nВы ответили на {done} из {total}. Всё сохранено. "
        "Вернуться можно в любой день: нажмите «Продолжить» или отправьте /start."
    )


def restart_question(done: int) -> str:
    """Before the answers are put aside."""
    answers = plural(done, "ответ", "ответа", "ответов")
    return f"Начать анкету заново? {answers} этой попытки не войдут в результат. Вернуть их будет нельзя."


STALE_TOAST = "Этот вопрос уже отвечен. Открыть для правки?"


def stale(place: int, question: str, answer: str) -> str:
    """An old keyboard was pressed: nothing is changed without asking."""
    return f"Вопрос {place} уже отвечен.\n\n{plain(question)}\n{own_answer(answer)}\n\nОткрыть его для правки?"


def offers_head(count: int) -> str:
    """Atop the list of questionnaires."""
    if not count:
        return "Сейчас для вас нет открытых анкет. Когда методический центр откроет новую, она появится здесь."
    return "<b>Анкеты для вас</b>\n\nОтвечать можно с перерывами: каждый ответ сохраняется сразу."


def offer_line(title: str, minutes: int | None, started: tuple[int, int] | None, closing: str = "") -> str:
    """One questionnaire of the list; `closing` is the last day of what a campaign asks."""
    term = f"около {plural(minutes, 'минуты', 'минут', 'минут')}" if minutes else ""
    state = f"начато: {started[0]} из {started[1]}" if started else ""
    notes = ", ".join(part for part in (closing, term, state) if part)
    return f"• {plain(shortened(title, 90))}{f' — {notes}' if notes else ''}"


def how_to_answer(kind: str) -> str:
    """The hint under a question that has no buttons of its own."""
    return {
        "text": "Напишите ответ сообщением.",
        "integer": "Напишите целое число сообщением.",
        "decimal": "Напишите число сообщением, например «4,5».",
        "date": "Выберите день или напишите дату: «12.03.2026», «завтра».",
        "time": "Напишите время сообщением, например «15:00».",
        "datetime": "Напишите дату и время сообщением, например «12.03.2026 15:00».",
        "file": "Пришлите файл или фотографию сообщением.",
        "multiple": "Можно отметить несколько вариантов, затем «Готово».",
        "ranking": "Нажимайте варианты по порядку, начиная с самого важного.",
        "choice": "Выберите из списка или напишите часть названия для поиска.",
    }.get(kind, "")


_EMPTY = {
    "organisations": "В реестре пока нет ни одной организации.",
    "positions": "В реестре пока нет ни одной должности.",
    "subjects": "В реестре пока нет ни одного предмета.",
    "questionnaires": "Ни одной анкеты пока не опубликовано.",
    "functions": "Трудовых функций в стандартах пока нет.",
    "course_runs": "Ни одного курса в списке курсов пока нет.",
}


def empty_list(source: str) -> str:
    """Instead of how to answer, where the list to choose from is empty."""
    missing = _EMPTY.get(source, "Список для выбора пока пуст.")
    return f"{missing} Список ведёт методический центр. Нажмите «Пропустить»: отправить анкету это не помешает."


def text_limits(longest: int, anonymous: bool) -> str:
    """The limit of a free text, said before writing. Pupils are never data subjects (privacy.md 9)."""
    limit = f"До {plural(longest, 'знака', 'знаков', 'знаков')}. Пожалуйста, без имён учеников."
    return f"{limit} И без того, по чему можно узнать вас." if anonymous else limit


def found(search: str, count: int) -> str:
    """How many options a search left."""
    return f"По запросу «{plain(shortened(search, 60))}»: {plural(count, 'вариант', 'варианта', 'вариантов')}."
