"""The form «Новая кампания» and the terms that come of it."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from bot.domain.campaign_form import audience_from, extended_to, named_codes, terms_from
from bot.domain.campaigns import Order, Reminders
from bot.domain.form_answers import Answers
from bot.domain.segments import EVERYBODY, All, AnyOf, Criterion, Has, Not, Segment, of_codes
from questionnaires.items import Option
from questionnaires.values import Response, ResponseState, Value

MOSCOW = ZoneInfo("Europe/Moscow")
NOW = 1_789_000_000


def answers(**values: Value) -> Answers:
    given = {item: Response(item, ResponseState.ANSWERED, value) for item, value in values.items()}
    subjects = (Option(code="aa", label="физика"), Option(code="bb", label="химия"))
    return Answers(given, {"subject_1": subjects, "subject_2": subjects})


def has(criterion: Criterion, *values: str) -> Has:
    return Has(criterion, frozenset(values))


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        (answers(audience="everybody"), EVERYBODY),
        (answers(audience="listed", codes="т-1001, T-1002\nT-1001"), of_codes(["T-1001", "T-1002"])),
        (
            answers(audience="some", by_1=("subject",), subject_1=("aa",)),
            has(Criterion.SUBJECT, "физика"),
        ),
        (
            answers(audience="some", by_1=("subject", "young"), subject_1=("aa", "bb")),
            All((has(Criterion.SUBJECT, "физика", "химия"), has(Criterion.YOUNG, "yes"))),
        ),
        (
            answers(audience="some", by_1=("young",), more_1="yes", by_2=("organisation",), organisation_2=("SCH-1",)),
            AnyOf((has(Criterion.YOUNG, "yes"), has(Criterion.ORGANISATION, "SCH-1"))),
        ),
        (
            answers(audience="everybody", except_by=("codes", "leading"), except_codes="T-1003"),
            All((Not(of_codes(["T-1003"])), Not(has(Criterion.LEADING, "yes")))),
        ),
        (
            answers(audience="some", by_1=("young",), except_by=("organisation",), except_organisation=("SCH-2",)),
            All((has(Criterion.YOUNG, "yes"), Not(has(Criterion.ORGANISATION, "SCH-2")))),
        ),
    ],
)
def test_whom_the_form_means(given: Answers, meant: Segment) -> None:
    assert audience_from(given) == meant


def test_a_form_with_little_said() -> None:
    given = answers(questionnaire="needs", audience="everybody", opening="now", closes_on="2026-10-01", reminders=0)
    terms = terms_from(given, "Запросы и потребности", False, NOW, MOSCOW)
    assert (terms.title, terms.opens_at, terms.order) == ("Запросы и потребности", NOW, None)
    assert terms.closes_at == 1_790_888_400  # the midnight after 1 October in Moscow
    assert (terms.reminders.most, terms.cooldown_days, terms.anonymous) == (0, 0, False)


def test_a_form_with_everything_said() -> None:
    given = answers(
        questionnaire="adaptation",
        title="Как дела?",
        order_number="12-ОД",
        order_date="2026-09-01",
        anonymous="anonymous",
        audience="everybody",
        opening="later",
        opens_at="2026-09-20T09:30",
        closes_on="2026-10-01",
        reminders=3,
        reminder_days=5,
        cooldown="d14",
        interval="d90",
    )
    terms = terms_from(given, "Адаптация", False, NOW, MOSCOW)
    assert terms.title == "Как дела?"
    assert terms.order == Order("12-ОД", date(2026, 9, 1))
    assert terms.opens_at == 1_789_885_800
    assert terms.reminders == Reminders(5, 3)
    assert (terms.cooldown_days, terms.interval_days, terms.anonymous) == (14, 90, True)


def test_an_anonymous_questionnaire_is_always_asked_anonymously() -> None:
    given = answers(questionnaire="burnout", audience="everybody", closes_on="2026-10-01", anonymous="as_is")
    assert terms_from(given, "Выгорание", True, NOW, MOSCOW).anonymous


def test_every_typed_code_is_checked() -> None:
    given = answers(codes="T-1 T-2", except_codes="t-3;T-4")
    assert named_codes(given) == ("T-1", "T-2", "T-3", "T-4")


def test_an_extension_lasts_to_the_end_of_its_day() -> None:
    assert extended_to(answers(closes_on="2026-10-01"), MOSCOW) == 1_790_888_400
