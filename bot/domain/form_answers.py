"""Reading the answers of a completed form, whatever it is about. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.codes import normalise_code
from questionnaires.items import Option
from questionnaires.values import Response, ResponseState, Value

_SEPARATOR = re.compile(r"[\s,;]+")


@dataclass(frozen=True, slots=True)
class Answers:
    """What was answered, and the options that were on offer at run time, by item."""

    responses: Mapping[str, Response]
    choices: Mapping[str, Sequence[Option]]

    def value(self, item: str) -> Value | None:
        """The answer; None when it was skipped, hidden or never given."""
        response = self.responses.get(item)
        return response.value if response is not None and response.state is ResponseState.ANSWERED else None

    def text(self, item: str, default: str = "") -> str:
        """The answer as text."""
        value = self.value(item)
        return default if value is None else str(value)

    def many(self, item: str) -> frozenset[str]:
        """The chosen codes of a list."""
        value = self.value(item)
        return frozenset(value) if isinstance(value, tuple) else frozenset()

    def words(self, item: str) -> frozenset[str]:
        """The labels of the chosen options of a run-time list."""
        chosen = self.many(item)
        return frozenset(option.label for option in self.choices.get(item, ()) if option.code in chosen)

    def codes(self, item: str) -> tuple[str, ...]:
        """The people's codes in a typed list, each once."""
        typed = (part for part in _SEPARATOR.split(self.text(item)) if part)
        return tuple(dict.fromkeys(normalise_code(part) for part in typed))
