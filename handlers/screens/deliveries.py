"""What people are written, as screens: one thing, or several that are due on one day in one message."""

from collections.abc import Collection
from zoneinfo import ZoneInfo

from bot.domain.campaigns import Campaign
from bot.domain.deliveries import MANNERS, DeliveryKind
from bot.domain.parcels import Matter, Parcel
from bot.screen import Button, Rows, Screen
from handlers.callbacks import Ask, Menu, Mute
from handlers.screens.people import HOME
from handlers.texts import deliveries as texts
from handlers.texts.questionnaires import shortened

ASKING = frozenset({DeliveryKind.CAMPAIGN, DeliveryKind.REMINDER, DeliveryKind.CHECKIN, DeliveryKind.LATER})
MUTES = Button(texts.MUTE, Menu(to="mutes").pack())


def parcel_screen(parcel: Parcel) -> Screen:
    """One message for everything in the parcel."""
    shown = parcel.matters
    said = [text for matter in shown if (text := texts.matter(matter, parcel.zone))]
    if any(matter.delivery.kind is DeliveryKind.TEST for matter in shown):
        return Screen("\n\n".join([f"<b>{texts.TEST_MARK}</b>", *said]), ((HOME,),))
    head = [texts.digest_head(len(parcel.matters))] if len(parcel.matters) > 1 else []
    asked = [matter for matter in shown if matter.delivery.kind in ASKING and matter.participation is not None]
    return Screen("\n\n".join([*head, *said]), (*_keys(asked), (MUTES,)))


def _keys(asked: list[Matter]) -> Rows:
    if len(asked) == 1:
        return ((_answer(asked[0], texts.ANSWER),), (_later(asked[0]),))
    return tuple((_answer(matter, shortened(_title(matter.campaign), 55)),) for matter in asked)


def _answer(matter: Matter, label: str) -> Button:
    assert matter.participation is not None
    return Button(label, Ask(participation=max(matter.participation.id, 1)).pack())


def _later(matter: Matter) -> Button:
    assert matter.participation is not None
    return Button(texts.LATER, Ask(participation=max(matter.participation.id, 1), to="later").pack())


def _title(campaign: Campaign | None) -> str:
    return campaign.title if campaign else texts.ANSWER


def postponed_screen(at: int, zone: ZoneInfo, participation: int) -> Screen:
    """In the place of the message that was put off; one may still answer now."""
    answer = Button(texts.ANSWER, Ask(participation=participation).pack())
    return Screen(texts.postponed(at, zone), ((answer,), (HOME,)))


def mutes_screen(muted: Collection[DeliveryKind]) -> Screen:
    """What comes by itself, each kind with its switch."""
    kinds = [kind for kind, manner in MANNERS.items() if manner.mutable]
    keys = tuple(
        (Button(texts.switch(kind, kind in muted), Mute(kind=kind, off=kind not in muted).pack()),) for kind in kinds
    )
    settings = Button(texts.SETTINGS, Menu(to="settings").pack())
    return Screen(texts.mutes({kind: kind not in muted for kind in kinds}), (*keys, (settings, HOME)))
