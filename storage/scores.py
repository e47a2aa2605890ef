"""Scores of completed submissions, with the rule and the threshold they were judged by."""

from collections.abc import Iterable

from sqlalchemy import bindparam, delete, insert, select

from questionnaires.scoring import Score
from storage.connection import Connection, Row
from storage.statement import Statement
from storage.tables import scores

_CLEAR_SCORES = Statement(delete(scores).where(scores.c.submission_id == bindparam("submission")))
_SCORE_COLUMNS = (
    "submission_id", "place", "kind", "code", "title", "value", "n", "of", "level", "deficit", "threshold",
    "rule_version",
)  # fmt: skip
_ADD_SCORE = Statement(insert(scores), columns=_SCORE_COLUMNS)
_SCORES = Statement(select(scores).where(scores.c.submission_id == bindparam("submission")).order_by(scores.c.place))


class Scores:
    """What a completed submission came to. Never recomputed: a later rule or threshold judges later submissions."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def of(self, submission_id: int) -> tuple[Score, ...]:
        """Return the stored scores in the order of the questionnaire; empty for a draft or an unscored one."""
        rows = await self._connection.all(_SCORES, submission=submission_id)
        return tuple(_score(row) for row in rows)

    async def threshold(self, submission_id: int) -> float:
        """Return the threshold the scores were judged by; 0 when there are none."""
        row = await self._connection.one(_SCORES, submission=submission_id)
        return float(row["threshold"]) if row else 0.0

    async def save(self, submission_id: int, found: Iterable[Score], threshold: float, rule_version: str) -> None:
        """Store the scores of a completed submission with the rule and the threshold they rest on."""
        await self._connection.execute(_CLEAR_SCORES, submission=submission_id)
        for place, score in enumerate(found):
            await self._connection.execute(
                _ADD_SCORE,
                submission_id=submission_id,
                place=place,
                kind=score.kind,
                code=score.code,
                title=score.title,
                value=score.value,
                n=score.n,
                of=score.of,
                level=score.level,
                deficit=score.deficit,
                threshold=threshold,
                rule_version=rule_version,
            )


def _score(row: Row) -> Score:
    return Score(
        kind=row["kind"],
        code=row["code"],
        title=row["title"],
        value=row["value"],
        n=row["n"],
        of=row["of"],
        level=row["level"],
        deficit=bool(row["deficit"]),
        rule=row["rule_version"],
    )
