"""Check-ins of young teachers: asking those whose point has come, and their mentors; telling of a low result.

A standing campaign is gone through page by page every day; what was asked once is never asked again, since the
occasion is part of both unique keys.
"""

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.acts import Act
from bot.domain.adaptation import LATE_DAYS, OPEN_DAYS, QUESTIONNAIRE, Alert, alert, due, work_began
from bot.domain.audiences import Candidate, contact, is_meant
from bot.domain.campaigns import STANDING, Campaign, CampaignKind, Participation
from bot.domain.consents import ConsentKind
from bot.domain.deliveries import Delivery, DeliveryKind
from bot.domain.people import Role
from bot.domain.rhythm import DAY
from bot.domain.segments import criteria
from bot.domain.submissions import Submission, SubmissionState
from bot.usecases.asking import live_campaigns
from bot.usecases.audiences import PAGE
from bot.usecases.rounds import Round
from questionnaires.scoring import Score
from storage.database import Database
from storage.transaction import Transaction

ALERT_DAYS = 7  # an alert that could not be delivered for so long has been overtaken by the next conversation


@dataclass(frozen=True, slots=True)
class DuePage:
    """Whose check-in is due among the people up to the id `upto`, with its occasion."""

    people: tuple[tuple[Candidate, str], ...]
    upto: int


async def ask_checkins(database: Database, now: Round) -> None:
    """Go through every standing campaign once a day. Killed half-way, the next round goes through it again."""
    today = now.calendar.today
    for campaign in await database.read(live_campaigns):
        is_due = campaign.kind in STANDING and campaign.is_open(now.now) and campaign.planned_to != today.toordinal()
        if not is_due:
            continue
        after = 0
        while page := await database.read(due_page, campaign, now, after):
            for person, occasion in page.people:
                await database.write(ask, campaign, person, occasion, now.now)
            after = page.upto
        await database.write(_done, campaign, today.toordinal())


async def due_page(tx: Transaction, campaign: Campaign, now: Round, after: int) -> DuePage | None:
    """Return the next page of people; None when there is nobody any more."""
    people = await tx.audiences.page(after, PAGE, criteria(campaign.audience), whole=True)
    if not people:
        return None
    opened = datetime.fromtimestamp(campaign.opens_at, now.rhythm.zone).date()
    meant = [one for one in people if is_meant(one, campaign.audience, now.calendar)]
    found = [(one, _occasion(one, campaign, opened, now.calendar.today)) for one in meant]
    return DuePage(tuple((one, occasion) for one, occasion in found if occasion is not None), people[-1].person_id)


async def _done(tx: Transaction, campaign: Campaign, day: int) -> None:
    await tx.campaigns.advance(campaign.id, campaign.planned_to, day)


def _occasion(candidate: Candidate, campaign: Campaign, opened: date, today: date) -> str | None:
    assert candidate.person is not None
    began = work_began(candidate.person.started_on, candidate.person.started_year)
    point = due(began, campaign.interval_days, opened, today) if began is not None else None
    return point.occasion if point is not None else None


async def ask(tx: Transaction, campaign: Campaign, person: Candidate, occasion: str, now: int) -> None:
    """Ask the person, or her mentor about her; what was asked is not asked again."""
    asked = Participation(
        campaign_id=campaign.id,
        person_id=person.person_id,
        organisation_id=person.organisation_id,
        occasion=occasion,
        closes_at=now + OPEN_DAYS * DAY,
    )
    is_written = contact(person) is None
    if campaign.kind is CampaignKind.MENTOR_VIEW:
        mentor = await tx.pairs.mentor_of(person.person_id)
        if mentor is None:
            return
        asked = Participation(
            campaign_id=campaign.id,
            person_id=mentor,
            organisation_id=person.organisation_id,
            occasion=f"{occasion}:{person.person_id}",
            subject_id=person.person_id,
            closes_at=asked.closes_at,
        )
        is_written = True  # whether the mentor can be written to is asked when the message goes out
    await tx.participations.plan([asked])
    stored = await tx.participations.on(campaign.id, asked.person_id, asked.occasion)
    if stored is not None and is_written:
        about = person.person.code if stored.subject_id is not None and person.person is not None else ""
        await tx.deliveries.plan([_delivery(campaign, stored, about, now)], now)


def _delivery(campaign: Campaign, asked: Participation, about: str, now: int) -> Delivery:
    return Delivery(
        dedupe_key=f"checkin:{campaign.id}:{asked.person_id}:{asked.occasion}",
        kind=DeliveryKind.CHECKIN,
        person_id=asked.person_id,
        not_before=now,
        not_after=now + LATE_DAYS * DAY,
        campaign_id=campaign.id,
        participation_id=asked.id,
        payload={"about": about} if about else {},
    )


async def notice_result(tx: Transaction, act: Act, submission: Submission, code: str, found: tuple[Score, ...]) -> None:
    """Tell the methodologist of a check-in that is low, or fell; the person was told so before answering.

    Without her consent to link results over time only the present one is judged.
    """
    overall = next((score.value for score in found if score.kind == "overall"), None)
    if code != QUESTIONNAIRE or submission.campaign_id is None or overall is None:
        return
    earlier = await _earlier(tx, submission) if await _links(tx, submission.respondent_id) else []
    told = alert([*earlier, overall])
    if told is None:
        return
    person, _ = await tx.people.get(submission.respondent_id)
    for staff in await _staff(tx, submission.campaign_id):
        await tx.deliveries.plan([_alert(submission, person.code, told, staff, act.now)], act.now)
    await tx.audit.note(act.now, submission.respondent_id, "alert", f"campaign:{submission.campaign_id}")


def _alert(submission: Submission, code: str, told: Alert, staff: int, now: int) -> Delivery:
    payload: dict[str, str | int] = {"code": code, "now": told.now}
    if told.has_fallen and told.before is not None:
        payload["before"] = told.before
    return Delivery(
        dedupe_key=f"alert:{submission.id}:{staff}",
        kind=DeliveryKind.ALERT,
        person_id=staff,
        not_before=now,
        not_after=now + ALERT_DAYS * DAY,
        campaign_id=submission.campaign_id,
        payload=payload,
    )


async def _links(tx: Transaction, person_id: int) -> bool:
    return ConsentKind.LINKING in await tx.accounts.consents(person_id)


async def _earlier(tx: Transaction, submission: Submission) -> list[float]:
    """The overall results of the person's check-ins before, oldest first."""
    values: list[tuple[int, float]] = []
    for other in await tx.submissions.of_person(submission.respondent_id, SubmissionState.COMPLETED):
        if other.id == submission.id or (await tx.questionnaires.get(other.version_id)).code != QUESTIONNAIRE:
            continue
        overall = next((one.value for one in await tx.scores.of(other.id) if one.kind == "overall"), None)
        if overall is not None:
            values.append((other.completed_at or 0, overall))
    return [value for _, value in sorted(values)]


async def _staff(tx: Transaction, campaign_id: int) -> list[int]:
    """Who is told: the methodologist who runs the campaign, else all of them."""
    campaign = await tx.campaigns.get(campaign_id)
    if campaign.owner_id is not None and Role.METHODOLOGIST in await tx.accounts.roles(campaign.owner_id):
        return [campaign.owner_id]
    return await tx.accounts.with_role(Role.METHODOLOGIST)
