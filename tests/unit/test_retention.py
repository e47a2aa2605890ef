"""Until when answers are kept."""

from datetime import date

import pytest

from bot.domain.retention import answers_kept_since


@pytest.mark.parametrize(
    ("today", "since"),
    [
        (date(2026, 11, 23), date(2025, 9, 1)),
        (date(2026, 8, 31), date(2024, 9, 1)),
        (date(2026, 9, 1), date(2025, 9, 1)),
        (date(2027, 1, 1), date(2025, 9, 1)),
    ],
)
def test_answers_go_after_the_next_school_year(today: date, since: date) -> None:
    assert answers_kept_since(today) == since
