"""What is agreed about a campaign before it starts, and what is wrong with it. Knows no storage and no wording."""

from dataclasses import dataclass, field, fields, replace
from typing import Any

from bot.domain.adaptation import MENTOR_QUESTIONNAIRE, QUESTIONNAIRE
from bot.domain.campaigns import COMMENT_THRESHOLD, GROUP_THRESHOLD, Campaign, CampaignKind, Order, Reminders
from bot.domain.segments import Segment
from questionnaires.inspection.anonymity import tells_respondent
from questionnaires.model import Questionnaire
from questionnaires.problems import Problem

_STANDING = {QUESTIONNAIRE: CampaignKind.CHECKIN, MENTOR_QUESTIONNAIRE: CampaignKind.MENTOR_VIEW}


@dataclass(frozen=True, slots=True)
class Terms:
    """Everything a methodologist decides about a campaign. Times are UTC epoch seconds."""

    title: str
    questionnaire: str
    audience: Segment
    opens_at: int
    closes_at: int
    order: Order | None = None
    reminders: Reminders = field(default_factory=Reminders)
    cooldown_days: int = 0
    interval_days: int | None = None
    anonymous: bool = False
    group_threshold: int = GROUP_THRESHOLD
    comment_threshold: int = COMMENT_THRESHOLD


def drafted(terms: Terms, owner_id: int, now: int) -> Campaign:
    """A campaign on these terms that nobody has been told of."""
    return Campaign(id=0, kind=kind_of(terms.questionnaire), owner_id=owner_id, created_at=now, **_items(terms))


def kind_of(questionnaire: str) -> CampaignKind:
    """What a campaign with this questionnaire is for: some ask each person at her own time."""
    return _STANDING.get(questionnaire, CampaignKind.PLAIN)


def amended(campaign: Campaign, terms: Terms) -> Campaign:
    """The same campaign on other terms."""
    return replace(campaign, kind=kind_of(terms.questionnaire), **_items(terms))


def terms_of(campaign: Campaign) -> Terms:
    """The terms a campaign stands on: where a change begins."""
    return Terms(**{one.name: getattr(campaign, one.name) for one in fields(Terms)})


def terms_problem(terms: Terms, questionnaire: Questionnaire | None, now: int) -> Problem | None:
    """The first thing wrong with the terms; `questionnaire` is None when nothing of this code is published."""
    if questionnaire is None or questionnaire.kind == "form":
        return Problem("campaign-questionnaire-unknown")
    if not terms.title.strip():
        return Problem("campaign-untitled")
    if terms.closes_at <= max(terms.opens_at, now):
        return Problem("campaign-closes-too-early")
    if terms.reminders.days < 1 or terms.reminders.most < 0 or terms.cooldown_days < 0:
        return Problem("campaign-reminders-wrong")
    if terms.group_threshold < GROUP_THRESHOLD or terms.comment_threshold < COMMENT_THRESHOLD:
        return Problem("campaign-threshold-too-low", {"group": GROUP_THRESHOLD, "comment": COMMENT_THRESHOLD})
    if questionnaire.anonymous and not terms.anonymous:
        return Problem("campaign-must-be-anonymous")
    if terms.anonymous and tells_respondent(questionnaire):
        return Problem("campaign-cannot-be-anonymous")
    return None


def _items(terms: Terms) -> dict[str, Any]:
    return {one.name: getattr(terms, one.name) for one in fields(terms)}
