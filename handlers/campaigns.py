"""Running campaigns in the chat. Their making is a form; this is looking, starting, extending, stopping."""

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from bot.domain.campaign_form import EXTENSION, FORM
from bot.domain.campaigns import Campaign
from bot.domain.forms import Made, Record
from bot.domain.parcels import Parcel
from bot.domain.programmes import Programme
from bot.domain.rights import Action, may
from bot.domain.turnout import Preview
from bot.usecases import campaign_cards, campaigns, turnout
from bot.usecases.forms import open_form
from bot.usecases.people import find_roles
from bot.usecases.status import status
from handlers.callbacks import CampaignKey, CampaignList, Menu
from handlers.dialogues import show_dialogue
from handlers.office import Office
from handlers.screens import campaigns as screens
from handlers.screens.deliveries import parcel_screen
from handlers.texts import campaigns as texts
from handlers.texts.problems import problem_text
from handlers.turn import Turn
from questionnaires.problems import Problem

router = Router(name="campaigns")

LATEST = 2**31 - 1  # before the first page


@router.message(Command("campaigns"))
async def campaigns_command(_: Message, command: CommandObject, turn: Turn) -> None:
    """The list; with words behind the command only what has them in the title."""
    await _list(turn, search=(command.args or "").strip()[:100])


@router.callback_query(Menu.filter(F.to == "campaigns"))
async def campaigns_button(_: CallbackQuery, turn: Turn) -> None:
    """The same, by button."""
    await _list(turn)


@router.message(Command("status"))
async def status_command(_: Message, turn: Turn, office: Office) -> None:
    """How things stand."""
    await turn.show(screens.status_screen(await turn.read(status), office.zone))


@router.callback_query(Menu.filter(F.to == "status"))
async def status_button(_: CallbackQuery, turn: Turn, office: Office) -> None:
    """The same, by button."""
    await turn.show(screens.status_screen(await turn.read(status), office.zone))


@router.callback_query(CampaignList.filter())
async def turn_page(_: CallbackQuery, callback_data: CampaignList, turn: Turn) -> None:
    """Older campaigns."""
    await _list(turn, before=callback_data.before)


@router.callback_query(Menu.filter(F.to == "find_campaign"))
async def find(_: CallbackQuery, turn: Turn) -> None:
    """How to search."""
    await turn.show(screens.find_screen())


@router.callback_query(CampaignKey.filter(F.to == "open"))
async def show_card(_: CallbackQuery, callback_data: CampaignKey, turn: Turn, office: Office) -> None:
    """What was decided."""
    await turn.show(screens.card_screen(await turn.read(campaign_cards.open_card, callback_data.campaign), office.zone))


@router.callback_query(CampaignKey.filter(F.to == "count"))
async def count(_: CallbackQuery, callback_data: CampaignKey, turn: Turn, programme: Programme) -> None:
    """Whom it will reach."""
    await turn.show(screens.preview_screen(await turn.read(campaigns.preview, callback_data.campaign, programme)))


@router.callback_query(CampaignKey.filter(F.to == "sample"))
async def show_sample(_: CallbackQuery, callback_data: CampaignKey, turn: Turn, office: Office) -> None:
    """What a recipient will see."""
    matter = await turn.read(campaign_cards.sample, callback_data.campaign)
    assert matter.campaign is not None
    parcel = Parcel(turn.act.messenger_id, matter.delivery.person_id, office.zone, (matter,))
    await turn.show(screens.sample_screen(matter.campaign, parcel_screen(parcel)))


@router.callback_query(CampaignKey.filter(F.to == "test"))
async def send_test(_: CallbackQuery, callback_data: CampaignKey, turn: Turn, office: Office) -> None:
    """The invitation to oneself."""
    await turn.write(campaign_cards.send_test, callback_data.campaign)
    office.wake_sender()
    card = await turn.read(campaign_cards.open_card, callback_data.campaign)
    await turn.show(screens.card_screen(card, office.zone), texts.TESTED)


@router.callback_query(CampaignKey.filter(F.to == "start"))
async def start(_: CallbackQuery, callback_data: CampaignKey, turn: Turn, office: Office, programme: Programme) -> None:
    """Begin, if the audience is the one that was shown."""
    campaign = callback_data.campaign
    counted = await turn.read(campaigns.preview, campaign, programme)
    started = await turn.write(campaign_cards.confirm_start, campaign, counted, callback_data.mark)
    if isinstance(started, Problem):
        await turn.show(screens.preview_screen(counted), problem_text(started.code, started.params), alert=True)
    elif isinstance(started, Preview):
        await turn.show(screens.preview_screen(started, changed=True))
    else:
        await _begun(turn, office, started)


async def _begun(turn: Turn, office: Office, campaign: Campaign) -> None:
    """Show the campaign's progress from now on, as it goes."""
    shown = await _report(turn, office, campaign.id, texts.STARTED)
    office.wake_planner()
    office.follow_campaign(turn.act, shown, campaign.id)


@router.callback_query(CampaignKey.filter(F.to == "report"))
async def show_report(_: CallbackQuery, callback_data: CampaignKey, turn: Turn, office: Office) -> None:
    """How far it has come, as of now."""
    await _report(turn, office, callback_data.campaign)


@router.callback_query(CampaignKey.filter(F.to == "places"))
async def show_places(_: CallbackQuery, callback_data: CampaignKey, turn: Turn, programme: Programme) -> None:
    """By organisation: before the start whom it will reach, later how far it has come."""
    found = await turn.read(turnout.report, callback_data.campaign)
    if found.campaign.started_at is not None:
        rows, back = screens.reported_places(found), "report"
    else:
        counted = await turn.read(campaigns.preview, callback_data.campaign, programme)
        rows, back = screens.planned_places(counted), "count"
    await turn.show(screens.places_screen(found.campaign, rows, callback_data.page, back))


@router.callback_query(CampaignKey.filter(F.to == "dropoffs"))
async def show_dropoffs(_: CallbackQuery, callback_data: CampaignKey, turn: Turn) -> None:
    """Where people stop."""
    await turn.show(screens.dropoffs_screen(await turn.read(turnout.report, callback_data.campaign)))


@router.callback_query(CampaignKey.filter(F.to == "edit"))
async def edit(_: CallbackQuery, callback_data: CampaignKey, turn: Turn, office: Office, programme: Programme) -> None:
    """The form again, filled in."""
    about = Made(Record.CAMPAIGN, callback_data.campaign)
    await show_dialogue(turn, office, await turn.write(open_form, FORM, programme, about=about))


@router.callback_query(CampaignKey.filter(F.to == "copy"))
async def copy(_: CallbackQuery, callback_data: CampaignKey, turn: Turn, office: Office, programme: Programme) -> None:
    """The form, filled in like that of another campaign."""
    like = Made(Record.CAMPAIGN, callback_data.campaign)
    await show_dialogue(turn, office, await turn.write(open_form, FORM, programme, like=like))


@router.callback_query(CampaignKey.filter(F.to == "extend"))
async def extend(
    _: CallbackQuery, callback_data: CampaignKey, turn: Turn, office: Office, programme: Programme
) -> None:
    """Until when."""
    about = Made(Record.CAMPAIGN, callback_data.campaign)
    await show_dialogue(turn, office, await turn.write(open_form, EXTENSION, programme, about=about))


@router.callback_query(CampaignKey.filter(F.to == "stop"))
async def ask_stop(_: CallbackQuery, callback_data: CampaignKey, turn: Turn) -> None:
    """What an early end means."""
    await turn.show(screens.stop_screen(await turn.read(campaigns.find_campaign, callback_data.campaign)))


@router.callback_query(CampaignKey.filter(F.to == "stop_sure"))
async def stop(_: CallbackQuery, callback_data: CampaignKey, turn: Turn, office: Office) -> None:
    """End it now."""
    stopped = await turn.write(campaigns.stop, callback_data.campaign)
    await _report(turn, office, stopped.id, texts.stopped(stopped))


async def _list(turn: Turn, before: int = 0, search: str = "") -> None:
    page = await turn.read(turnout.list_campaigns, before or LATEST, search)
    await turn.show(screens.list_screen(page, await _may_run(turn), first=not before, search=search))


async def _report(turn: Turn, office: Office, campaign: int, greeting: str = "") -> int:
    found, may_run = await turn.read(campaign_cards.progress, campaign), await _may_run(turn)
    counts = found.counts if may_run else None  # messages of other organisations are counted too
    return await turn.show(
        screens.report_screen(found.report, may_run, office.zone, turn.act.now, greeting, counts=counts)
    )


async def _may_run(turn: Turn) -> bool:
    return may(await turn.read(find_roles), Action.RUN_CAMPAIGN)


async def show_campaign(turn: Turn, office: Office, campaign: int) -> None:
    """After a form: the draft with what can be done now, or the progress of what is extended."""
    card = await turn.read(campaign_cards.open_card, campaign)
    if card.campaign.started_at is None:
        await turn.show(screens.card_screen(card, office.zone, texts.SAVED))
    else:
        await _report(turn, office, campaign, texts.EXTENDED)
