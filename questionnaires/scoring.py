"""Scores of one submission: labour functions, competence groups, named scales. Knows no people.

Source of the rule: the mean of applicable items as a percentage of the scale's width, see RULE.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import lcm
from typing import Literal

from questionnaires.context import Context
from questionnaires.items import Item, ScaleItem, SingleItem
from questionnaires.model import Level, Questionnaire
from questionnaires.progress import path
from questionnaires.values import Response, ResponseState

RULE_VERSION = "1"
RULE = (
    "An item's score is 100 * (value - lowest) / (highest - lowest) of its scale; a reversed item counts 100 "
    "minus that. A score is the mean of its answered items. Items not shown or marked not applicable are "
    "outside; of the rest at least half, and at least one, must be answered, else there is no score. "
    "A deficit is a score below the threshold; equal to it is none."
)

ScoreKind = Literal["function", "group", "overall", "scale"]
Share = tuple[int, int]
"""Points reached of points possible on one item's scale."""


@dataclass(frozen=True, slots=True)
class Score:
    """One figure. `value` is 0..100 or None by the missing-data rule; `n` items answered `of` applicable."""

    kind: ScoreKind
    code: str
    title: str
    value: float | None
    n: int
    of: int
    level: str | None
    deficit: bool
    rule: str = RULE_VERSION


@dataclass(frozen=True, slots=True)
class Cut:
    """What one score is made of: item codes under a title."""

    kind: ScoreKind
    code: str
    title: str
    items: tuple[str, ...]


def cuts(questionnaire: Questionnaire) -> tuple[Cut, ...]:
    """The scores the profile asks for: functions in the order of sections, groups, scales, overall."""
    profile = questionnaire.profile
    if profile is None:
        return ()
    scorable = [item for item in questionnaire.items if bounds(item) is not None]
    found = list(_function_cuts(questionnaire)) if profile.functions else []
    for code, title in profile.groups.items():
        found.append(Cut("group", code, title, tuple(item.code for item in scorable if code in item.groups)))
    found += [Cut("scale", scale.code, scale.title, scale.items) for scale in profile.scales]
    if profile.overall:
        found.append(Cut("overall", "overall", questionnaire.title, tuple(item.code for item in scorable)))
    return tuple(found)


def score(questionnaire: Questionnaire, context: Context, threshold: float) -> tuple[Score, ...]:
    """The scores of the profile's cuts by RULE; `threshold` is in per cent.

    A cut without a single shown item gives no score; one whose items are all not applicable has `of` 0.
    """
    shown = {item.code: item for item in path(questionnaire, context)}
    shares = {
        code: _share(item, response)
        for code, item in shown.items()
        if (response := context.responses.get(code)) is None or response.state is not ResponseState.NOT_APPLICABLE
    }
    levels = questionnaire.profile.levels if questionnaire.profile else ()
    return tuple(
        _score(cut, [shares[code] for code in cut.items if code in shares], levels, threshold)
        for cut in cuts(questionnaire)
        if not shown.keys().isdisjoint(cut.items)
    )


def level_of(value: float, levels: tuple[Level, ...]) -> Level | None:
    """The highest level the value reaches; None below the lowest."""
    reached = [level for level in levels if value >= level.at_least]
    return max(reached, key=lambda level: level.at_least) if reached else None


def bounds(item: Item) -> tuple[int, int] | None:
    """The lowest and highest number of a scorable item :

    a scale, or a single choice whose options all have a value.
    """
    if isinstance(item, ScaleItem):
        lowest, highest = item.bound_scale.bounds if item.bound_scale else (0, 0)
    elif isinstance(item, SingleItem):
        values = [option.value for option in item.options if option.value is not None]
        if len(values) < len(item.options):
            return None
        lowest, highest = min(values, default=0), max(values, default=0)
    else:
        return None
    return (lowest, highest) if lowest < highest else None


def _function_cuts(questionnaire: Questionnaire) -> Iterator[Cut]:
    titles = {section.function: section.title for section in reversed(questionnaire.sections)}
    for function in dict.fromkeys(section.function for section in questionnaire.sections):
        if function is not None:
            codes = tuple(
                item.code
                for section in questionnaire.sections
                if section.function == function
                for item in section.items
                if bounds(item) is not None
            )
            yield Cut("function", function, titles[function], codes)


def _share(item: Item, response: Response | None) -> Share | None:
    """The place of the answer on its scale; None without a usable answer."""
    limits = bounds(item)
    if limits is None or response is None or response.state is not ResponseState.ANSWERED:
        return None
    value = _number(item, response)
    if value is None:
        return None
    lowest, highest = limits
    return (highest - value if item.reversed else value - lowest, highest - lowest)


def _number(item: Item, response: Response) -> int | None:
    if isinstance(item, SingleItem):
        return next((option.value for option in item.options if option.code == response.value), None)
    return response.value if isinstance(response.value, int) else None


def _score(cut: Cut, shares: list[Share | None], levels: tuple[Level, ...], threshold: float) -> Score:
    answered = [share for share in shares if share is not None]
    n, of = len(answered), len(shares)
    value = _mean(answered) if n and 2 * n >= of else None
    level = level_of(value, levels) if value is not None else None
    return Score(
        kind=cut.kind,
        code=cut.code,
        title=cut.title,
        value=value,
        n=n,
        of=of,
        level=level.code if level else None,
        deficit=value is not None and value < threshold,
    )


def _mean(shares: list[Share]) -> float:
    """The mean in per cent, in whole numbers up to the last division, so that 60 % is exactly 60.0."""
    common = lcm(*(width for _, width in shares))
    return 100 * sum(points * common // width for points, width in shares) / (len(shares) * common)
