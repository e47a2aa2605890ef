"""Which option a typed text means. Tolerant of case, ё/е and Cyrillic letters that look Latin."""

import re

from questionnaires.items import Option
from questionnaires.operands import folded
from questionnaires.problems import Problem, ProblemCode

_LOOKALIKES = str.maketrans("авекмнорстухіѕјԁԛԝ", "abekmhopctyxisjdqw")
_NUMBER = re.compile(r"\s*([+-]?[0-9]{1,6})\s*(?:[.)]?\s*|[—–:-]\s+.*)", re.DOTALL)
_WORDS = {
    "да": "yes",
    "ага": "yes",
    "yes": "yes",
    "+": "yes",
    "нет": "no",
    "no": "no",
    "-": "no",
}
_SHORTEST_PREFIX = 3


def folded_code(text: str) -> str:
    """Text in which «А1» typed in Cyrillic equals «A1» in Latin."""
    return folded(text).translate(_LOOKALIKES)


def find_option(shown: tuple[Option, ...], text: str, *, numbered: bool = True) -> Option | Problem:
    """The option meant: by code or label, «да»/«нет», its number, or an unambiguous beginning of the label.

    A number is the option's value where options have values, else its place as shown, from 1. With `numbered` False
    it is part of a label like any other text.
    """
    wanted = folded_code(text)
    for option in shown:
        if wanted in (folded_code(option.code), folded_code(option.label)):
            return option
    word = _WORDS.get(folded(text).rstrip(".!"))
    found = [option for option in shown if word is not None and option.code == word]
    found = found or (_by_number(shown, text) if numbered else []) or _by_beginning(shown, wanted)
    if len(found) == 1:
        return found[0]
    if found:
        return Problem(ProblemCode.AMBIGUOUS_OPTION, {"text": text[:100], "count": len(found)})
    return Problem(ProblemCode.UNKNOWN_OPTION, {"text": text[:100]})


def _by_number(shown: tuple[Option, ...], text: str) -> list[Option]:
    match = _NUMBER.fullmatch(text)
    if match is None:
        return []
    number = int(match[1])
    if any(option.value is not None for option in shown):
        return [option for option in shown if option.value == number]
    return [shown[number - 1]] if 1 <= number <= len(shown) else []


def _by_beginning(shown: tuple[Option, ...], wanted: str) -> list[Option]:
    if len(wanted) < _SHORTEST_PREFIX:
        return []
    begins = [option for option in shown if folded_code(option.label).startswith(wanted)]
    return begins or [option for option in shown if wanted in folded_code(option.label)]
