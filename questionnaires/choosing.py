"""Pressed and typed choices → option codes, drafts or problems. Knows nothing of numbers and dates."""

import re

from questionnaires.context import Context
from questionnaires.items import ChoiceItem, MultipleItem, Option, RankingItem
from questionnaires.matching import find_option
from questionnaires.problems import Problem, ProblemCode
from questionnaires.values import Chosen, Raw, Response, Toggled, Typed

_SEPARATOR = re.compile(r"[,;\n]+")
_ONLY_NUMBERS = re.compile(r"\s*[0-9]+(?:[\s,;.]+[0-9]+)*[\s,;.]*")
Several = MultipleItem | ChoiceItem


def choose_one(shown: tuple[Option, ...], raw: Raw, *, numbered: bool = True) -> Option | Problem:
    """The option pressed or typed; `numbered` as for `find_option`."""
    if not shown:
        return Problem(ProblemCode.NO_CHOICES)
    if isinstance(raw, Typed):
        return find_option(shown, raw.text, numbered=numbered)
    if isinstance(raw, Chosen | Toggled):
        found = next((option for option in shown if option.code == raw.option), None)
        return found or Problem(ProblemCode.UNKNOWN_OPTION, {"text": raw.option[:100]})
    return Problem(ProblemCode.WRONG_INPUT, {"expected": "option"})


def choose_many(shown: tuple[Option, ...], text: str, *, numbered: bool = True) -> tuple[Option, ...] | Problem:
    """The options typed as «1, 3, 5», by labels, or both; in the typed order."""
    if not shown:
        return Problem(ProblemCode.NO_CHOICES)
    whole = find_option(shown, text, numbered=numbered)
    if isinstance(whole, Option) and not _ONLY_NUMBERS.fullmatch(text):
        return (whole,)
    parts = re.findall(r"[0-9]+", text) if _ONLY_NUMBERS.fullmatch(text) else _SEPARATOR.split(text)
    found: list[Option] = []
    for part in filter(str.strip, parts):
        option = find_option(shown, part, numbered=numbered)
        if isinstance(option, Problem):
            return option
        found.append(option)
    return tuple(found) or Problem(ProblemCode.UNKNOWN_OPTION, {"text": text[:100]})


def toggled(item: Several, shown: tuple[Option, ...], option: Option, codes: tuple[str, ...]) -> "Codes":
    """The choice with one option added or taken back. An exclusive option and the others put out each other."""
    if option.code in codes:
        return tuple(code for code in codes if code != option.code)
    exclusive = {one.code for one in shown if one.exclusive}
    kept = () if option.exclusive else tuple(code for code in codes if code not in exclusive)
    chosen = {*kept, option.code}
    if item.max_choices is not None and len(chosen) > item.max_choices:
        return Problem(ProblemCode.TOO_MANY_CHOICES, {"max": item.max_choices, "count": len(chosen)})
    return in_definition_order(item, shown, chosen)


def finished(item: Several, shown: tuple[Option, ...], codes: tuple[str, ...]) -> "Codes":
    """The same choice if its size and its exclusive option are in order. Of a short list all are enough."""
    count = len(set(codes))
    least = min(item.min_choices, len(shown))
    if count < least:
        return Problem(ProblemCode.TOO_FEW_CHOICES, {"min": least, "count": count})
    if item.max_choices is not None and count > item.max_choices:
        return Problem(ProblemCode.TOO_MANY_CHOICES, {"max": item.max_choices, "count": count})
    alone = next((option for option in shown if option.exclusive and option.code in codes), None)
    if alone is not None and count > 1:
        return Problem(ProblemCode.EXCLUSIVE_CHOICE, {"option": alone.label})
    return in_definition_order(item, shown, set(codes))


def in_definition_order(item: Several, shown: tuple[Option, ...], chosen: set[str]) -> tuple[str, ...]:
    """Codes in an order that does not depend on who pressed what first, nor on shuffling."""
    options = item.options if isinstance(item, MultipleItem) else shown
    return tuple(option.code for option in options if option.code in chosen)


def ranked(item: RankingItem, option: Option, codes: tuple[str, ...]) -> "Codes":
    """The ranking with one option put last or taken back; a lone remaining option takes the last place."""
    if option.code in codes:
        return tuple(code for code in codes if code != option.code)
    wanted = places(item)
    if len(codes) >= wanted:
        return Problem(ProblemCode.TOO_MANY_CHOICES, {"max": wanted, "count": len(codes) + 1})
    order = (*codes, option.code)
    left = [one.code for one in item.options if one.code not in order]
    return (*order, *left) if wanted == len(item.options) and len(left) == 1 else order


def ranking_finished(item: RankingItem, shown: tuple[Option, ...], codes: tuple[str, ...]) -> "Codes":
    """The same order if it is whole and names nothing twice."""
    repeated = next((option for option in shown if codes.count(option.code) > 1), None)
    if repeated is not None:
        return Problem(ProblemCode.RANKING_REPEATED, {"option": repeated.label})
    if len(codes) != places(item):
        return Problem(ProblemCode.RANKING_INCOMPLETE, {"count": len(codes), "of": places(item)})
    return codes


def places(item: RankingItem) -> int:
    """How many places the ranking has."""
    return min(item.top or len(item.options), len(item.options))


def chosen_so_far(item: RankingItem | Several, previous: Response | None, context: Context) -> tuple[str, ...]:
    """The codes of a draft or of an earlier answer that still exist."""
    value = previous.value if previous is not None else None
    if not isinstance(value, tuple):
        return ()
    if isinstance(item, ChoiceItem):
        offered = context.choices.get(item.code) or context.choices.get(item.source, ())
    else:
        offered = item.options
    known = {option.code for option in offered}
    return tuple(code for code in value if code in known)


Codes = tuple[str, ...] | Problem
