"""The options an item offers, in the order they are shown. Knows no buttons and no pages."""

import random

from questionnaires.context import Context
from questionnaires.items import ChoiceItem, Item, MultipleItem, Option, RankingItem, ScaleItem, SingleItem
from questionnaires.matching import folded_code
from questionnaires.model import Questionnaire


def options(_questionnaire: Questionnaire, item: Item, context: Context) -> tuple[Option, ...]:
    """The options as shown; empty for kinds without any."""
    return shown_options(item, context)


def shown_options(item: Item, context: Context) -> tuple[Option, ...]:
    """The options of one item: a scale's, a dynamic list's, or its own, shuffled when it says so."""
    if isinstance(item, ScaleItem):
        return item.bound_scale.options if item.bound_scale else ()
    if isinstance(item, ChoiceItem):
        return context.choices.get(item.code) or context.choices.get(item.source, ())
    if isinstance(item, SingleItem | MultipleItem | RankingItem):
        return _shuffled(item, context) if item.random_order else item.options
    return ()


def lacks_options(item: Item, context: Context) -> bool:
    """Whether the item's list is empty now: then nobody can answer it, required or not."""
    return isinstance(item, ChoiceItem) and not shown_options(item, context)


def _shuffled(item: SingleItem | MultipleItem | RankingItem, context: Context) -> tuple[Option, ...]:
    """The same order for the same seed in every process; exclusive options and `other` stay last."""
    last = [option for option in item.options if option.exclusive or option.code == "other"]
    first = [option for option in item.options if option not in last]
    random.Random(f"{context.seed}:{item.code}").shuffle(first)  # noqa: S311 - an order, not a secret
    return (*first, *last)


def search(found_in: tuple[Option, ...], text: str) -> tuple[Option, ...]:
    """The options whose label or code contains every word of the text, look-alike letters being equal."""
    words = folded_code(text).split()
    return tuple(
        option for option in found_in if all(word in folded_code(f"{option.label} {option.code}") for word in words)
    )
