"""Programmable faults: which calls, how often, and what goes wrong. Carried out by the server."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from playground.arguments import Arguments

Match = Mapping[str, str] | Callable[[Arguments], bool] | None


@dataclass(frozen=True, slots=True)
class Error:
    """Refuse with an API error."""

    code: int
    description: str
    parameters: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Http:
    """Answer with a status and a body that is not the API's (a proxy's page)."""

    status: int
    body: str = "<html><body><h1>502 Bad Gateway</h1></body></html>"


@dataclass(frozen=True, slots=True)
class Reset:
    """Cut the connection; with `apply` only after the call has taken effect (ambiguous delivery)."""

    apply: bool = False


@dataclass(frozen=True, slots=True)
class HalfResponse:
    """Take effect, send half of the answer, cut the connection."""


@dataclass(frozen=True, slots=True)
class Hang:
    """Do not answer until the rule is released; the call takes effect then, or before with `apply`."""

    apply: bool = False


@dataclass(frozen=True, slots=True)
class Slow:
    """Take effect, then answer after so many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Drip:
    """Take effect, then send the answer byte by byte over so many seconds (slow loris)."""

    seconds: float


@dataclass(frozen=True, slots=True)
class RetryAfter:
    """429 with `retry_after` in whole seconds."""

    seconds: int


Action = Error | Http | Reset | HalfResponse | Hang | Slow | Drip | RetryAfter


@dataclass(slots=True, eq=False)
class Rule:
    """`method` and the values of a mapping `match` are patterns with `*`; a parameter must be present to match.

    Of the calls that match, only the `nth` (from 1) and those after it are hit, `times` of them; None is no limit.
    """

    method: str
    action: Action
    match: Match = None
    nth: int = 1
    times: int | None = None
    seen: int = 0
    hits: int = 0
    _released: asyncio.Event = field(default_factory=asyncio.Event)

    def hit(self, method: str, arguments: Arguments) -> bool:
        """Whether this call is to go wrong; counts it."""
        if not fnmatchcase(method.lower(), self.method.lower()) or not self._matches(arguments):
            return False
        self.seen += 1
        if self.seen < self.nth or (self.times is not None and self.hits >= self.times):
            return False
        self.hits += 1
        return True

    def release(self) -> None:
        """Let hanging calls go on; later calls pass unharmed."""
        self.times = self.hits
        self._released.set()

    async def until_released(self) -> None:
        """Hang."""
        await self._released.wait()

    def _matches(self, arguments: Arguments) -> bool:
        if self.match is None:
            return True
        if callable(self.match):
            return self.match(arguments)
        return all(
            name in arguments.values and fnmatchcase(arguments.values[name], pattern)
            for name, pattern in self.match.items()
        )


class Rules:
    """The rules in force; the first that hits is applied."""

    def __init__(self) -> None:
        self._rules: list[Rule] = []

    def add(self, rule: Rule) -> Rule:
        """Put a rule in force."""
        self._rules.append(rule)
        return rule

    def find(self, method: str, arguments: Arguments) -> Rule | None:
        """The rule that hits this call."""
        return next((rule for rule in self._rules if rule.hit(method, arguments)), None)

    def clear(self) -> None:
        """Everything works again; hanging calls go on."""
        for rule in self._rules:
            rule.release()
        self._rules.clear()
