"""What is wrong with the terms of a campaign."""

from dataclasses import replace
from typing import Any

import pytest

from bot.domain.campaigns import Reminders
from bot.domain.segments import EVERYBODY
from bot.domain.terms import Terms, amended, drafted, terms_of, terms_problem
from tests.unit.definitions import item_data, questionnaire

NOW, DAY = 1_000_000, 86_400
GOOD = Terms("Опрос", "demo", EVERYBODY, NOW + DAY, NOW + 8 * DAY)
SURVEY = questionnaire([item_data("a")])


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({}, None),
        ({"opens_at": NOW - DAY}, None),
        ({"title": "  "}, "campaign-untitled"),
        ({"closes_at": NOW + DAY}, "campaign-closes-too-early"),
        ({"opens_at": NOW - 9 * DAY, "closes_at": NOW}, "campaign-closes-too-early"),
        ({"reminders": Reminders(0, 2)}, "campaign-reminders-wrong"),
        ({"reminders": Reminders(1, 0)}, None),
        ({"cooldown_days": -1}, "campaign-reminders-wrong"),
        ({"group_threshold": 4}, "campaign-threshold-too-low"),
        ({"comment_threshold": 9}, "campaign-threshold-too-low"),
        ({"group_threshold": 7, "comment_threshold": 20}, None),
    ],
)
def test_the_first_problem_is_told(change: dict[str, Any], problem: str | None) -> None:
    found = terms_problem(replace(GOOD, **change), SURVEY, NOW)
    assert (found.code if found else None) == problem


def test_what_is_not_published_or_a_form_is_no_campaign() -> None:
    form = questionnaire([item_data("a")], kind="form")
    codes = [found.code for one in (None, form) if (found := terms_problem(GOOD, one, NOW))]
    assert codes == ["campaign-questionnaire-unknown"] * 2


def test_an_anonymous_questionnaire_is_not_asked_by_name() -> None:
    anonymous = questionnaire([item_data("a")], confidentiality="anonymous")
    found = terms_problem(GOOD, anonymous, NOW)
    assert found is not None
    assert found.code == "campaign-must-be-anonymous"
    assert terms_problem(replace(GOOD, anonymous=True), anonymous, NOW) is None


def test_terms_are_what_a_draft_stands_on() -> None:
    campaign = drafted(GOOD, owner_id=7, now=NOW)
    assert (terms_of(campaign), campaign.owner_id, campaign.created_at) == (GOOD, 7, NOW)
    other = replace(GOOD, title="Иначе", cooldown_days=5)
    assert terms_of(amended(campaign, other)) == other
