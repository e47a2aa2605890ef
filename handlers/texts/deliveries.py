"""What people are written: questionnaires asked, reminders, changes, alerts. Words only, no names of people."""

from collections.abc import Mapping
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
SETTINGS = "Настройки"
TEST_MARK = "ТЕСТ. Так увидит сообщение получатель."
ANONYMOUS = "Анонимно: узнать, кто что ответил, не сможет никто."
CONFIDENTIAL = "Конфиденциально: ваши ответы видят вы и методист, остальные — только группы."
VOLUNTARY = "Отвечать или нет, решаете вы."

_KINDS: Mapping[DeliveryKind, str] = {
    DeliveryKind.CAMPAIGN: "Приглашения ответить на анкету",
    DeliveryKind.REMINDER: "Напоминания об анкетах",
    DeliveryKind.CHECKIN: "Вопросы об адаптации",
    DeliveryKind.CHANGE: "Сообщения о новых сроках",
}


def postponed(at: int, zone: ZoneInfo) -> str:
    """After «Завтра в 10»."""
    day = f"{datetime.fromtimestamp(at, UTC).astimezone(zone):%d.%m.%Y}"
    return f"Хорошо, напомню завтра, {day}, в 10:00. До этого анкета ждёт вас в разделе «Анкеты»."


def mutes(coming: Mapping[DeliveryKind, bool]) -> str:
    """What comes by itself."""
    lines = [f"• {_KINDS[kind]}: <b>{'приходят' if on else 'не приходят'}</b>" for kind, on in coming.items()]
    return "\n".join(
        [
            "<b>Что я получаю</b>",
            *lines,
            "",
            "Отключённое не приходит, но сами анкеты ждут вас в разделе «Анкеты».",
            "Ответы на ваши действия и то, о чём вы просили напомнить, приходят всегда.",
            "Ночью и в выходные бот не пишет.",
        ]
    )


def switch(kind: DeliveryKind, muted: bool) -> str:
    """The button of a kind."""
    return f"{'Включить' if muted else 'Отключить'}: {_KINDS[kind].lower()}"


def switched(off: bool) -> str:
    """Confirmation of a switch."""
    return "Сохранено: больше не приходит." if off else "Сохранено: будет приходить."


def closing(closes_at: int, zone: ZoneInfo) -> str:
    """The last day, or the moment when it is not midnight."""
    at = datetime.fromtimestamp(closes_at, UTC).astimezone(zone)
    if (at.hour, at.minute) == (0, 0):
        return f"по {at - timedelta(days=1):%d.%m.%Y} включительно"
    return f"до {at:%H:%M} {at:%d.%m.%Y}"


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
    if about := one.delivery.payload.get("about"):
        lines.append(f"О ком: <b>{escape(str(about))}</b>")
    if campaign.order is not None:
        day = f" от {campaign.order.day:%d.%m.%Y}" if campaign.order.day else ""
        lines.append(f"Основание: приказ № {escape(campaign.order.number)}{day}.")
    takes = f"Займёт около {plural(minutes, 'минуты', 'минут', 'минут')}. " if minutes else ""
    lines.append(f"{takes}Ответы принимаются {closing(_closes_at(one, campaign), zone)}.")
    lines.append(ANONYMOUS if campaign.anonymous else CONFIDENTIAL)
    return "\n".join(lines)


def _reminder(one: Matter, campaign: Campaign, zone: ZoneInfo) -> str:
    until = closing(_closes_at(one, campaign), zone)
    return f"Напоминаем: «{escape(campaign.title)}» ещё ждёт вашего ответа. Ответы принимаются {until}."


def _change(one: Matter, campaign: Campaign, zone: ZoneInfo) -> str:
    if one.delivery.payload.get("change") == "stopped":
        return f"«{escape(campaign.title)}»: сбор ответов завершён раньше срока. Отвечать больше не нужно."
    return f"«{escape(campaign.title)}»: срок продлён. Ответы принимаются {closing(campaign.closes_at, zone)}."


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
