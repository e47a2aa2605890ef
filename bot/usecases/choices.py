"""Options that are known only at run time: the lists a dynamic choice may name, and who supplies each."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from zlib import crc32

from questionnaires.items import ChoiceItem, Option
from questionnaires.model import Questionnaire
from questionnaires.standards import load_mapping, load_standards
from storage.transaction import Transaction

Options = tuple[Option, ...]
Supplier = Callable[[Transaction], Awaitable[Options]]


async def load_choices(tx: Transaction, questionnaire: Questionnaire) -> dict[str, Options]:
    """Return item code → options for every dynamic item; a list supplied no longer is empty. Each is loaded once."""
    lists: dict[str, Options] = {}
    found: dict[str, Options] = {}
    for item in questionnaire.items:
        if isinstance(item, ChoiceItem):
            supplier = _SUPPLIERS.get(item.source)
            if item.source not in lists:
                lists[item.source] = await supplier(tx) if supplier else ()
            found[item.code] = lists[item.source]
    return found


async def named(tx: Transaction, source: str) -> dict[str, str]:
    """Return code → words of a list."""
    return {one.code: one.label for one in await _SUPPLIERS[source](tx)}


def option(code: str, label: str) -> Option:
    """An option of a list. Unlike a definition's, its code may be Cyrillic or hold a slash: it only has to fit."""
    return Option.model_construct(code=code, label=label)


def worded(words: Iterable[str]) -> Options:
    """Options that are their own words: a button cannot carry those, so it carries a mark of them."""
    return tuple(option(f"{crc32(word.encode()):08x}", word) for word in words)


async def _organisations(tx: Transaction) -> Options:
    return tuple(option(one.code, one.name) for one in (await tx.people.organisations()).values())


async def _positions(tx: Transaction) -> Options:
    return worded(await tx.people.positions())


async def _subjects(tx: Transaction) -> Options:
    return worded(await tx.people.subjects())


async def _questionnaires(tx: Transaction) -> Options:
    newest = [await tx.questionnaires.get(version_id) for version_id in (await tx.questionnaires.latest()).values()]
    asked = sorted((one for one in newest if one.kind != "form"), key=lambda one: one.title)
    return tuple(option(one.code, one.title) for one in asked)


async def _functions(_: Transaction) -> Options:
    """Labour functions of all standards, then competence groups: what a deficit can be in."""
    functions = {
        function.code: f"{function.code} {function.name}"
        for standard in load_standards().values()
        for function in standard.functions
        if function.actions
    }
    groups = {group: title for mapping in [load_mapping()] for group, title in mapping.groups.items()}
    return tuple(option(code, title) for code, title in {**functions, **groups}.items())


async def _course_runs(tx: Transaction) -> Options:
    runs = sorted((await tx.courses.runs()).values(), key=lambda run: run.ends_on, reverse=True)
    return tuple(
        option(run.code, f"{run.course.title}, {run.starts_on:%d.%m.%Y}–{run.ends_on:%d.%m.%Y}") for run in runs
    )


_SUPPLIERS: Mapping[str, Supplier] = {
    "organisations": _organisations,
    "positions": _positions,
    "subjects": _subjects,
    "questionnaires": _questionnaires,
    "functions": _functions,
    "course_runs": _course_runs,
}
SOURCES = frozenset(_SUPPLIERS)
"""What a definition may name as `source`; with any other it is refused before anybody answers it."""
