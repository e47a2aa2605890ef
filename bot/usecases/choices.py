"""Options that are known only at run time: organisations today, mentees and events as they come to be."""

from questionnaires.items import ChoiceItem, Option
from questionnaires.model import Questionnaire
from storage.transaction import Transaction


async def load_choices(tx: Transaction, questionnaire: Questionnaire) -> dict[str, tuple[Option, ...]]:
    """Return item code → options for every dynamic item; an unknown source has none."""
    found: dict[str, tuple[Option, ...]] = {}
    for item in questionnaire.items:
        if isinstance(item, ChoiceItem):
            found[item.code] = await _options(tx, item.source)
    return found


async def _options(tx: Transaction, source: str) -> tuple[Option, ...]:
    if source != "organisations":
        return ()
    organisations = (await tx.people.organisations()).values()
    # Unlike a definition's, a code of the register may be Cyrillic or hold a slash; its 20 signs fit a button.
    return tuple(Option.model_construct(code=one.code, label=one.name) for one in organisations)
