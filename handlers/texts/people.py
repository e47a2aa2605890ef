"""Words of coming in: home, strangers, invitations, help, leaving."""

from collections.abc import Collection, Iterator, Sequence

from bot.domain.home import Unfinished
from bot.domain.people import Role
from bot.domain.rights import Action, may
from handlers.texts.plurals import plural
from handlers.texts.questionnaires import plain, shortened

QUESTIONNAIRES = "Пройти самоаудит и анкеты"
RESULTS = "Мои результаты"
CAMPAIGNS = "Кампании"
COURSES = "Курсы"
EXPORT = "Выгрузка"
SETTINGS = "Настройки"
HELP = "Помощь"
PRIVACY = "О данных"
HOME = "В начало"
RESTART = "Начать заново"
SEND = "Проверить и отправить"

OLD_BUTTON = "Эта кнопка устарела. Показываю начало, ответы сохранены."
NOT_IN_GROUPS = "Бот работает только в личном чате."
ALREADY = "Вы уже подключены, приглашение больше не нужно."
CONNECTED = "<b>Вы подключены.</b> Приглашение использовано, согласие сохранено."

NO_ROLES = (
    "Анкеты для вас сейчас закрыты. Прежние результаты: /results, удалить свои данные: /forget. "
    "Если это ошибка, напишите в методический центр."
)

_LISTED = 5  # of what waits; the others are in the list of questionnaires

ROLE_NAMES = {
    Role.TEACHER: "педагог",
    Role.MENTOR: "наставник",
    Role.METHODOLOGIST: "методист",
    Role.COORDINATOR: "координатор учреждения",
    Role.ADMIN: "администратор",
    Role.OBSERVER: "наблюдатель",
}


def role_list(roles: Collection[Role]) -> str:
    """«методист, администратор», in the order of the table."""
    return ", ".join(name for role, name in ROLE_NAMES.items() if role in roles) or "нет"


def welcome(operator: str, contact: str) -> str:
    """The first screen of somebody without an invitation: what this is and what to do next."""
    return (
        f"<b>Бот для педагогов</b>\nЕго ведёт {plain(operator)}.\n\n"
        "Здесь проходят самоаудит по профессиональному стандарту и отвечают на анкеты.\n\n"
        "<b>Как начать.</b> Откройте ссылку или QR-код из личного приглашения. Код приглашения можно и прислать "
        f"сюда сообщением, он начинается с «inv_». Где взять приглашение: {plain(contact)}.\n\n"
        "О тех, кто не подключён, бот ничего не хранит."
    )


def home(
    code: str, roles: Collection[Role], drafts: tuple[Unfinished, ...], waiting: Sequence[tuple[str, str]] = ()
) -> str:
    """The first screen of somebody connected; `waiting` are title and closing of what she is asked."""
    known = f"<b>Начало</b>\nВаш код: {plain(code)}, роль: {role_list(roles)}."
    if not roles:
        return f"{known}\n\n{NO_ROLES}"
    if not drafts and not waiting:
        return f"{known}\n\nВыберите, что сделать."
    return "\n\n".join((known, *_asked_lines(waiting), *_draft_lines(drafts)))


def _asked_lines(waiting: Sequence[tuple[str, str]]) -> Iterator[str]:
    if waiting:
        lines = (f"• «{plain(shortened(title, 90))}» — {closing}" for title, closing in waiting[:_LISTED])
        count = plural(len(waiting), "анкета", "анкеты", "анкет")
        yield "\n".join((f"Ждёт вашего ответа: {count}.", *lines))


def _draft_lines(drafts: tuple[Unfinished, ...]) -> Iterator[str]:
    if drafts:
        lines = (f"• {draft_line(draft)}" for draft in drafts)
        count = plural(len(drafts), "анкета", "анкеты", "анкет")
        yield "\n".join((f"Не закончено: {count}. Ответы сохранены.", *lines))


def answer_button(title: str) -> str:
    """Open what one is asked."""
    return f"Ответить: {title}"


def draft_line(draft: Unfinished) -> str:
    """Where a draft stands."""
    title = f"«{plain(shortened(draft.title, 90))}»"
    if not draft.place:
        return f"{title}: все ответы даны, осталось отправить"
    return f"{title}: вопрос {draft.place} из {draft.of}"


def continue_button(draft: Unfinished) -> str:
    """«Продолжить с вопроса 5 из 34»."""
    return f"Продолжить с вопроса {draft.place} из {draft.of}" if draft.place else SEND


def refused(contact: str) -> str:
    """One text for expired, used, revoked, unknown, garbled and locked: nobody learns which."""
    return (
        "Приглашение не подошло. Ничего не изменилось, ваши данные, если вы уже подключены, целы.\n\n"
        "<b>Что сделать.</b> Откройте ссылку или QR-код с листа ещё раз. Если набирали код вручную, проверьте "
        "раскладку: в нём латинские буквы, большие и маленькие различаются. Код человека (например, T-04127K) "
        f"сам по себе не подключает. Не помогло — попросите новое приглашение, обращаться: {plain(contact)}. "
        "После нескольких неудач подряд подождите час."
    )


def taken(contact: str) -> str:
    """The invited person is connected with another account."""
    return (
        "По этому приглашению человек уже подключён с другого аккаунта Telegram. Здесь ничего не изменилось.\n\n"
        "<b>Сменили аккаунт или телефон?</b> Попросите приглашение для переноса: центр отключит прежний аккаунт, "
        f"ответы и результаты сохранятся. Обращаться: {plain(contact)}."
    )


def occupied(contact: str) -> str:
    """This account is another person's."""
    return (
        "Этот аккаунт уже подключён по другому коду, а приглашение выдано другому человеку. Ничего не изменилось.\n\n"
        "Каждый открывает своё приглашение в своём Telegram. Если подключён не тот код, обратитесь: "
        f"{plain(contact)}."
    )


def somebody_tried(contact: str) -> str:
    """To the owner of an invitation that another account has tried."""
    return (
        "Кто-то попытался войти по вашему приглашению с другого аккаунта Telegram. Бот отказал, ваши данные и "
        "ответы в порядке, делать ничего не нужно.\n\n"
        f"Если это были вы с нового телефона или лист с приглашением потерян, сообщите: {plain(contact)}."
    )


def cancelled(draft: Unfinished | None) -> str:
    """After /cancel."""
    if draft is None:
        return "Сейчас ничего не выполняется, прерывать нечего. Все сохранённые ответы на месте."
    return (
        f"Прервано. {draft_line(draft)}.\n\nОтветы сохранены как черновик, он хранится 90 дней. "
        "Вернуться: кнопка ниже или /start. Следующие сообщения ответами считаться не будут."
    )


def help_text(roles: Collection[Role], known: bool, contact: str) -> str:
    """What the bot can do for this person."""
    parts = ["<b>Помощь</b>", _HELP_KNOWN if known else _HELP_STRANGER]
    if may(roles, Action.EXPORT_MONITORING):
        parts.append("/export — книга Excel с мониторингом: группы и коды, без имён.")
    if may(roles, Action.MANAGE_ROLES):
        parts.append(
            "/roles — кому какие роли даны.\n/grant КОД роль — дать роль, например «/grant T-04127K методист».\n"
            "/revoke КОД роль — снять роль. Действует сразу."
        )
    parts.append(f"Вопросы: {plain(contact)}.")
    return "\n\n".join(parts)


_HELP_KNOWN = (
    "/start — анкеты, черновики, результаты.\n"
    "/results — ваши результаты.\n"
    "/cancel — прервать: ответы сохранятся, продолжить можно в любой день.\n"
    "/settings — роли, согласия, сообщения.\n"
    "/privacy — какие данные хранятся и кто их видит.\n"
    "/forget — удалить свои данные.\n\n"
    "Отвечайте кнопками или сообщением: номер варианта тоже подойдёт. Каждый ответ сохраняется сразу. "
    "Имён учеников и коллег не пишите."
)
_HELP_STRANGER = (
    "Чтобы отвечать на анкеты, откройте ссылку или QR-код из личного приглашения методического центра.\n\n"
    "/start — начало.\n/privacy — какие данные хранятся и кто их видит."
)

_SENT = {
    "photo": "фотографию",
    "document": "файл",
    "voice": "голосовое сообщение",
    "video_note": "видеосообщение",
    "video": "видео",
    "audio": "аудиозапись",
    "sticker": "стикер",
    "location": "геопозицию",
    "contact": "контакт",
    "animation": "анимацию",
    "poll": "опрос",
}


def lost(kind: str) -> str:
    """A message of a connected person when no question waits."""
    sent = f"Бот получил {_SENT[kind]}, но" if kind in _SENT else "Бот получил сообщение, но"
    return (
        f"{sent} сейчас ни один вопрос не ждёт ответа. Ничего не сохранено и не изменено. "
        "Откройте анкету кнопкой ниже или посмотрите /help."
    )


def unknown_command(command: str) -> str:
    """A command nobody knows."""
    return f"Команды {plain(shortened(command, 40))} нет. Ничего не изменилось. Список команд: /help, начало: /start."


FORWARDED_COMMAND = (
    "Это пересланная команда, бот её не выполняет: так её мог прислать кто угодно. Ничего не изменилось. "
    "Если хотите её выполнить, наберите сами."
)


def private_only(username: str) -> str:
    """The only thing said in a group."""
    return f"Бот работает только в личном чате, в группах он ничего не показывает: https://t.me/{username}"
