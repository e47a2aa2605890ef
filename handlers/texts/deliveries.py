"""What people are written: questionnaires asked, reminders, changes, alerts. Words only, no names of people."""

from datetime import UTC, datetime, timedelta
from html import escape
from zoneinfo import ZoneInfo

from bot.domain.campaigns import Asked, Campaign
from bot.domain.deliveries import DeliveryKind
from bot.domain.parcels import Matter
from handlers.texts.plurals import plural

ANSWER = "Ответить"
LATER = "Завтра в 10"
MUTE = "Что я получаю"
TEST_MARK = "ТЕСТ. Так увидит сообщение получатель."
ANONYMOUS = "Анонимно: узнать, кто что ответил, не сможет никто."
CONFIDENTIAL = "Конфиденциально: ваши ответы видят вы и методист, остальные — только группы."
VOLUNTARY = "Отвечать или нет, решаете вы."


def postponed(day: str) -> str:
    """After «Завтра в 10»."""
    return f"Хорошо, напомню {day} в 10:00. До этого анкета ждёт вас в разделе «Анкеты»."


def too_late(closing: str) -> str:
    """Tomorrow there is nothing to be reminded of."""
    return f"Завтра будет поздно: ответы принимаются по {closing}. Ответить можно сейчас."


def day_of(at: int, zone: ZoneInfo) -> str:
    """«завтра, 24.11.2026»."""
    return f"завтра, {datetime.fromtimestamp(at, UTC).astimezone(zone):%d.%m.%Y}"


def closing(closes_at: int, zone: ZoneInfo) -> str:
    """The last day, or the moment when it is not midnight."""
    at = datetime.fromtimestamp(closes_at, UTC).astimezone(zone)
    if (at.hour, at.minute) == (0, 0):
        return f"{at - timedelta(days=1):%d.%m.%Y} включительно"
    return f"{at:%d.%m.%Y %H:%M}"


def matter(one: Matter, zone: ZoneInfo) -> str:
    """One thing to say, as a paragraph."""
    campaign = one.campaign
    if campaign is None:
        return ""
    match one.delivery.kind:
        case DeliveryKind.REMINDER | DeliveryKind.LATER:
            return _reminder(one, campaign, zone)
        case DeliveryKind.CHANGE:
            return _change(one, campaign, zone)
        case DeliveryKind.ALERT:
            return _alert(one, campaign)
        case _:
            return _invitation(one, campaign, zone)


def _invitation(one: Matter, campaign: Campaign, zone: ZoneInfo) -> str:
    minutes = one.questionnaire.duration_minutes if one.questionnaire else None
    lines = [f"<b>{escape(campaign.title)}</b>"]
    if campaign.order is not None:
        day = f" от {campaign.order.day:%d.%m.%Y}" if campaign.order.day else ""
        lines.append(f"Основание: приказ № {escape(campaign.order.number)}{day}.")
    takes = f"Займёт около {plural(minutes, 'минуты', 'минут', 'минут')}. " if minutes else ""
    lines.append(f"{takes}Ответы принимаются по {closing(_closes_at(one, campaign), zone)}.")
    lines.append(ANONYMOUS if campaign.anonymous else CONFIDENTIAL)
    return "\n".join(lines)


def _reminder(one: Matter, campaign: Campaign, zone: ZoneInfo) -> str:
    until = closing(_closes_at(one, campaign), zone)
    return f"Напоминаем: «{escape(campaign.title)}» ещё ждёт вашего ответа. Ответы принимаются по {until}."


def _change(one: Matter, campaign: Campaign, zone: ZoneInfo) -> str:
    if one.delivery.payload.get("change") == "stopped":
        return f"«{escape(campaign.title)}»: сбор ответов завершён раньше срока. Отвечать больше не нужно."
    return f"«{escape(campaign.title)}»: срок продлён. Ответы принимаются по {closing(campaign.closes_at, zone)}."


def _alert(one: Matter, campaign: Campaign) -> str:
    payload = one.delivery.payload
    code, now, before = escape(str(payload.get("code", ""))), payload.get("now"), payload.get("before")
    fell = f" (в прошлый раз {before} %)" if before is not None else ""
    return (
        f"«{escape(campaign.title)}»: педагогу {code} может быть нужна помощь. Результат {now} %{fell}. "
        "Педагог знает, что вы получите это сообщение."
    )


def _closes_at(one: Matter, campaign: Campaign) -> int:
    return Asked(one.participation, campaign).closes_at if one.participation else campaign.closes_at


def digest_head(n: int) -> str:
    """Above several things in one message."""
    return f"Для вас {plural(n, 'сообщение', 'сообщения', 'сообщений')}:"
