"""What is wrong with a questionnaire before anyone answers it. Knows no files and no wording."""

from collections.abc import Iterator
from itertools import chain

from questionnaires.inspection.anonymity import anonymity_findings
from questionnaires.inspection.conditions import condition_findings
from questionnaires.inspection.items import item_findings
from questionnaires.inspection.outline import Outline
from questionnaires.inspection.profile import profile_findings
from questionnaires.inspection.texts import text_findings
from questionnaires.inspection.vocabulary import Vocabulary, vocabulary_findings
from questionnaires.issues import Finding, Issue
from questionnaires.model import Questionnaire

__all__ = ["Vocabulary", "findings", "inspect"]


def findings(
    questionnaire: Questionnaire, vocabulary: Vocabulary | None, broken: frozenset[str] = frozenset()
) -> Iterator[Finding]:
    """All findings. Items in `broken` only stand in for ones that could not be read: conditions may name them.

    Without a vocabulary the names of labour functions, actions and standards are not checked.
    """
    outline = Outline(questionnaire, broken)
    return chain(
        outline.findings(),
        item_findings(outline),
        condition_findings(outline),
        text_findings(outline),
        profile_findings(outline),
        anonymity_findings(outline),
        vocabulary_findings(outline, vocabulary) if vocabulary else (),
    )


def inspect(questionnaire: Questionnaire, vocabulary: Vocabulary | None = None) -> tuple[Issue, ...]:
    """Issues of a questionnaire that was not read from a file."""
    return tuple(
        Issue("", 0, finding.item, finding.code, finding.params, finding.severity)
        for finding in findings(questionnaire, vocabulary)
    )
