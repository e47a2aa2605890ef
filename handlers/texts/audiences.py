"""An audience in words, and why somebody is left out of it."""

from collections.abc import Iterable, Mapping
from html import escape

from bot.domain.audiences import Exclusion
from bot.domain.segments import EVERYBODY, All, AnyOf, Criterion, Has, Not, Segment
from handlers.texts.plurals import plural
from handlers.texts.questionnaires import shortened

SHOWN = 6  # values told one by one
LONGEST = 1000  # signs: the rest of the screen has to fit as well
_YES: Mapping[Criterion, str] = {
    Criterion.YOUNG: "молодые педагоги",
    Criterion.LEADING: "руководители",
    Criterion.CLASS_TEACHER: "классные руководители",
}
_NAMED: Mapping[Criterion, str] = {
    Criterion.CODE: "коды",
    Criterion.ORGANISATION: "организации",
    Criterion.POSITION: "должность",
    Criterion.SUBJECT: "предмет",
    Criterion.LEVEL: "уровень",
    Criterion.ROLE: "роль",
    Criterion.CATEGORY: "категория",
    Criterion.SETTLEMENT: "место",
    Criterion.DEFICIT: "дефицит по",
    Criterion.ATTENDED: "прошли курс",
    Criterion.COMPLETED: "завершили курс",
}
_VALUES: Mapping[Criterion, Mapping[str, str]] = {
    Criterion.LEVEL: {
        "preschool": "дошкольное",
        "primary": "начальное общее",
        "basic": "основное общее",
        "secondary": "среднее общее",
        "additional": "дополнительное",
    },
    Criterion.ROLE: {
        "teacher": "педагог",
        "mentor": "наставник",
        "methodologist": "методист",
        "coordinator": "координатор организации",
        "admin": "администратор",
        "observer": "наблюдатель",
    },
    Criterion.CATEGORY: {
        "none": "без категории",
        "compliance": "соответствие должности",
        "first": "первая",
        "highest": "высшая",
        "methodist": "педагог-методист",
        "mentor": "педагог-наставник",
    },
    Criterion.SETTLEMENT: {"town": "город", "village": "село"},
}
_EXCLUDED: Mapping[Exclusion, str] = {
    Exclusion.OTHER_POSITION: "проходят самоаудит по другому стандарту",
    Exclusion.ANSWERING: "уже отвечают на такую анкету",
    Exclusion.COOLDOWN: "недавно отвечали на другую анкету",
    Exclusion.NO_ACCOUNT: "ещё не подключились к боту",
    Exclusion.UNREACHABLE: "заблокировали бота",
    Exclusion.MUTED: "отключили приглашения в анкеты",
}


def audience(segment: Segment, names: Mapping[str, str] | None = None) -> str:
    """«предмет: физика; молодые педагоги; кроме: организации: Школа № 2». `names` are words for codes. HTML-safe."""
    if segment == EVERYBODY:
        return "все"
    return escape(shortened(_words(segment, names or {}), LONGEST))


def _words(segment: Segment, names: Mapping[str, str]) -> str:
    match segment:
        case Has(criterion, values):
            return _YES.get(criterion) or f"{_NAMED[criterion]}: {_listed(criterion, values, names)}"
        case All(parts):
            meant = [part for part in parts if not isinstance(part, Not)]
            without = [part.part for part in parts if isinstance(part, Not)]
            said = "; ".join(_bracketed(part, names) for part in meant) or "все"
            return said + (f", кроме: {'; '.join(_words(part, names) for part in without)}" if without else "")
        case AnyOf(parts):
            return " или ".join(_bracketed(part, names) for part in parts) or "никто"
        case Not(part):
            return f"все, кроме: {_words(part, names)}"


def _bracketed(segment: Segment, names: Mapping[str, str]) -> str:
    words = _words(segment, names)
    return f"({words})" if isinstance(segment, All | AnyOf) else words


def _listed(criterion: Criterion, values: Iterable[str], names: Mapping[str, str]) -> str:
    known = _VALUES.get(criterion, {})
    words = sorted(known.get(value) or names.get(value, value) for value in values)
    rest = len(words) - SHOWN
    return ", ".join(words[:SHOWN]) + (f" и ещё {rest}" if rest > 0 else "")


def people(n: int) -> str:
    """«163 человека»."""
    return plural(n, "человек", "человека", "человек")


def excluded(counts: Mapping[Exclusion, int]) -> list[str]:
    """«9 человек ещё не подключились к боту», one line for each reason."""
    return [f"{people(counts[why])}: {_EXCLUDED[why]}" for why in Exclusion if counts.get(why)]
