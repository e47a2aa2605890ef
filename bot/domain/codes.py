"""Codes of people and organisations: format, check letter, repair of look-alikes. Not a secret and no key."""

import re
from collections.abc import Callable, Container

from bot.domain.spelling import latin

CHECK_LETTERS = "ABCEHKMPTXY"  # eleven, a prime; each has a Cyrillic twin, so either keyboard layout works
PERSON_PREFIX = "T"
ORGANISATION_PREFIX = "E"
_DIGITS = {PERSON_PREFIX: 5, ORGANISATION_PREFIX: 3}
_GENERATED = re.compile(r"(T)-?([0-9]{5})([A-Z])|(E)-?([0-9]{3})([A-Z])")
_LOOKS_GENERATED = re.compile(r"([TE])-?([0-9OILЗ|]{3,5})([A-Z])")
_OWN = re.compile(r"[0-9A-ZА-Я][0-9A-ZА-Я./-]{0,19}")
_AS_DIGITS = str.maketrans("OILЗ|", "01131")


def check_letter(digits: str) -> str:
    """Weighted sum modulo 11 (the ISBN-10 rule): any one wrong digit and any swap of neighbours is noticed."""
    total = sum(weight * int(digit) for weight, digit in enumerate(digits, start=1))
    return CHECK_LETTERS[total % 11]


def make_code(prefix: str, randomness: Callable[[int], int], taken: Container[str]) -> str:
    """A new code such as «T-04127Y» that is not taken; ``randomness(n)`` gives an integer in 0..n-1.

    Codes do not follow one another, so that knowing one says nothing of the next.
    Raises ``OverflowError`` when no free code was met.
    """
    length = _DIGITS[prefix]
    for _ in range(1000):
        digits = f"{randomness(10**length):0{length}d}"
        code = f"{prefix}-{digits}{check_letter(digits)}"
        if code not in taken:
            return code
    raise OverflowError(prefix)


def normalise_code(text: str) -> str:
    """The stored spelling of a typed code: «т–о4127у» → «T-04127Y»; an organisation's own codes keep zeros."""
    code = latin(text)
    if found := _LOOKS_GENERATED.fullmatch(code):
        prefix, digits, check = found.groups()
        return f"{prefix}-{digits.translate(_AS_DIGITS)}{check}"
    return code


def is_code(code: str) -> bool:
    """Whether a normalised code may stand in the register: a generated one must carry its check letter."""
    if found := _GENERATED.fullmatch(code):
        _, digits, check = (part for part in found.groups() if part is not None)
        return check == check_letter(digits)
    return _OWN.fullmatch(code) is not None
