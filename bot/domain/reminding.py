"""Who is reminded of a questionnaire, and when. Pure; knows no messages, only how many there were."""

from dataclasses import dataclass

from bot.domain.campaigns import Reminders

DAY = 86_400


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A participation of somebody who can be written to and has not finished.

    `reminders` were planned so far; `last_at` is the last message about it, None without any; `pending`: one is on its
    way.
    """

    participation_id: int
    person_id: int
    closes_at: int
    reminders: int
    last_at: int | None
    pending: bool


def next_reminder(unanswered: Unanswered, rule: Reminders, now: int) -> int | None:
    """The number of the reminder to plan now; None when it is too early, too late or enough.

    Whoever was never written to is not reminded: there is nothing to remind of.
    """
    if unanswered.pending or unanswered.last_at is None or unanswered.reminders >= rule.most:
        return None
    if now >= unanswered.closes_at or now < unanswered.last_at + rule.days * DAY:
        return None
    return unanswered.reminders + 1
