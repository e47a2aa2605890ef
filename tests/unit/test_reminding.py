"""Who is reminded, and when."""

import pytest

from bot.domain.campaigns import Reminders
from bot.domain.reminding import DAY, Unanswered, next_reminder

RULE = Reminders(days=3, most=2)


@pytest.mark.parametrize(
    ("reminders", "last_at", "pending", "now", "number"),
    [
        (0, 0, False, 3 * DAY, 1),
        (0, 0, False, 3 * DAY - 1, None),
        (1, 3 * DAY, False, 6 * DAY, 2),
        (1, 3 * DAY, False, 5 * DAY, None),
        (2, 6 * DAY, False, 10 * DAY, None),
        (0, 0, True, 3 * DAY, None),
        (0, None, False, 3 * DAY, None),
        (0, 0, False, 14 * DAY, None),
        (0, 5 * DAY, False, 3 * DAY, None),
    ],
    ids=[
        "first",
        "too early",
        "second",
        "too near",
        "enough",
        "on its way",
        "never written to",
        "closed",
        "clock back",
    ],
)
def test_next_reminder(reminders: int, last_at: int | None, pending: bool, now: int, number: int | None) -> None:
    unanswered = Unanswered(1, 1, 14 * DAY, reminders, last_at, pending)
    assert next_reminder(unanswered, RULE, now) == number
