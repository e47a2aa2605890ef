"""Everything outside the definition an answer may depend on. Knows nothing of storage."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from questionnaires.items import Option
from questionnaires.values import Response

Attribute = str | int | bool | tuple[str, ...] | None

KNOWN_ATTRIBUTES: Mapping[str, frozenset[str] | None] = {
    "position": None,
    "leading": None,
    "subjects": None,
    "levels": frozenset({"preschool", "primary", "basic", "secondary", "additional"}),
    "young": None,
    "organisation": None,
    "class_teacher": None,
}
"""Respondent attributes a condition may name (as `respondent.x`), with the values where they are closed."""


@dataclass(frozen=True, slots=True)
class Context:
    """The state of one submission, and the facts about its respondent.

    `choices` holds the options of dynamic items by item code or by the item's `source`;
    `seed` fixes random option orders; without `today` relative dates («завтра», «12.3») are refused.
    """

    responses: Mapping[str, Response] = field(default_factory=dict)
    attributes: Mapping[str, Attribute] = field(default_factory=dict)
    seed: str | int = ""
    choices: Mapping[str, tuple[Option, ...]] = field(default_factory=dict)
    today: date | None = None
