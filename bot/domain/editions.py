"""A questionnaire version as figures see it: which items a score is made of, which item is about a labour action."""

from collections.abc import Mapping
from dataclasses import dataclass

from questionnaires.items import ScaleItem
from questionnaires.model import Questionnaire
from questionnaires.scoring import cuts

Asked = tuple[str, frozenset[str]]
"""A standard and codes of its items. Figures with the same `Asked` are the same figure of the same people."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One version; `standard` is the short title of the professional standard it audits, or empty."""

    number: int
    standard: str
    questionnaire: Questionnaire

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from other versions."""
        return (self.questionnaire.code, str(self.number))

    def asked(self) -> Mapping[tuple[str, str], Asked]:
        """(kind, code) of a score → what was asked for it."""
        return {(cut.kind, cut.code): (self.standard, frozenset(cut.items)) for cut in cuts(self.questionnaire)}

    def find_action(self, code: str) -> ScaleItem | None:
        """The item of this code if it is about a labour action."""
        item = self.questionnaire.find_item(code)
        return item if isinstance(item, ScaleItem) and item.action and item.bound_scale else None
