"""What is wrong with the settings, for whoever starts the bot. Never repeats a value: it may be the token."""

from collections.abc import Iterable, Mapping

_WRONG: Mapping[str, str] = {
    "BOT_TOKEN": "не похоже на токен от @BotFather: число, двоеточие и набор латинских букв и цифр",
    "BOT_API_ROOT": "нужен адрес вида https://api.telegram.org",
    "DATABASE_URL": "должно начинаться с sqlite:/// и имени файла или с postgresql://",
    "WEBHOOK_LISTEN": "нужны адрес и порт, например 127.0.0.1:8080",
    "TIMEZONE": "такого часового пояса нет; пример: Asia/Yekaterinburg",
    "PROGRAMME": "такой программы нет; есть: {programmes}",
}
_KINDS: Mapping[str, str] = {
    "extra": "такой настройки нет, проверьте имя",
    "empty": "задано пустым; впишите значение или уберите строку",
    "wrong": "значение не подходит",
    "webhook_secret": "обязателен вместе с WEBHOOK_URL: без него кто угодно пришлёт боту поддельные обновления",
    "webhook_token": "обязателен вместе с WEBHOOK_URL",
    "no_value": "нет знака «=»; нужно ИМЯ=значение",
    "unreadable": "файл не в кодировке UTF-8; сохраните его в UTF-8",
}
NOT_ACCEPTED = (
    "Telegram не принимает токен BOT_TOKEN: он отозван или скопирован не полностью. Данные целы.\n"
    "Возьмите действующий токен у @BotFather (/mybots → API Token), впишите его в .env и повторите."
)
RUNNING = (
    "Бот уже запущен: база {file} занята. Второй экземпляр не запущен, первый работает дальше.\n"
    "Если нужен именно этот запуск, сначала остановите первый."
)
NO_MESSENGER = (
    "Telegram сейчас не отвечает. Данные целы, ничего не изменено.\nПроверьте интернет и BOT_API_ROOT, затем повторите."
)


def wrong(faults: Iterable[tuple[str, str]], programmes: Iterable[str]) -> str:
    """Every fault as (setting, kind), and where settings are described."""
    lines = [f"• {setting}: {_reason(setting, kind, programmes)}" for setting, kind in faults]
    happened = "Настройки неверны. Ничего не сделано, данные не тронуты."
    return "\n".join((happened, *lines, "Все настройки описаны в docs/settings.md."))


def _reason(setting: str, kind: str, programmes: Iterable[str]) -> str:
    if kind == "wrong" and setting in _WRONG:
        return _WRONG[setting].format(programmes=", ".join(programmes))
    return _KINDS[kind]


def port_taken(port: int) -> str:
    """The local messenger cannot listen."""
    return (
        f"Порт {port} занят: скорее всего, бот уже запущен. Второй экземпляр не запущен.\n"
        "Если порт занят другой программой, укажите свободный: python -m bot run --port ЧИСЛО"
    )


def local(address: str) -> str:
    """The local messenger is up."""
    return (
        "Токен не указан, поэтому вместо Telegram запущен местный мессенджер. Интернет ему не нужен, "
        "сообщения никуда не уходят.\n"
        f"Откройте в браузере: {address}\n"
        "Чтобы работать в Telegram, впишите BOT_TOKEN в файл .env. Остановить: Ctrl+C."
    )


STARTING = "Бот запускается. Остановить: Ctrl+C."
STOPPED = "Бот остановлен. Все принятые ответы сохранены."
STRANGER = "Новый аккаунт"
STRANGER_NOTE = "ещё не подключён"
