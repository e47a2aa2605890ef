"""People of the municipality whom the visitor may play on the chat page. Knows the page's cards, not what they do."""

from collections.abc import Mapping

from bot.demo import texts
from bot.demo.cast import Cast, Habit, Part
from bot.demo.crowd import FIRST_ACCOUNT, tells_needs
from bot.demo.young import FIRST_YOUNG
from playground.person import Card
from playground.playground import Playground

FIRST_VISITOR = 101
METHODOLOGIST = "methodologist"


def account_of(scenes: Cast, role: str) -> int:
    """Return the messenger's number of this visitor."""
    return FIRST_VISITOR + list(scenes.visitor).index(role)


def invite_visitor(telegram: Playground, scenes: Cast, payloads: Mapping[str, str]) -> None:
    """Put them on the page: who has a result or a year of check-ins, the methodologist at work, others invited."""
    for place, part in enumerate(scenes.respondents):
        if part.habit is Habit.FULL and not tells_needs(place):  # her result is the last she has seen
            telegram.people[FIRST_ACCOUNT + place].card = _card("result", part)
            break
    telegram.people[FIRST_YOUNG].card = _card("young", scenes.young[0])
    for account, (role, part) in enumerate(scenes.visitor.items(), start=FIRST_VISITOR):
        card = _card(role, part, payloads[part.code] if role != METHODOLOGIST else "")
        _introduce(telegram, account, (part.first_name, part.last_name), card)
    title, about = texts.VISITORS["admin"]
    admin = Card(title, about, payloads["admin"])
    _introduce(telegram, FIRST_VISITOR + len(scenes.visitor), texts.ADMIN_NAME, admin)


def _introduce(telegram: Playground, account: int, name: tuple[str, str], card: Card) -> None:
    first, last = name
    telegram.person(
        account, first_name=first, last_name=last, title=card.title, note=card.note, start_payload=card.start_payload
    )


def _card(role: str, part: Part, payload: str = "") -> Card:
    title, about = texts.VISITORS[role]
    return Card(title, texts.note(about, part.position, part.organisation, part.code), payload)
