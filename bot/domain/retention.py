"""How long answers are kept (docs/privacy.md). Knows dates, not rows."""

from datetime import date

SCHOOL_YEAR_BEGINS = 9  # September


def answers_kept_since(today: date) -> date:
    """The first day whose answers are still kept: they go with the end of the school year after their own.

    On 23 November 2026 that is 1 September 2025: answers of 2024/25 went on 1 September 2026.
    """
    this_year = today.year if today.month >= SCHOOL_YEAR_BEGINS else today.year - 1
    return date(this_year - 1, SCHOOL_YEAR_BEGINS, 1)
