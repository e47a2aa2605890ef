"""A person's own result in words."""

from collections.abc import Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.domain.results import Result
from handlers.texts.plurals import per_cent, plural
from handlers.texts.questionnaires import moment, plain, shortened
from questionnaires.model import Level
from questionnaires.scoring import Score

BACK_TO_RESULTS = "‹ К моим результатам"
HOME = "В начало"
STRONG, NO_STRONG = "Сильные стороны", "Пока не выделились."
BETWEEN, NO_BETWEEN = "В работе", "Нет."
DEFICITS, NO_DEFICITS = "Дефициты", "Не обнаружены."
GROUPS = "По группам компетенций"
TOTALS = "Итоги"
TO_QUESTIONNAIRES = "Пройти анкету"
NO_RESULTS = "Результатов пока нет: они появятся, когда вы отправите первую анкету."
LONGEST_TITLE = 110

SEEN_BY_OTHERS = (
    "<b>Кто видит этот результат.</b> Ваши ответы целиком видите вы, а также методист и администратор "
    "вашего центра: в выгрузке, по коду. "
    "Учреждение и отчёты видят только группы от 5 человек, без имён и кодов."
)


def head(result: Result, zone: ZoneInfo) -> str:
    """Title, day, and the rule where anything is called a deficit."""
    judged = any(score.kind in ("function", "group") for score in result.scores)
    return f"<b>{plain(result.title)}</b>\nОтправлено {moment(result.completed_at, zone)}" + (
        f"\nДефицит — ниже {per_cent(result.threshold)}. Это самооценка, а не аттестация." if judged else ""
    )


def group(title: str, lines: list[str], nothing: str) -> str:
    """A titled list, or the sentence for an empty one."""
    return f"<b>{title}</b>\n" + ("\n".join(lines) if lines else nothing)


def line(result: Result, score: Score) -> str:
    """One score: percentage, on how many answers it rests, level and change."""
    value = score.value if score.value is not None else 0.0
    level = result.level(score)
    named = f", {plain(level.title.lower())}" if level else ""
    title = plain(shortened(_titled(score), LONGEST_TITLE))
    return f"• {title}: <b>{per_cent(value)}</b>{named} (ответов: {score.n}){_change(result.change(score))}"


def once(scores: Sequence[Score], levels: Sequence[Level]) -> str:
    """A result that is seen once and stored nowhere; what a level means is said once."""
    titles = {level.code: level for level in levels}
    lines, told = ["<b>Ваш результат.</b> Его видите только вы и только сейчас: он нигде не сохранён."], set[str]()
    for score in scores:
        if score.value is None:
            continue
        level = titles.get(score.level or "")
        named = f", {plain(level.title.lower())}" if level else ""
        lines.append(f"• {plain(score.title)}: <b>{score.value:.0f} из 100</b>{named}")
        if level and level.descriptor and level.code not in told:
            told.add(level.code)
            lines.append(f"<i>{plain(level.descriptor)}</i>")
    return "\n".join(lines)


def _titled(score: Score) -> str:
    return f"{score.code} {score.title}" if score.kind == "function" else score.title


def _change(points: float | None) -> str:
    if points is None:
        return ""
    if abs(points) < 0.5:
        return ", без изменений"
    return f", {'+' if points > 0 else '−'}{abs(points):.0f} п. п."


def advice(result: Result) -> str:
    """What to do next, by the worst of the person's functions."""
    deficits = [score for score in result.of_kind("function") if score.deficit]
    if not deficits:
        return (
            "<b>Что дальше.</b> Дефицитов нет. Предложите методисту поделиться опытом по сильным функциям "
            "или выберите одну функцию «в работе» и пройдите самоаудит ещё раз через год."
        )
    worst = min(deficits, key=lambda score: score.value or 0.0)
    count = plural(len(deficits), "функция", "функции", "функций")
    return (
        f"<b>Что дальше.</b> В дефиците {count}. Начните с одной: {plain(worst.code)}. "
        "Обсудите её с методистом или наставником: нужен ли курс, открытый урок коллеги или консультация. "
        "После обучения пройдите самоаудит ещё раз, чтобы увидеть сдвиг."
    )


def description(result: Result, score: Score) -> str:
    """What the level of a score means as behaviour."""
    level = result.level(score)
    return f"<i>{plain(level.descriptor)}</i>" if level and level.descriptor else ""


def compared(result: Result, zone: ZoneInfo) -> str:
    """With which audit the changes compare."""
    return "" if result.before_at is None else f"Изменения — к прошлому разу, {moment(result.before_at, zone)}."


def curve(result: Result, zone: ZoneInfo) -> str:
    """How the whole has changed, in words."""
    if len(result.history) < 2:
        return ""
    lines = [f"{day(mark.at, zone)}: {mark.value:.0f}\u00a0%" for mark in result.history[-12:]]
    return "<b>Как менялось</b>\n" + "\n".join(lines)


def curve_caption(result: Result, zone: ZoneInfo) -> str:
    """The curve in words, for those who cannot see it."""
    marks = "; ".join(f"{day(mark.at, zone)} — {mark.value:.0f}\u00a0%" for mark in result.history[-12:])
    return plain(shortened(f"{result.title}: {marks}.", 1000))


def day(at: int, zone: ZoneInfo) -> str:
    """«12.03.2026»."""
    return f"{datetime.fromtimestamp(at, UTC).astimezone(zone):%d.%m.%Y}"


def caption(result: Result) -> str:
    """The picture in words, for those who cannot see it."""
    parts = [
        f"{score.code} — {per_cent(score.value)}{' (дефицит)' if score.deficit else ''}"
        for score in result.of_kind("function")
        if score.value is not None
    ]
    return plain(shortened("Профиль по трудовым функциям: " + "; ".join(parts) + ".", 1000))


def result_button(result: Result, zone: ZoneInfo) -> str:
    """One row of the list of results."""
    return shortened(f"{moment(result.completed_at, zone)[:10]} · {result.title}", 60)


def results_head(count: int) -> str:
    """Atop the list of results."""
    return f"<b>Мои результаты</b>\n\n{plural(count, 'анкета отправлена', 'анкеты отправлены', 'анкет отправлено')}."
