"""Who does something now, through which update. Knows nothing of what is done."""

from dataclasses import dataclass
from datetime import UTC, date, tzinfo


@dataclass(frozen=True, slots=True)
class Act:
    """One update of one person.

    `message_id` is the message whose button was pressed, None when the person typed; `now` is UTC epoch seconds,
    `today` the day in the centre's `zone`, `chance` 64 random bits for whatever this act has to invent.
    """

    update_id: int
    messenger_id: int
    message_id: int | None
    now: int
    today: date
    chance: int
    zone: tzinfo = UTC
