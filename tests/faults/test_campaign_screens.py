"""K21 for campaigns, courses and messages: every screen fits, whatever titles and lists the centre has written."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from bot.domain.audiences import Exclusion
from bot.domain.campaign_cards import Card
from bot.domain.campaigns import Campaign, CampaignKind, CampaignState, Order, Participation
from bot.domain.courses import Course, CourseRun, Participant, RunLine, RunPage
from bot.domain.deliveries import Delivery, DeliveryKind, DeliveryState, Queue
from bot.domain.parcels import DIGEST, Matter, Parcel
from bot.domain.questionnaires import Published
from bot.domain.segments import All, AnyOf, Criterion, Has, Not
from bot.domain.turnout import CampaignLine, CampaignPage, Dropoff, Preview, Reach, Report, Turnout
from bot.screen import Screen
from bot.usecases.status import Status
from handlers.screens import campaigns, courses, deliveries
from tests.faults.test_screens import FILLERS, LARGEST_ID, fits
from tests.unit.definitions import item_data, questionnaire

ZONE = ZoneInfo("Europe/Moscow")
NOW = 1_789_000_000
MANY = 300


def campaign(filler: str) -> Campaign:
    """As long in everything as the form takes."""
    everything = tuple(
        Has(criterion, frozenset(f"{number:03}" + filler * 40 for number in range(MANY))) for criterion in Criterion
    )
    return Campaign(
        id=LARGEST_ID,
        kind=CampaignKind.REAUDIT,
        title="Ы" + filler * 99,
        questionnaire="probe",
        audience=All((AnyOf(everything[:6]), Not(everything[0]))),
        opens_at=NOW,
        closes_at=NOW + 86_400,
        owner_id=1,
        state=CampaignState.OPEN,
        order=Order(filler * 40, date(2026, 9, 1)),
        started_at=NOW,
    )


def shown(filler: str) -> Iterator[Screen]:
    """Every screen about campaigns and courses, filled to the brim."""
    one = campaign(filler)
    draft = replace(one, state=CampaignState.DRAFT, started_at=None)
    line = CampaignLine(one, LARGEST_ID, LARGEST_ID)
    turnouts = tuple(Turnout(str(number), filler * 300, 999, 999, 999, 999) for number in range(MANY))
    report = Report(one, turnouts[0], turnouts, tuple(Dropoff("x", filler * 300, 999) for _ in range(60)))
    reaches = tuple(Reach(str(number), filler * 300, 999, 999, 999) for number in range(MANY))
    published = Published("probe", 1, "Проба", 60, 20)
    preview = Preview(draft, published, 999, 999, 99, dict.fromkeys(Exclusion, 999), reaches, LARGEST_ID)
    asked = questionnaire([item_data("a", "text")])
    yield campaigns.list_screen(CampaignPage((line,) * 6, LARGEST_ID), may_run=True, first=False)
    yield campaigns.list_screen(CampaignPage((), None), may_run=True, search=filler * 100)
    yield campaigns.find_screen()
    yield campaigns.card_screen(Card(one, asked, {}), ZONE, "Сохранено.")
    yield campaigns.card_screen(Card(draft, asked, {}), ZONE)
    yield campaigns.preview_screen(preview, changed=True)
    yield campaigns.report_screen(report, True, ZONE, NOW, "Начато.", dict.fromkeys(DeliveryState, 999))
    for page in (0, 10, 24, 99):
        yield campaigns.places_screen(one, campaigns.reported_places(report), page, "report")
        yield campaigns.places_screen(draft, campaigns.planned_places(preview), page, "count")
    yield campaigns.dropoffs_screen(report)
    yield campaigns.stop_screen(one)
    queue = Queue(999, 0, NOW, dict.fromkeys(DeliveryState, 999))
    yield campaigns.status_screen(Status((line,) * 40, queue, 999, 999), ZONE)
    course = Course("К", "Ы" + filler * 299, filler * 200, 1000, tuple(f"A/{number:02}.6" for number in range(60)))
    run = CourseRun("К" * 20, course, date(2026, 9, 1), date(2026, 9, 30), LARGEST_ID)
    yield courses.list_screen(RunPage((RunLine(run, 999, 999),) * 8, 9999), 3)
    yield courses.list_screen(RunPage((), 0), 0, filler * 100)
    yield courses.run_screen(run, [Participant(1, "T-04127KABCDEFGHIJKL", finished=False)] * 999, "Сохранено.")


def messages(filler: str) -> Iterator[Screen]:
    """Every kind of message, alone and in a digest."""
    one = campaign(filler)
    asked = Participation(one.id, 1, None, id=LARGEST_ID)
    payload: dict[str, str | int] = {
        "code": filler * 20,
        "about": filler * 20,
        "now": 12,
        "before": 99,
        "change": "stopped",
    }
    matters = [
        Matter(
            Delivery("k", kind, 1, NOW, NOW, one.id, asked.id, payload),
            campaign=one,
            participation=asked,
            questionnaire=questionnaire([item_data("a", "text")]),
        )
        for kind in DeliveryKind
    ]
    for matter in matters:
        yield deliveries.parcel_screen(Parcel(1, 1, ZONE, (matter,)))
    digested = [matter for matter in matters if matter.delivery.manner.digested]
    yield deliveries.parcel_screen(Parcel(1, 1, ZONE, tuple(digested * 20)[:DIGEST]))
    yield deliveries.postponed_screen(NOW, ZONE, LARGEST_ID)
    yield deliveries.mutes_screen(set(DeliveryKind))


@pytest.mark.parametrize("filler", FILLERS.values(), ids=FILLERS)
def test_k21_campaigns_and_courses_fit(filler: str) -> None:
    for screen in shown(filler):
        fits(screen)


@pytest.mark.parametrize("filler", FILLERS.values(), ids=FILLERS)
def test_k21_messages_fit(filler: str) -> None:
    for screen in messages(filler):
        fits(screen)
