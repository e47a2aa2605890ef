"""Campaigns in words: what is planned, how it goes, what came of it."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from html import escape
from zoneinfo import ZoneInfo

from bot.domain.campaigns import Campaign, CampaignKind, CampaignState
from bot.domain.deliveries import DeliveryState
from bot.domain.turnout import CampaignLine, Dropoff, Preview, Report, Turnout
from handlers.texts.audiences import audience, excluded, people
from handlers.texts.plurals import plural
from handlers.texts.questionnaires import shortened

CAMPAIGNS = "Кампании"
NEW = "Новая кампания"
FIND = "Найти"
OLDER = "Раньше ›"
NEWEST = "‹ К последним"
PAGE_BEFORE = "‹ Назад"
PAGE_AFTER = "Дальше ›"
COUNT = "Кому уйдёт"
SAMPLE = "Как увидит получатель"
TEST = "Отправить себе (тест)"
EDIT = "Изменить"
COPY = "Создать такую же"
START = "Начать"
REFRESH = "Обновить"
PLACES = "По организациям"
DROPOFFS = "Где останавливаются"
EXTEND = "Продлить"
STOP = "Остановить"
STOP_SURE = "Да, остановить"
KEEP = "Нет, пусть идёт"
BACK = "К кампании"
BACK_TO_LIST = "К списку кампаний"
STARTED = "Кампания начата."
SAVED = "Черновик сохранён. Никто ещё ничего не получил: посмотрите, кому уйдёт, и нажмите «Начать»."
EXTENDED = "Срок продлён. Начатые анкеты можно закончить."
TESTED = "Отправлено только вам."
SEARCH_HINT = (
    "Чтобы найти кампанию, отправьте команду со словом из её названия, например:\n<code>/campaigns самоаудит</code>"
)
CHANGED = "Пока вы смотрели, аудитория изменилась. Проверьте ещё раз, никто ничего не получил."
ANONYMOUS = "Анонимно: ответы не связаны с людьми, видно только, кто уже ответил."
CONFIDENTIAL = "С кодом педагога: ответы видят сам педагог и методист, остальные — только группы."

DROPOFFS_SHOWN = 15
OTHER_ITEMS = "другие вопросы и проверка"

_STATES: Mapping[CampaignState, str] = {
    CampaignState.DRAFT: "черновик",
    CampaignState.PLANNED: "ждёт начала",
    CampaignState.OPEN: "идёт",
    CampaignState.CLOSED: "завершена",
    CampaignState.STOPPED: "остановлена",
}
MESSAGES: Mapping[DeliveryState, str] = {
    DeliveryState.PLANNED: "ждут отправки",
    DeliveryState.SENDING: "отправляются",
    DeliveryState.SENT: "доставлены",
    DeliveryState.BLOCKED: "бот заблокирован у",
    DeliveryState.FAILED: "не удалось отправить",
    DeliveryState.EXPIRED: "устарели",
    DeliveryState.UNKNOWN: "неизвестно, дошли ли",
    DeliveryState.CANCELLED: "отменены",
}
_KINDS: Mapping[CampaignKind, str] = {
    CampaignKind.CHECKIN: "по плану адаптации молодых педагогов",
    CampaignKind.MENTOR_VIEW: "наставникам, по плану адаптации",
    CampaignKind.SATISFACTION: "после курса, автоматически",
    CampaignKind.FOLLOW_UP: "через время после курса, автоматически",
    CampaignKind.REAUDIT: "повторный самоаудит после курса, автоматически",
}


def moment(at: int, zone: ZoneInfo) -> str:
    """«12.03.2026 15:00»."""
    return f"{datetime.fromtimestamp(at, UTC).astimezone(zone):%d.%m.%Y %H:%M}"


def last_day(closes_at: int, zone: ZoneInfo) -> str:
    """The closing as people say it: «12.03.2026 включительно», or to the minute when it is not midnight."""
    closing = datetime.fromtimestamp(closes_at, UTC).astimezone(zone)
    if (closing.hour, closing.minute) == (0, 0):
        return f"по {closing - timedelta(days=1):%d.%m.%Y} включительно"
    return f"до {closing:%H:%M} {closing:%d.%m.%Y}"


def _taken(campaign: Campaign) -> str:
    over = campaign.state in (CampaignState.CLOSED, CampaignState.STOPPED)
    return "Ответы принимались" if over else "Ответы принимаются"


def list_head(empty: bool, search: str) -> str:
    """Above the list."""
    if search:
        found = "ничего не нашлось" if empty else "вот что нашлось"
        return f"<b>{CAMPAIGNS}</b>\nПо запросу «{escape(search)}» {found}."
    if empty:
        return f"<b>{CAMPAIGNS}</b>\nКампаний пока нет. Создайте первую: выберите анкету, людей и срок."
    return f"<b>{CAMPAIGNS}</b>\nВыберите, чтобы посмотреть ход или результаты."


def line(one: CampaignLine) -> str:
    """A campaign on a button."""
    campaign = one.campaign
    counts = f", {one.finished} из {one.asked}" if campaign.started_at is not None else ""
    return f"{campaign.title} · {_STATES[campaign.state]}{counts}"


def about(campaign: Campaign, questionnaire: str, zone: ZoneInfo, names: Mapping[str, str]) -> str:
    """What was decided about a campaign."""
    lines = [f"<b>{escape(campaign.title)}</b>", f"Состояние: {_STATES[campaign.state]}"]
    if campaign.kind in _KINDS:
        lines.append(f"Вид: {_KINDS[campaign.kind]}")
    lines.append(f"Анкета: {escape(questionnaire)}")
    if campaign.order:
        day = f" от {campaign.order.day:%d.%m.%Y}" if campaign.order.day else ""
        lines.append(f"Приказ № {escape(campaign.order.number)}{day}")
    lines += [
        f"Кого спрашиваем: {audience(campaign.audience, names)}",
        f"Начало: {moment(campaign.opens_at, zone)}",
        f"{_taken(campaign)} {last_day(campaign.closes_at, zone)}",
        reminders(campaign),
    ]
    if campaign.cooldown_days:
        days = plural(campaign.cooldown_days, "день", "дня", "дней")
        lines.append(f"Не спрашиваем тех, кого спрашивали за последние {days}")
    lines.append(ANONYMOUS if campaign.anonymous else CONFIDENTIAL)
    lines.append(
        f"Результаты группы видны от {campaign.group_threshold} ответивших, "
        f"свободные ответы — от {campaign.comment_threshold}."
    )
    return "\n".join(lines)


def reminders(campaign: Campaign) -> str:
    """The plan of reminders."""
    if not campaign.reminders.most:
        return "Напоминаний не будет"
    times = plural(campaign.reminders.most, "раза", "раз", "раз")
    days = plural(campaign.reminders.days, "день", "дня", "дней")
    return f"Напоминания только неответившим: не больше {times}, не чаще чем раз в {days}"


def preview(found: Preview) -> str:
    """The audience counted, with exclusions in words."""
    lines = [f"<b>{escape(found.campaign.title)}</b>"]
    if not found.meant:
        lines.append("Под условия никто не подходит. Измените, кого спрашиваем.")
        return "\n".join(lines)
    lines.append(f"Подходит {people(found.meant)}, спросим {found.asked}, напишем сразу {found.written}.")
    if reasons := excluded(found.excluded):
        lines += ["Не получат сообщение сразу:", *(f"• {reason}" for reason in reasons)]
        if found.asked > found.written:
            lines.append("Кто подключится позже, увидит анкету в разделе «Анкеты».")
    if found.asked:
        lines.append(f"Рассылка займёт {_duration(found.written)}; ночью и в выходные сообщения ждут утра.")
    return "\n".join(lines)


def _duration(messages: int) -> str:
    minutes = -(-messages // (29 * 60))
    return "меньше минуты" if messages < 29 * 50 else f"около {plural(minutes, 'минуты', 'минут', 'минут')}"


def places(rows: list[str], page: int, pages: int) -> str:
    """A page of the organisations."""
    head = f"<b>{PLACES}</b>" + (f" ({page + 1} из {pages})" if pages > 1 else "")
    return "\n".join([head, *rows])


def planned_place(name: str, asked: int | None, written: int | None) -> str:
    """One organisation before the start."""
    where = escape(shortened(name, 100)) or "Без организации"
    return f"{where}: {'н/д' if asked is None else f'спросим {asked}, напишем {written}'}"


def place(row: Turnout) -> str:
    """One organisation while a campaign runs."""
    where = escape(shortened(row.name, 100)) or "Без организации"
    if row.asked is None:
        return f"{where}: н/д"
    return f"{where}: спрошено {row.asked}, открыли {row.opened}, ответили {row.finished}, не дошло {row.missed}"


def report(found: Report, zone: ZoneInfo, now: int, counts: Mapping[DeliveryState, int] | None = None) -> str:
    """How far a campaign has come; `counts` are its messages by state."""
    campaign, total = found.campaign, found.total
    lines = [f"<b>{escape(campaign.title)}</b>", f"Состояние: {_STATES[campaign.state]}"]
    if total.asked is None:
        lines.append("Спрошено слишком мало людей, чтобы показать числа: н/д")
    else:
        lines += [
            f"Спрошено: {total.asked}",
            f"Дошло: {total.reached}, не дошло: {total.missed}",
            f"Открыли: {total.opened}",
            f"Ответили: {total.finished}{_share(total.finished, total.asked)}",
        ]
    if counts:
        told = [f"{MESSAGES[state]} {counts[state]}" for state in DeliveryState if counts.get(state)]
        lines.append(f"Сообщения: {', '.join(told)}")
    lines.append(f"{_taken(campaign)} {last_day(campaign.closes_at, zone)}")
    lines.append(f"По состоянию на {moment(now, zone)}")
    return "\n".join(lines)


def _share(part: int | None, whole: int) -> str:
    return f" ({100 * (part or 0) / whole:.0f} %)" if whole else ""


def dropoffs(rows: tuple[Dropoff, ...]) -> str:
    """Where people have stopped."""
    if not rows:
        return f"<b>{DROPOFFS}</b>\nНеоконченных анкет нет."
    told = sorted(rows, key=lambda row: -row.people)[:DROPOFFS_SHOWN]
    said = [f"• {escape(shortened(row.label, 110)) if row.item else OTHER_ITEMS}: {row.people}" for row in told]
    if rest := sum(row.people for row in rows) - sum(row.people for row in told):
        said.append(f"• на остальных: {rest}")
    return "\n".join([f"<b>{DROPOFFS}</b>", "Последний открытый вопрос и сколько человек на нём остановились:", *said])


def stop_question(campaign: Campaign) -> str:
    """Before a campaign is ended early."""
    return (
        f"Остановить «{escape(campaign.title)}»?\n"
        "Приглашения и напоминания больше не уйдут, ответы приниматься не будут. Отправленные ответы останутся, "
        "начатые сохранятся как неполные. Продолжить эту кампанию потом нельзя."
    )


def stopped(campaign: Campaign) -> str:
    """After the stop."""
    return f"Кампания «{escape(campaign.title)}» остановлена. Отправленные ответы сохранены."
