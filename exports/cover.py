"""«О файле»: what the workbook is, from when, about whom, by which rules. Knows values, not files."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from bot.domain.disclosure import HIDDEN, THRESHOLD
from bot.domain.monitoring import Monitoring, Period, Provenance, Terms, Version
from exports.deficits import hidden_standards
from exports.table import Column, Row, Table

NAME = "О файле"
RECALLED = "приведён по памяти; эта формулировка не является цитатой приказа"
SOURCED = "сверен с источником"
SHEET_OF_ANSWERS = "одна строка — одна отправленная анкета"
_BY_PROGRAMME = "порог назван в программе"
_BY_DEFAULT = "порог задан проектом: в программе он не назван"
_RULE = (
    f"Группы меньше {THRESHOLD} человек не показываются: «{HIDDEN}». Чтобы скрытое нельзя было вычислить "
    f"по итогам, пересечениям и книгам отдельных организаций, скрываются и другие группы, меньшие раньше больших. "
    f"Решение одно для всех книг. Пустая группа обозначается так же: «{HIDDEN}». "
    f"Правило относится к числу людей в группе (знаменателю доли)."
)


@dataclass(frozen=True, slots=True)
class About:
    """What only the maker of the file knows. `generated` is aware, in the municipality's zone."""

    terms: Terms
    generated: datetime
    generator: str
    threshold_stated: bool
    rows_shown: bool
    named: bool
    sheets: tuple[tuple[str, str], ...]
    cut_texts: int = 0


def cover_table(about: About, found: Monitoring) -> Table:
    """One line per fact, in reading order."""
    rows = [*_origin(about, found), *_counts(found), *_rules(about, found), *_contents(about, found)]
    return Table(
        name=NAME,
        identifier="about",
        columns=(Column("fact", "Сведения", 34), Column("value", "Значение", 96)),
        rows=tuple(rows),
        title=f"{about.terms.audit}: мониторинг",
        notes=(f"{about.terms.municipality}. {period_text(found.period)}",),
        landscape=False,
    )


def title_text(municipality: str) -> str:
    """What the file is called in its properties."""
    return f"Мониторинг профессиональных дефицитов. {municipality}"


def order_text(number: str, day: str) -> str:
    """The act that a standard was set by; `day` in ISO form."""
    return f"приказ {number} от {date.fromisoformat(day):%d.%m.%Y}"


def period_text(period: Period) -> str:
    """«01.09.2026 – 31.08.2027», both days included."""
    return f"Период: {period.since:%d.%m.%Y} – {period.until - timedelta(microseconds=1):%d.%m.%Y}"


def _origin(about: About, found: Monitoring) -> Sequence[Row]:
    local, offset = about.generated, about.generated.strftime("%z")
    return (
        ("Муниципалитет", about.terms.municipality),
        ("Программа", about.terms.programme),
        ("Оператор", about.terms.operator),
        ("Период", period_text(found.period).removeprefix("Период: ")),
        ("Сформирован (UTC)", f"{about.generated.astimezone(UTC):%d.%m.%Y %H:%M}"),
        ("Сформирован (местное время)", f"{local:%d.%m.%Y %H:%M} (UTC{offset[:3]}:{offset[3:]})"),
        ("Версия генератора", about.generator),
        ("Контакты", about.terms.contact or "не указаны"),
    )


def _counts(found: Monitoring) -> Sequence[Row]:
    progress = found.progress
    return (
        ("Приглашены, чел.", progress.invited),
        ("Начали, чел.", HIDDEN if progress.started is None else progress.started),
        ("Завершили, чел.", HIDDEN if progress.finished is None else progress.finished),
    )


def _rules(about: About, found: Monitoring) -> Sequence[Row]:
    scope = ", ".join(found.scope) if found.scope else "без отбора: все организации"
    people = "с фамилиями: не пересылать через мессенджер" if about.named else "люди обозначены кодами"
    codes = f"есть, {people}" if about.rows_shown else "нет: только сводные данные"
    return (
        ("Отбор", scope),
        ("Кто учтён", "За человека считается последний завершённый им аудит периода (полная или краткая форма)"),
        ("Порог дефицита", _threshold_text(found.deficit_threshold, about.threshold_stated)),
        ("Малые группы", _RULE),
        *_left_out(found),
        ("Построчные ответы", codes),
        ("Самооценка", "Данные самоаудита — самооценка педагогов, а не независимая оценка квалификации"),
        ("Сокращено текстов", about.cut_texts),
    )


def _left_out(found: Monitoring) -> Sequence[Row]:
    standards = sorted(hidden_standards(found))
    why = f"по правилу малых групп показать нечего (меньше {THRESHOLD} человек), листов и строк нет"
    return [("Стандарты не показаны", f"{', '.join(standards)}: {why}")] if standards else []


def _contents(about: About, found: Monitoring) -> Sequence[Row]:
    return (
        *((f"Анкета {one.code}", _version_text(one)) for one in found.versions),
        *((f"Стандарт: {one.order}", _provenance_text(one)) for one in found.standards),
        *((f"Лист «{name}»", text) for name, text in about.sheets),
    )


def _threshold_text(threshold: float, stated: bool) -> str:
    origin = _BY_PROGRAMME if stated else _BY_DEFAULT
    return f"результат ниже {threshold:g}\N{NO-BREAK SPACE}% по функции или группе компетенций ({origin})"


def _version_text(one: Version) -> str:
    completed = HIDDEN if one.completed is None else one.completed
    return f"{one.title}. Версия {one.number}, завершено: {completed}, SHA-256 {one.hash[:16]}…"


def _provenance_text(one: Provenance) -> str:
    return f"{one.title}: текст {RECALLED if one.recalled else SOURCED}"
