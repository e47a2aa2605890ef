"""Why an answer was not accepted: a code and its parameters. Knows no wording and no language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class ProblemCode(StrEnum):
    """Every code the questionnaire engine returns; the parameters stand beside each."""

    REQUIRED = "required"
    NOT_APPLICABLE_REFUSED = "not-applicable-refused"
    WRONG_INPUT = "wrong-input"  # expected: option | options | ranking | text | number | date | … | nothing
    UNKNOWN_OPTION = "unknown-option"  # text
    AMBIGUOUS_OPTION = "ambiguous-option"  # text, count
    NO_CHOICES = "no-choices"
    TOO_FEW_CHOICES = "too-few-choices"  # min, count
    TOO_MANY_CHOICES = "too-many-choices"  # max, count
    EXCLUSIVE_CHOICE = "exclusive-choice"  # option (label)
    RANKING_INCOMPLETE = "ranking-incomplete"  # count, of
    RANKING_REPEATED = "ranking-repeated"  # option (label)
    NOT_A_NUMBER = "not-a-number"
    NOT_AN_INTEGER = "not-an-integer"
    TOO_MANY_PLACES = "too-many-places"  # places
    TOO_SMALL = "too-small"  # min
    TOO_LARGE = "too-large"  # max
    EMPTY = "empty"
    TOO_SHORT = "too-short"  # min, length
    TOO_LONG = "too-long"  # max, length
    NOT_A_DATE = "not-a-date"
    IMPOSSIBLE_DATE = "impossible-date"  # text
    TOO_EARLY = "too-early"  # min (ISO)
    TOO_LATE = "too-late"  # max (ISO)
    NOT_A_TIME = "not-a-time"
    FILE_EXPECTED = "file-expected"
    FILE_KIND = "file-kind"  # accepted (comma separated kinds), name
    FILE_TOO_LARGE = "file-too-large"  # max_mb
    CONSTRAINT = "constraint"  # message (the definition's own text)
    NO_POSITION = "no-position"
    NO_AUDIT_FOR_POSITION = "no-audit-for-position"  # position
    NO_AUDIT_FOR_LEADERS = "no-audit-for-leaders"  # standard


@dataclass(frozen=True, slots=True)
class Problem:
    """Expected bad input. Returned, never raised; other packages may use codes of their own."""

    code: str
    params: Mapping[str, str | int] = field(default_factory=dict)
