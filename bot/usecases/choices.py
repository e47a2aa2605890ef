"""Options that are known only at run time: the lists a dynamic choice may name, and who supplies each."""

from collections.abc import Awaitable, Callable, Mapping

from questionnaires.items import ChoiceItem, Option
from questionnaires.model import Questionnaire
from storage.transaction import Transaction

Supplier = Callable[[Transaction], Awaitable[tuple[Option, ...]]]


async def load_choices(tx: Transaction, questionnaire: Questionnaire) -> dict[str, tuple[Option, ...]]:
    """Return item code → options for every dynamic item; a list supplied no longer is empty."""
    found: dict[str, tuple[Option, ...]] = {}
    for item in questionnaire.items:
        if isinstance(item, ChoiceItem):
            supplier = _SUPPLIERS.get(item.source)
            found[item.code] = await supplier(tx) if supplier else ()
    return found


async def _organisations(tx: Transaction) -> tuple[Option, ...]:
    organisations = (await tx.people.organisations()).values()
    # Unlike a definition's, a code of the register may be Cyrillic or hold a slash; its 20 signs fit a button.
    return tuple(Option.model_construct(code=one.code, label=one.name) for one in organisations)


_SUPPLIERS: Mapping[str, Supplier] = {
    "organisations": _organisations,
}
SOURCES = frozenset(_SUPPLIERS)
"""What a definition may name as `source`; with any other it is refused before anybody answers it."""
