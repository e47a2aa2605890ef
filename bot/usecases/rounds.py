"""One round of the planner: the moment it looks at, and what its steps may use. Plans nothing itself."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.audiences import Calendar
from bot.domain.programmes import Programme
from bot.domain.rhythm import Rhythm
from storage.sealing import Seal


@dataclass(frozen=True, slots=True)
class Round:
    """`now` is UTC epoch seconds and stays the same for all steps, `chance` 64 random bits."""

    now: int
    programme: Programme
    rhythm: Rhythm
    seal: Seal
    chance: int

    @property
    def today(self) -> date:
        """The day in the centre's zone."""
        return datetime.fromtimestamp(self.now, self.rhythm.zone).date()

    @property
    def calendar(self) -> Calendar:
        """By which people's attributes are judged."""
        return Calendar(self.today, self.programme.young)
