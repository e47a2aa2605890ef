"""Running campaigns: draft, preview, start, extend, stop. Who is asked when they open: bot/usecases/asking.py."""

from dataclasses import replace

from bot.domain.acts import Act
from bot.domain.audiences import Calendar
from bot.domain.campaigns import Campaign, CampaignState
from bot.domain.errors import DomainError
from bot.domain.people import Actor
from bot.domain.programmes import Programme
from bot.domain.questionnaires import Published
from bot.domain.rights import Action, may
from bot.domain.terms import Terms, amended, drafted, terms_of, terms_problem
from bot.domain.turnout import Census, Preview, Reach, concerns_results, hidden_places
from bot.usecases.audiences import meant_page
from questionnaires.problems import Problem
from storage.transaction import Transaction


async def create_draft(tx: Transaction, act: Act, terms: Terms) -> Campaign | Problem:
    """Store a campaign that asks nobody yet. Returns what is wrong with the terms. Raises `forbidden`."""
    actor = await _runner(tx, act)
    problem = await _problem(tx, terms, act.now)
    return problem or await tx.campaigns.add(drafted(terms, actor.person_id, act.now))


async def change(tx: Transaction, act: Act, campaign_id: int, terms: Terms) -> Campaign | Problem:
    """Change a campaign before its start. Raises `forbidden`, `unknown_campaign`, `campaign_started`."""
    campaign = await find_campaign(tx, act, campaign_id)
    campaign.check_may_change()
    if problem := await _problem(tx, terms, act.now):
        return problem
    changed = amended(campaign, terms)
    await tx.campaigns.save(changed)
    return changed


async def find_campaign(tx: Transaction, act: Act, campaign_id: int) -> Campaign:
    """Return a campaign to whoever runs campaigns. Raises `forbidden`, `unknown_campaign`."""
    await _runner(tx, act)
    campaign = await tx.campaigns.find(campaign_id)
    if campaign is None:
        raise DomainError("unknown_campaign", campaign=campaign_id)
    return campaign


async def preview(tx: Transaction, act: Act, campaign_id: int, programme: Programme) -> Preview:
    """Count the audience as it is now. Raises `forbidden`, `unknown_campaign`, `unknown_questionnaire`."""
    campaign = await find_campaign(tx, act, campaign_id)
    questionnaire = await _published(tx, campaign)
    census, after = Census(), 0
    while page := await meant_page(tx, campaign, Calendar(act.today, programme.young), act.now, after):
        for candidate, exclusion in page.people:
            census.add(candidate, exclusion)
        after = page.upto
    return Preview(
        campaign=campaign,
        questionnaire=questionnaire,
        meant=census.meant.total(),
        asked=census.asked.total(),
        written=census.written.total(),
        excluded=dict(census.excluded),
        organisations=await _reach(tx, campaign, census),
        mark=census.mark,
    )


async def start(
    tx: Transaction, act: Act, campaign_id: int, counted: Preview, confirmed: int
) -> Campaign | Preview | Problem:
    """Fix the campaign and let it open; opening in the future, it is planned till then.

    `confirmed` is the mark of the preview the person has agreed to, `counted` a fresh one: it is made by a reading
    transaction right before, so that counting a hundred thousand people holds up nobody's answers. Returns `counted`
    when it is another audience than the confirmed one. Raises `forbidden`, `unknown_campaign`, `campaign_started`,
    `empty_audience`.
    """
    campaign = await find_campaign(tx, act, campaign_id)
    campaign.check_may_change()
    if problem := await _problem(tx, terms_of(campaign), act.now):
        return problem
    if not counted.asked:
        raise DomainError("empty_audience", campaign=campaign_id)
    if counted.mark != confirmed or counted.campaign != campaign:
        return counted
    started = replace(
        campaign,
        state=CampaignState.OPEN if campaign.opens_at <= act.now else CampaignState.PLANNED,
        version_id=await tx.questionnaires.find_latest(campaign.questionnaire),
        started_at=act.now,
    )
    await tx.campaigns.save(started)
    await _note(tx, act, started, "campaign_start", asked=counted.asked, order=_number(started))
    return started


async def extend(tx: Transaction, act: Act, campaign_id: int, closes_at: int) -> Campaign | Problem:
    """Take answers for longer; drafts and reminders follow at once.

    Returns `campaign-extended-backwards` for a closing that is no later. Raises `forbidden`, `unknown_campaign`,
    `campaign_not_running`.
    """
    campaign = await find_campaign(tx, act, campaign_id)
    campaign.check_runs(act.now)
    if closes_at <= campaign.closes_at:
        return Problem("campaign-extended-backwards", {"at": campaign.closes_at})
    await tx.campaigns.extend(campaign_id, closes_at, act.now)
    await _note(tx, act, campaign, "campaign_extend", before=campaign.closes_at, after=closes_at)
    return replace(campaign, closes_at=closes_at, extended_at=act.now)


async def stop(tx: Transaction, act: Act, campaign_id: int) -> Campaign:
    """End a campaign at once: nobody is asked or reminded any more, no answer is taken.

    Raises `forbidden`, `unknown_campaign`, `campaign_not_running`.
    """
    campaign = await find_campaign(tx, act, campaign_id)
    campaign.check_runs(act.now)
    await tx.campaigns.stop(campaign_id, act.now)
    await tx.deliveries.cancel_campaign(campaign_id, "stopped", act.now)
    await _note(tx, act, campaign, "campaign_stop", before=campaign.closes_at)
    return replace(campaign, state=CampaignState.STOPPED, closes_at=act.now)


async def _runner(tx: Transaction, act: Act) -> Actor:
    actor = await tx.accounts.find_actor(act.messenger_id)
    if actor is None or not may(actor.roles, Action.RUN_CAMPAIGN):
        raise DomainError("forbidden", action=Action.RUN_CAMPAIGN.value)
    return actor


async def _problem(tx: Transaction, terms: Terms, now: int) -> Problem | None:
    version_id = await tx.questionnaires.find_latest(terms.questionnaire)
    questionnaire = await tx.questionnaires.get(version_id) if version_id is not None else None
    return terms_problem(terms, questionnaire, now)


async def _published(tx: Transaction, campaign: Campaign) -> Published:
    version_id = campaign.version_id or await tx.questionnaires.find_latest(campaign.questionnaire)
    if version_id is None:
        raise DomainError("unknown_questionnaire")
    found = await tx.questionnaires.get(version_id)
    number = (await tx.questionnaires.numbers())[found.code]
    return Published(found.code, number, found.title, len(found.items), found.duration_minutes)


async def _reach(tx: Transaction, campaign: Campaign, census: Census) -> tuple[Reach, ...]:
    codes = {place: code for code, place in (await tx.people.organisation_ids()).items()}
    named = await tx.people.organisations()
    counts = {codes.get(place, "") if place else "": meant for place, meant in census.meant.items()}
    hidden = hidden_places(counts, campaign.group_threshold) if concerns_results(campaign.audience) else frozenset()
    rows = []
    for place in census.meant:
        code = codes.get(place, "") if place else ""
        figures = (census.meant[place], census.asked[place], census.written[place])
        name = named[code].name if code else ""
        rows.append(Reach(code, name, *((None, None, None) if code in hidden else figures)))
    return tuple(sorted(rows, key=lambda row: (row.name, row.organisation)))


async def _note(tx: Transaction, act: Act, campaign: Campaign, action: str, **detail: str | int | None) -> None:
    actor = await _runner(tx, act)
    await tx.audit.note(act.now, actor.person_id, action, f"campaign:{campaign.id}", **detail)


def _number(campaign: Campaign) -> str | None:
    return campaign.order.number if campaign.order else None
