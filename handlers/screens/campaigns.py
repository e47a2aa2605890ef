"""Campaigns as screens, for whoever runs them or looks on."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from bot.domain.campaign_cards import Card
from bot.domain.campaign_form import FORM
from bot.domain.campaigns import Campaign, CampaignState
from bot.domain.deliveries import DeliveryState
from bot.domain.turnout import CampaignLine, CampaignPage, Preview, Report
from bot.screen import Button, Rows, Screen
from bot.usecases.status import Status
from handlers.callbacks import CampaignKey, CampaignList, Menu, Start
from handlers.screens.people import HOME
from handlers.texts import campaigns as texts
from handlers.texts.questionnaires import shortened
from handlers.texts.status import STATUS
from handlers.texts.status import status as status_text

PLACES = 12  # organisations on one page
TO_LIST = Button(texts.BACK_TO_LIST, CampaignList().pack())


def _key(label: str, campaign: Campaign, to: str, page: int = 0, mark: int = 0) -> Button:
    return Button(label, CampaignKey(campaign=campaign.id, to=to, page=page, mark=mark).pack())


def list_screen(page: CampaignPage, may_run: bool, first: bool = True, search: str = "") -> Screen:
    """A page of campaigns, newest first."""
    rows: Rows = tuple((_line(one, may_run),) for one in page.lines)
    turn: tuple[Button, ...] = () if first else (Button(texts.NEWEST, CampaignList().pack()),)
    turn += (Button(texts.OLDER, CampaignList(before=page.before).pack()),) if page.before and not search else ()
    new: Rows = ((Button(texts.NEW, Start(questionnaire=FORM).pack()),),) if may_run else ()
    find = Button(texts.FIND, Menu(to="find_campaign").pack())
    new += ((Button(STATUS, Menu(to="status").pack()),),) if may_run else ()
    return Screen(texts.list_head(not page.lines, search), (*new, *rows, *((turn,) if turn else ()), (find, HOME)))


def _line(one: CampaignLine, may_run: bool) -> Button:
    to = "report" if one.campaign.started_at is not None or not may_run else "open"
    return _key(shortened(texts.line(one), 60), one.campaign, to)


def find_screen() -> Screen:
    """How to search."""
    return Screen(texts.SEARCH_HINT, ((TO_LIST,), (HOME,)))


def status_screen(found: Status, zone: ZoneInfo) -> Screen:
    """How things stand."""
    refresh = Button(texts.REFRESH, Menu(to="status").pack())
    return Screen(status_text(found, zone), ((refresh, TO_LIST), (HOME,)))


def card_screen(card: Card, zone: ZoneInfo, greeting: str = "") -> Screen:
    """Everything decided about a campaign, and what can be done with it."""
    text = texts.about(card.campaign, card.questionnaire.title, zone, card.names)
    return Screen(f"{greeting}\n\n{text}" if greeting else text, (*_ways(card.campaign), (TO_LIST, HOME)))


def _ways(campaign: Campaign) -> Rows:
    if campaign.state is CampaignState.DRAFT:
        return (
            (_key(texts.COUNT, campaign, "count"),),
            (_key(texts.SAMPLE, campaign, "sample"), _key(texts.TEST, campaign, "test")),
            (_key(texts.EDIT, campaign, "edit"),),
        )
    return ((_key(texts.REFRESH, campaign, "report"), _key(texts.COPY, campaign, "copy")),)


def preview_screen(found: Preview, changed: bool = False) -> Screen:
    """The audience counted; only from here a campaign can be started."""
    campaign = found.campaign
    text = texts.preview(found)
    start = ((_key(texts.START, campaign, "start", mark=found.mark),),) if found.asked else ()
    return Screen(
        f"{texts.CHANGED}\n\n{text}" if changed else text,
        (
            *start,
            (_key(texts.SAMPLE, campaign, "sample"), _key(texts.TEST, campaign, "test")),
            (_key(texts.PLACES, campaign, "places"),),
            (_key(texts.BACK, campaign, "open"), HOME),
        ),
    )


def sample_screen(campaign: Campaign, shown: Screen) -> Screen:
    """What a recipient will see, to the letter; its buttons do not work here, so they are not shown."""
    return Screen(shown.text, ((_key(texts.TEST, campaign, "test"),), (_key(texts.BACK, campaign, "open"),)))


def report_screen(
    found: Report,
    may_run: bool,
    zone: ZoneInfo,
    now: int,
    greeting: str = "",
    counts: Mapping[DeliveryState, int] | None = None,
) -> Screen:
    """How far it has come; `counts` are its messages by state."""
    campaign, text = found.campaign, texts.report(found, zone, now, counts)
    runs = campaign.state in (CampaignState.PLANNED, CampaignState.OPEN) and now < campaign.closes_at
    look = (_key(texts.REFRESH, campaign, "report"), _key(texts.PLACES, campaign, "places"))
    ways: Rows = (look,)
    if may_run:
        ways = (*ways, (_key(texts.DROPOFFS, campaign, "dropoffs"), _key(texts.COPY, campaign, "copy")))
    if may_run and runs:
        ways = (*ways, (_key(texts.EXTEND, campaign, "extend"), _key(texts.STOP, campaign, "stop")))
    return Screen(f"{greeting}\n\n{text}" if greeting else text, (*ways, (TO_LIST, HOME)))


def places_screen(campaign: Campaign, rows: list[str], page: int, back: str) -> Screen:
    """A page of organisations; `back` is where one came from."""
    pages = max(1, -(-len(rows) // PLACES))
    page = min(page, pages - 1)
    shown = rows[page * PLACES : (page + 1) * PLACES]
    before = (_key(texts.PAGE_BEFORE, campaign, "places", page - 1),) if page else ()
    after = (_key(texts.PAGE_AFTER, campaign, "places", page + 1),) if page + 1 < pages else ()
    turn = ((*before, *after),) if before or after else ()
    return Screen(texts.places(shown, page, pages), (*turn, (_key(texts.BACK, campaign, back), HOME)))


def planned_places(found: Preview) -> list[str]:
    """Organisations before the start."""
    return [texts.planned_place(row.name, row.asked, row.written) for row in found.organisations]


def reported_places(found: Report) -> list[str]:
    """Organisations while it runs."""
    return [texts.place(row) for row in found.organisations]


def dropoffs_screen(found: Report) -> Screen:
    """Where people stop."""
    return Screen(texts.dropoffs(found.dropoffs), ((_key(texts.BACK, found.campaign, "report"), HOME),))


def stop_screen(campaign: Campaign) -> Screen:
    """The last question before an early end."""
    keep, sure = _key(texts.KEEP, campaign, "report"), _key(texts.STOP_SURE, campaign, "stop_sure")
    return Screen(texts.stop_question(campaign), ((keep,), (sure,)))
