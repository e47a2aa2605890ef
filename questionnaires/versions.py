"""What differs between two versions of a questionnaire, and which differences forbid publishing.

Knows no database. Responses are stored under item codes, option codes and scale numbers: whatever changes
the meaning of a stored answer is refused.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from questionnaires.model import ChoiceItem, Item, OptionsItem, Questionnaire, ScaleItem


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: the item (or scale), the option where there is one, and both texts."""

    item: str
    old: str
    new: str
    option: str | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """All differences from the old version to the new one.

    `retyped` changes what stored answers mean (kind, number of an option, ends of a scale, one answer
    instead of several); `recoded` is the same text under another item code.
    """

    added: tuple[str, ...] = ()
    retired: tuple[str, ...] = ()
    relabelled: tuple[Change, ...] = ()
    options_added: tuple[Change, ...] = ()
    options_retired: tuple[Change, ...] = ()
    moved: tuple[str, ...] = ()
    retyped: tuple[Change, ...] = ()
    recoded: tuple[Change, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether the new version must not be published under the same code."""
        return bool(self.retyped or self.recoded)


@dataclass(frozen=True, slots=True)
class _Choice:
    """An option for comparison: what it is called and what number it is stored or scored as."""

    label: str
    value: int | None


def compare(old: Questionnaire, new: Questionnaire) -> Changes:
    """The changes from `old` to `new`. Two different questionnaires raise ValueError."""
    if old.code != new.code:
        raise ValueError("not two versions of one questionnaire")
    before = {item.code: item for item in old.items}
    after = {item.code: item for item in new.items}
    both = [(before[code], item) for code, item in after.items() if code in before]
    added = tuple(code for code in after if code not in before)
    retired = tuple(code for code in before if code not in after)
    return Changes(
        added=added,
        retired=retired,
        relabelled=tuple(change for pair in both for change in _relabelled(*pair)),
        options_added=tuple(change for pair in both for change in _options_only_in_second(*pair)),
        options_retired=tuple(
            Change(change.item, change.new, "", change.option)
            for first, second in both
            for change in _options_only_in_second(second, first)
        ),
        moved=_moved(old, new),
        retyped=tuple(change for pair in both for change in _retyped(*pair)),
        recoded=tuple(_recoded([before[code] for code in retired], [after[code] for code in added])),
    )


def _choices(item: Item) -> Mapping[str, _Choice]:
    if isinstance(item, ScaleItem):
        options = item.bound_scale.options if item.bound_scale else ()
    else:
        options = item.options if isinstance(item, OptionsItem) else ()
    return {option.code: _Choice(option.label, option.value) for option in options}


def _relabelled(old: Item, new: Item) -> Iterator[Change]:
    if old.label != new.label:
        yield Change(new.code, old.label, new.label)
    before = _choices(old)
    for code, choice in _choices(new).items():
        if code in before and before[code].label != choice.label:
            yield Change(new.code, before[code].label, choice.label, code)


def _options_only_in_second(first: Item, second: Item) -> Iterator[Change]:
    known = _choices(first)
    for code, choice in _choices(second).items():
        if code not in known:
            yield Change(second.code, "", choice.label, code)


def _retyped(old: Item, new: Item) -> Iterator[Change]:
    if _type(old) != _type(new):
        yield Change(new.code, _type(old), _type(new))
        return
    before, after = _choices(old), _choices(new)
    for code, choice in after.items():
        if code in before and before[code].value != choice.value:
            yield Change(new.code, str(before[code].value), str(choice.value), code)
    yield from _renumbered(new.code, before, after)
    ends = _ends(old), _ends(new)
    if isinstance(new, ScaleItem) and ends[0] != ends[1]:
        yield Change(new.code, ends[0], ends[1])


def _renumbered(item: str, before: Mapping[str, _Choice], after: Mapping[str, _Choice]) -> Iterator[Change]:
    """A label that now stands under another code: old answers would silently mean something else."""
    codes = {choice.label: code for code, choice in before.items()}
    for code, choice in after.items():
        former = codes.get(choice.label)
        if former is not None and former != code and code in before:
            yield Change(item, former, code, code)


def _type(item: Item) -> str:
    """The shape of a stored answer and the way it is scored."""
    several = " multiple" if isinstance(item, ChoiceItem) and item.multiple else ""
    return f"{item.kind}{several}{' reversed' if item.reversed else ''}"


def _ends(item: Item) -> str:
    bounds = item.bound_scale.bounds if isinstance(item, ScaleItem) and item.bound_scale else (0, 0)
    return f"{bounds[0]}..{bounds[1]}"


def _moved(old: Questionnaire, new: Questionnaire) -> tuple[str, ...]:
    """Items that stand in another section, or whose options stand in another order."""
    return tuple(
        item.code
        for item in new.items
        if (former := old.find_item(item.code)) is not None
        and (
            old.section_of(item.code).code != new.section_of(item.code).code
            or _common_order(former, item) != _common_order(item, former)
        )
    )


def _common_order(item: Item, other: Item) -> list[str]:
    shared = _choices(other)
    return [code for code in _choices(item) if code in shared]


def _recoded(retired: list[Item], added: list[Item]) -> Iterator[Change]:
    by_label = {(item.kind, item.label): item.code for item in retired}
    for item in added:
        former = by_label.get((item.kind, item.label))
        if former is not None:
            yield Change(item.code, former, item.code)
