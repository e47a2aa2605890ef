"""How an invented teacher judges herself: ability, what is weak around her, and chance. Knows marks, no screens."""

from dataclasses import dataclass
from functools import cache
from random import Random

USUAL = 0.6  # of the scale
NOT_MINE = 0.02  # how often something does not belong to her work
PERSONAL, LOCAL, COMMON, NOISE = 0.45, 0.4, 0.5, 0.6  # standard deviations, in marks


@dataclass(frozen=True, slots=True)
class Temper:
    """`circles` are what she shares with others (her school, her subject): a topic may be weak in all of a circle.

    `spirits` lift all her marks by a share of the scale; the same question another `time` is another chance.
    """

    seed: int
    name: str
    circles: tuple[str, ...] = ()
    spirits: float = 0.0
    time: int = 0

    def mark(self, topic: str, question: str, top: int) -> int | None:
        """A mark of 0..`top`, None for «not my work». The same arguments always give the same mark."""
        chance = _random(f"{self.seed}:{self.name}:{topic}:{question}" + f":{self.time}" * bool(self.time))
        if chance.random() < NOT_MINE:
            return None
        shifts = [
            PERSONAL * _leaning(f"{self.seed}:{self.name}"),
            *(LOCAL * _leaning(f"{self.seed}:{circle}:{topic}") for circle in self.circles),
            COMMON * _leaning(f"{self.seed}:{topic}:{question}"),
            chance.gauss(0, NOISE),
        ]
        return max(0, min(top, round((USUAL + self.spirits) * top + sum(shifts))))


@cache
def _leaning(about: str) -> float:
    return _random(about).gauss(0, 1)


def _random(seed: str) -> Random:
    return Random(seed)  # noqa: S311 - invented answers, no secret
