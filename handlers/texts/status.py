"""How things stand, in words."""

from html import escape
from zoneinfo import ZoneInfo

from bot.domain.deliveries import DeliveryState
from bot.usecases.status import Status
from handlers.texts.audiences import people
from handlers.texts.campaigns import MESSAGES, last_day, line, moment
from handlers.texts.plurals import plural

STATUS = "Что сейчас происходит"
RUNNING_SHOWN = 10


def status(found: Status, zone: ZoneInfo) -> str:
    """How things stand."""
    lines = [f"<b>{STATUS}</b>", ""]
    lines += [
        f"• {escape(line(one))}, {last_day(one.campaign.closes_at, zone)}" for one in found.campaigns[:RUNNING_SHOWN]
    ]
    if not found.campaigns:
        lines.append("Кампании не идут.")
    if (rest := len(found.campaigns) - RUNNING_SHOWN) > 0:
        lines.append(f"и ещё {plural(rest, 'кампания', 'кампании', 'кампаний')}")
    queue = found.queue
    lines += ["", f"Сообщений ждут отправки: {queue.waiting}, из них пора отправить: {queue.due}"]
    if queue.first_at is not None and not queue.due:
        lines.append(f"Ближайшее уйдёт {moment(queue.first_at, zone)}")
    told = [f"{MESSAGES[state]} {queue.settled[state]}" for state in DeliveryState if queue.settled.get(state)]
    if told:
        lines.append(f"За неделю: {', '.join(told)}")
    lines.append(f"Заблокировали бота или удалили аккаунт: {people(found.unreachable)}")
    if found.dead_letters:
        lines.append(f"Сообщений, которые бот не смог обработать: {found.dead_letters}. Скажите администратору.")
    return "\n".join(lines)
