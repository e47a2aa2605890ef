"""Where a respondent stands: path, next, back, place, review. Pure; knows nothing of screens or storage."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from questionnaires.context import KNOWN_ATTRIBUTES, Attribute, Context
from questionnaires.labels import answer_text, hint, label
from questionnaires.model import Item, NoteItem, Questionnaire, Section
from questionnaires.options import options, search
from questionnaires.values import Response, ResponseState, Value
from questionnaires.walking import walk

__all__ = [
    "KNOWN_ATTRIBUTES",
    "Attribute",
    "Completion",
    "Context",
    "ReviewedSection",
    "answer_text",
    "calculated",
    "completion",
    "hint",
    "label",
    "missing_items",
    "next_item",
    "opens",
    "options",
    "path",
    "place",
    "previous_item",
    "review",
    "search",
    "voided",
]


@dataclass(frozen=True, slots=True)
class Completion:
    """Settled question items of the reachable ones."""

    done: int
    total: int

    @property
    def percent(self) -> int:
        """0..100, rounded down, so that 100 means finished."""
        return 100 * self.done // self.total if self.total else 100


@dataclass(frozen=True, slots=True)
class ReviewedSection:
    """A section as shown before sending: its visible items (no notes) with their responses."""

    section: Section
    items: tuple[tuple[Item, Response | None], ...]


def path(questionnaire: Questionnaire, context: Context) -> tuple[Item, ...]:
    """The items visible now, in order: questions and notes, no calculated items."""
    return walk(questionnaire, context).shown


def opens(questionnaire: Questionnaire, item: Item, items: Sequence[Item], context: Context) -> bool:
    """Whether the item is the first visible one of these: what introduces them is said here."""
    first = next((one for one in items if one.kind != "calculated"), item)
    if item is first or (first.when is None and questionnaire.section_of(first.code).when is None):
        return item is first  # without a look at the conditions: this is asked for every screen
    shown = path(questionnaire, context)
    return item is next((one for one in items if one in shown), None)


def next_item(questionnaire: Questionnaire, context: Context, after: str | None = None) -> Item | None:
    """With `after` None: the first item still without a settled response, None when all have one.

    With a code: the item that follows it on the path, answered or not; None after the last.
    """
    shown, _, scope = walk(questionnaire, context)
    if after is None:
        settled = scope.settled
        return next((item for item in shown if item.code not in settled), None)
    order = questionnaire.order
    return next((item for item in shown if order[item.code] > order[after]), None)


def previous_item(questionnaire: Questionnaire, context: Context, before: str | None = None) -> Item | None:
    """The item before this one on the path; the last one of all when `before` is None (the review)."""
    shown = path(questionnaire, context)
    if before is None:
        return shown[-1] if shown else None
    order = questionnaire.order
    return next((item for item in reversed(shown) if order[item.code] < order[before]), None)


def place(questionnaire: Questionnaire, context: Context, item: Item) -> tuple[int, int]:
    """(k, n) for «Вопрос k из n»: k by the visible question items, n by the *reachable* ones.

    An item whose condition still waits for an answer counts as reachable. So, answering forwards, k only
    grows and n only shrinks: the shown share never goes back. A note has the place of the question after it.
    """
    order = questionnaire.order
    here = order[item.code]
    walked = walk(questionnaire, context, undecided=True)
    places = [order[one.code] for one in walked.shown if one.kind != "note"]
    total = len(places) + walked.possible
    return min(bisect_left(places, here) + 1, max(total, 1)), total


def completion(questionnaire: Questionnaire, context: Context) -> Completion:
    """How much is done. Answering forwards never lowers the share (see `place`)."""
    walked = walk(questionnaire, context, undecided=True)
    asked = [item for item in walked.shown if _asks(item)]
    done = sum(1 for item in asked if _settled(item, context))
    return Completion(done, len(asked) + walked.possible)


def missing_items(questionnaire: Questionnaire, context: Context) -> tuple[Item, ...]:
    """The visible required question items without a settled response: what forbids sending."""
    return tuple(
        item for item in path(questionnaire, context) if item.required and _asks(item) and not _settled(item, context)
    )


def voided(questionnaire: Questionnaire, context: Context) -> tuple[Response, ...]:
    """The responses a changed branch has orphaned, marked void, values kept. Already void ones are left out."""
    shown = {item.code for item in path(questionnaire, context)}
    return tuple(
        replace(response, state=ResponseState.VOID)
        for code, response in context.responses.items()
        if code not in shown and response.state is not ResponseState.VOID
    )


def review(questionnaire: Questionnaire, context: Context) -> tuple[ReviewedSection, ...]:
    """Every section that shows a question, with its questions and their responses."""
    shown = {item.code for item in path(questionnaire, context) if _asks(item)}
    sections = (
        ReviewedSection(
            section,
            tuple((item, context.responses.get(item.code)) for item in section.items if item.code in shown),
        )
        for section in questionnaire.sections
    )
    return tuple(section for section in sections if section.items)


def calculated(questionnaire: Questionnaire, context: Context) -> Mapping[str, Value]:
    """The values of the visible calculated items that have one."""
    settled = walk(questionnaire, context).scope.settled
    return {
        item.code: response.value
        for item in questionnaire.items
        if item.kind == "calculated" and (response := settled.get(item.code)) is not None and response.value is not None
    }


def _asks(item: Item) -> bool:
    return not isinstance(item, NoteItem)


def _settled(item: Item, context: Context) -> bool:
    response = context.responses.get(item.code)
    return response is not None and response.settled
