"""Looking at a campaign before it starts: the card, what a recipient will see, a test to oneself."""

from bot.domain.acts import Act
from bot.domain.campaign_cards import TEST_ABOVE, Card, Progress
from bot.domain.campaigns import Campaign, Participation
from bot.domain.deliveries import Delivery, DeliveryKind
from bot.domain.errors import DomainError
from bot.domain.parcels import Matter
from bot.domain.rhythm import DAY
from bot.domain.segments import Criterion, criteria
from bot.domain.turnout import Preview
from bot.usecases.campaigns import find_campaign, start
from bot.usecases.choices import named
from bot.usecases.turnout import report
from questionnaires.model import Questionnaire
from questionnaires.problems import Problem
from storage.transaction import Transaction

_LISTS = {
    Criterion.ORGANISATION: "organisations",
    Criterion.DEFICIT: "functions",
    Criterion.ATTENDED: "course_runs",
    Criterion.COMPLETED: "course_runs",
}


async def open_card(tx: Transaction, act: Act, campaign_id: int) -> Card:
    """Return the campaign with the words for its audience. Raises `forbidden`, `unknown_campaign`."""
    campaign = await find_campaign(tx, act, campaign_id)
    names: dict[str, str] = {}
    for criterion in criteria(campaign.audience) & _LISTS.keys():
        names |= await named(tx, _LISTS[criterion])
    return Card(campaign, await _questionnaire(tx, campaign), names)


async def sample(tx: Transaction, act: Act, campaign_id: int) -> Matter:
    """Return the invitation as a recipient will get it. Raises `forbidden`, `unknown_campaign`."""
    campaign = await find_campaign(tx, act, campaign_id)
    person_id = await tx.accounts.get_person(act.messenger_id)
    delivery = Delivery("", DeliveryKind.CAMPAIGN, person_id, act.now, campaign.closes_at, campaign.id)
    participation = Participation(campaign.id, person_id, None)
    questionnaire = await _questionnaire(tx, campaign)
    return Matter(delivery, campaign=campaign, participation=participation, questionnaire=questionnaire)


async def send_test(tx: Transaction, act: Act, campaign_id: int) -> Campaign:
    """Plan the invitation for whoever asks, marked as a test. Raises `forbidden`, `unknown_campaign`."""
    campaign = await find_campaign(tx, act, campaign_id)
    person_id = await tx.accounts.get_person(act.messenger_id)
    key = f"test:{campaign.id}:{person_id}:{act.update_id}"
    test = Delivery(key, DeliveryKind.TEST, person_id, act.now, act.now + DAY, campaign.id)
    await tx.deliveries.plan([test], act.now)
    await tx.audit.note(act.now, person_id, "campaign_test", f"campaign:{campaign.id}")
    return campaign


async def confirm_start(
    tx: Transaction, act: Act, campaign_id: int, counted: Preview, confirmed: int
) -> Campaign | Preview | Problem:
    """Start, see `campaigns.start`; returns `campaign-test-first` when nobody has seen what many are to get."""
    if counted.asked > TEST_ABOVE and not await tx.audit.has("campaign_test", f"campaign:{campaign_id}"):
        return Problem("campaign-test-first", {"above": TEST_ABOVE})
    return await start(tx, act, campaign_id, counted, confirmed)


async def progress(tx: Transaction, act: Act, campaign_id: int) -> Progress:
    """Return the report with its messages by state. Raises `forbidden`, `unknown_campaign`."""
    return Progress(await report(tx, act, campaign_id), await tx.deliveries.counts(campaign_id))


async def _questionnaire(tx: Transaction, campaign: Campaign) -> Questionnaire:
    version_id = campaign.version_id or await tx.questionnaires.find_latest(campaign.questionnaire)
    if version_id is None:
        raise DomainError("unknown_questionnaire")
    return await tx.questionnaires.get(version_id)
