"""The answers of the form «Новая кампания» as the terms of a campaign. Pure: knows no storage and no wording."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, tzinfo

from bot.domain.campaigns import Order, Reminders
from bot.domain.form_answers import Answers
from bot.domain.segments import EVERYBODY, All, AnyOf, Criterion, Has, Not, Segment, of_codes
from bot.domain.terms import Terms

FORM, EXTENSION = "new_campaign", "extend_campaign"
GROUPS = (1, 2, 3)
YES = frozenset({"yes"})
_FLAGS = frozenset({Criterion.YOUNG, Criterion.LEADING, Criterion.CLASS_TEACHER})
_WORDS = frozenset({Criterion.POSITION, Criterion.SUBJECT})  # their option codes only stand for the words
_DAYS = re.compile(r"d(\d+)")


def named_codes(answers: Answers) -> tuple[str, ...]:
    """Every code of a person that was typed: they have to exist."""
    return (*answers.codes("codes"), *answers.codes("except_codes"))


def terms_from(answers: Answers, title: str, always_anonymous: bool, now: int, zone: tzinfo) -> Terms:
    """The terms that were filled in. `title` is the questionnaire's; days are days of `zone`."""
    number = answers.text("order_number")
    day = answers.text("order_date")
    opens_at = _moment(answers.text("opens_at"), zone) if answers.text("opening") == "later" else now
    return Terms(
        title=answers.text("title", title),
        questionnaire=answers.text("questionnaire"),
        audience=audience_from(answers),
        opens_at=opens_at,
        closes_at=_end_of(date.fromisoformat(answers.text("closes_on")), zone),
        order=Order(number, date.fromisoformat(day) if day else None) if number else None,
        reminders=Reminders(int(answers.text("reminder_days", "3")), int(answers.text("reminders", "0"))),
        cooldown_days=_days(answers.text("cooldown")) or 0,
        interval_days=_days(answers.text("interval")),
        anonymous=always_anonymous or answers.text("anonymous") == "anonymous",
    )


def extended_to(answers: Answers, zone: tzinfo) -> int:
    """When a campaign closes by the form of its extension."""
    return _end_of(date.fromisoformat(answers.text("closes_on")), zone)


def audience_from(answers: Answers) -> Segment:
    """Whom the form means: everybody, the union of its groups, or a list; without those left out."""
    if answers.text("audience") == "listed":
        return of_codes(answers.codes("codes"))
    groups = tuple(_groups(answers)) if answers.text("audience") == "some" else ()
    meant: Segment = AnyOf(groups) if len(groups) > 1 else groups[0] if groups else EVERYBODY
    left_out = tuple(_left_out(answers))
    if not left_out:
        return meant
    without = tuple(Not(part) for part in left_out)
    return All(without if meant == EVERYBODY else (meant, *without))


def _groups(answers: Answers) -> Iterator[Segment]:
    for group in GROUPS:
        chosen = answers.many(f"by_{group}")
        if not chosen:
            return
        parts = tuple(_has(answers, Criterion(code), f"{code}_{group}") for code in sorted(chosen))
        yield parts[0] if len(parts) == 1 else All(parts)


def _left_out(answers: Answers) -> Iterator[Segment]:
    for code in sorted(answers.many("except_by")):
        if code == "codes":
            yield of_codes(answers.codes("except_codes"))
        else:
            yield _has(answers, Criterion(code), f"except_{code}")


def _has(answers: Answers, criterion: Criterion, item: str) -> Has:
    if criterion in _FLAGS:
        return Has(criterion, YES)
    return Has(criterion, answers.words(item) if criterion in _WORDS else answers.many(item))


def _days(option: str) -> int | None:
    """«d30» → 30; None for no answer and for «d0»."""
    found = _DAYS.fullmatch(option)
    return int(found.group(1)) or None if found else None


def _moment(text: str, zone: tzinfo) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=zone).timestamp())


def _end_of(day: date, zone: tzinfo) -> int:
    """The first moment after the day."""
    return int(datetime.combine(day + timedelta(days=1), time(), zone).timestamp())
