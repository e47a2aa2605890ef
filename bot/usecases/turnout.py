"""What campaigns have come to: lists and reports. A coordinator sees the people of her own organisations only."""

from dataclasses import replace

from bot.domain.acts import Act
from bot.domain.campaigns import Campaign
from bot.domain.errors import DomainError
from bot.domain.people import Actor
from bot.domain.rights import Action, Scope, scope_of
from bot.domain.turnout import CampaignLine, CampaignPage, Dropoff, Report, Turnout, concerns_results, folded, told
from storage.campaigns import NEWEST
from storage.transaction import Transaction
from storage.turnout import PlaceCount
from storage.turnout_reports import TurnoutReports

LINES = 6  # campaigns on one page


async def list_campaigns(tx: Transaction, act: Act, before: int = NEWEST, search: str = "") -> CampaignPage:
    """Return campaigns with ids below `before`, newest first, whose title contains `search`. Raises `forbidden`.

    A coordinator sees those that ask people of her organisations.
    """
    _, places = await _watcher(tx, act)
    lines: list[CampaignLine] = []
    while True:
        found = await tx.campaigns.page(LINES + 1, before, search)
        for campaign in found:
            asked, finished = await tx.turnouts.totals(campaign.id, places)
            if places and concerns_results(campaign.audience) and asked < campaign.group_threshold:
                asked = finished = 0  # that anybody here was chosen by results is not told either
            if asked or not places:
                lines.append(CampaignLine(campaign, asked, finished))
            before = campaign.id
        if len(lines) > LINES:
            return CampaignPage(tuple(lines[:LINES]), before=lines[LINES - 1].campaign.id)
        if len(found) <= LINES:
            return CampaignPage(tuple(lines), before=None)


async def report(tx: Transaction, act: Act, campaign_id: int) -> Report:
    """Count a campaign by organisation, live or closed. Raises `forbidden`, `unknown_campaign`."""
    _, places = await _watcher(tx, act)
    campaign = await tx.campaigns.find(campaign_id)
    if campaign is None:
        raise DomainError("unknown_campaign", campaign=campaign_id)
    counts = await tx.turnouts.by_place(campaign_id, places)
    found = told(campaign, [_turnout(one) for one in counts], is_all=not places)
    return found if places else replace(found, dropoffs=await _dropoffs(tx, campaign))


async def reports_of(reports: TurnoutReports) -> list[Report]:
    """Count the campaigns of a workbook's period that asked somebody, in the order of their openings."""
    found = []
    for campaign in await reports.campaigns():
        rows = [_turnout(one) for one in await reports.by_place(campaign.id)]
        if rows:
            found.append(told(campaign, rows, is_all=not reports.scope))
    return found


async def _watcher(tx: Transaction, act: Act) -> tuple[Actor, tuple[str, ...]]:
    """Who looks, and the organisations she sees; none means all. Without an organisation of her own, a coordinator
    may look at nothing."""
    actor = await tx.accounts.find_actor(act.messenger_id)
    scope = scope_of(actor.roles, Action.WATCH_CAMPAIGN) if actor else None
    if actor is None or scope is None or (scope is Scope.ORGANISATION and not actor.organisations):
        raise DomainError("forbidden", action=Action.WATCH_CAMPAIGN.value)
    return actor, actor.organisations if scope is Scope.ORGANISATION else ()


async def _dropoffs(tx: Transaction, campaign: Campaign) -> tuple[Dropoff, ...]:
    """Where people stopped, in the order of the questionnaire; kept counts when the drafts may be gone."""
    if campaign.version_id is None:
        return ()
    over = campaign.closed_at is not None
    counts = await (tx.turnouts.dropoffs(campaign.id) if over else tx.turnouts.stopped(campaign.id))
    if campaign.anonymous:
        counts = folded(counts, campaign.group_threshold)
    questionnaire = await tx.questionnaires.get(campaign.version_id)
    items = [item for item in questionnaire.items if item.code in counts]
    found = [Dropoff(item.code, item.label, counts[item.code]) for item in items]
    return (*found, *((Dropoff("", "", counts[""]),) if "" in counts else ()))


def _turnout(one: PlaceCount) -> Turnout:
    return Turnout(one.organisation, one.name, one.asked, one.reached, one.opened, one.finished)
