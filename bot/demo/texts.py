"""What the demo tells the person at the console, and names of what its people look for."""

import re
from datetime import datetime

from handlers.texts.plurals import plural

BOT_NAME = "Самоаудит педагога"
AUDIT, NEEDS = "Самоаудит", "Запросы"
CHECKIN, SATISFACTION = "Адаптация молодого педагога", "Удовлетворённость обучением"

PREPARING = "Готовлю выдуманный муниципалитет: список, загрузка, приглашения…"
ANSWERING = "Педагоги отвечают"
A_YEAR = "Проходит год: бот спрашивает молодых педагогов, как им работается…"
A_COURSE = "Закончился курс: бот спрашивает слушателей, каким он был…"
EXPORTING = "Собираю книгу мониторинга…"
SILENT = "Бот перестал отвечать выдуманным педагогам. Подробности в файле bot.log рядом с базой."

VISITORS = {
    "teacher": ("Педагог", "приглашение ещё не открыто"),
    "young": ("Молодой педагог", "год опросов, свой график, последний результат низкий"),
    "result": ("Педагог с результатом", "самоаудит уже пройден"),
    "methodologist": (
        "Методист",
        "«Кампании»: опросы за год и анкета после курса; «Курсы»; выгрузка: /export; выше в чате — низкий результат",
    ),
    "mentor": ("Наставник", "пока отвечает как педагог"),
    "coordinator": ("Координатор учреждения", "выгружает книгу своего учреждения: /export"),
    "admin": ("Администратор", "роли и выгрузка: /roles, /export"),
}
FILES = (
    ("monitoring.xlsx", "книга мониторинга"),
    ("courses.xlsx", "список прошедших курсов"),
    ("roster.xlsx", "список педагогов, из которого всё началось"),
    ("invitations.pdf", "приглашения одного учреждения на бумаге"),
    ("bot.log", "журнал бота: номера и счётчики, без имён и ответов"),
)
SHEETS = (
    ("Удовлетворённость", "что ответили слушатели курса"),
    ("Молодые педагоги", "последний опрос каждого; организации меньше пяти ответивших скрыты"),
    ("Трудности адаптации", "что молодым педагогам труднее всего"),
)
ADMIN_NAME = ("Администратор", "центра")


def pace(answers: int, seconds: float) -> str:
    """Beside the bar."""
    return f"{plural(answers, 'ответ', 'ответа', 'ответов')}, {answers / max(seconds, 0.001):.0f} в секунду"


def payload_in(said: str) -> str:
    """The administrator's invitation in what `init` says."""
    found = re.search(r"^inv_\S+$", said, re.MULTILINE)
    assert found is not None, "init shows the invitation on a line of its own"
    return found[0]


def note(about: str, position: str, organisation: str, code: str) -> str:
    """Under a person's name on the page."""
    return f"{about} · {position} · {organisation} · {code}"


def seconds(count: float) -> str:
    """How long it took."""
    return f"{count:.0f} с"


def where(folder: str, address: str) -> tuple[str, ...]:
    """Where the files and the page are."""
    return (
        f"Файлы: {folder}",
        f"Страница чата: {address}",
        "Выберите там человека и нажмите «Старт». Остановить: Ctrl+C.",
    )


def clock(moment: datetime) -> str:
    """The demo's clock is not the visitor's."""
    return f"Часы демонстрации: {moment:%d.%m.%Y %H:%M}. Вечером, ночью и в выходные бот никому не пишет."


def stopped(folder: str) -> str:
    """The end."""
    return f"Готово. Всё осталось в {folder}"
