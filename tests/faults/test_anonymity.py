"""P08: whoever gets the database, the logs and the deliveries cannot tell who gave which anonymous answers.

Twelve people answer in a known order at known times; tests/attacker.py tries to join them to what they said. The other
tests break the design on purpose, one way each, and expect the attacker to notice.
"""

import secrets
from collections.abc import Mapping
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

import pytest

from bot.domain.anonymity import to_body
from bot.usecases import anonymity
from questionnaires.values import Response, ResponseState
from storage import sqlite
from storage.anonymous import Anonymous
from storage.audit import Audit
from storage.sealing import Seal
from storage.sqlite import SqliteDatabase
from tests.anonymous import FIRST_THOUGHT, WORDS
from tests.attacker import breaches
from tests.spying import spied
from tests.stage import Stage, open_stage


@pytest.fixture(autouse=True)
def _same_keys_in_each_run(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = Random(2026)
    monkeypatch.setattr(secrets, "token_hex", lambda size: chance.randbytes(size).hex())


async def test_p08_nobody_is_joined_to_what_she_said(stage: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    evidence = await spied(stage, capsys)
    assert len(evidence.tables["anonymous_submissions"]) == len(WORDS) == len(set(evidence.said.values()))
    assert breaches(evidence) == set()
    for table in ("submissions", "responses", "replaced_responses", "scores", "sealed_submissions"):
        assert not evidence.tables[table]
    assert not [row for row in evidence.tables["audit"] if row["action"] == "submit"]
    assert FIRST_THOUGHT.encode() not in evidence.waiting_bytes
    assert {row["state"] for row in evidence.tables["participations"]} == {"finished"}


class Unshuffled(Random):
    """Draws the first and leaves the rest in order."""

    def sample(self, population: Any, k: int, **_: Any) -> list[Any]:
        return list(population)[:k]

    def shuffle(self, x: Any) -> None:
        """Leave everything as it lies."""


async def test_the_attacker_notices_rows_that_lie_as_they_were_sent(
    stage: Stage, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = count(1)
    monkeypatch.setattr(secrets, "token_hex", lambda size: next(numbers).to_bytes(size).hex())
    monkeypatch.setattr(anonymity, "Random", Unshuffled)
    monkeypatch.setattr(anonymity, "MIXED", 0)
    assert "order" in breaches(await spied(stage, capsys))


async def test_the_attacker_notices_answers_released_one_by_one(
    stage: Stage, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(anonymity, "releasable", lambda waiting, *_, **__: waiting)
    assert "snapshots" in breaches(await spied(stage, capsys))


async def test_the_attacker_notices_a_draft_that_stays(
    stage: Stage, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def keep(_: Anonymous, submission_id: int) -> None:
        """Leave the draft where it is."""

    monkeypatch.setattr(Anonymous, "drop", keep)
    assert "leftovers" in breaches(await spied(stage, capsys))


async def test_the_attacker_notices_answers_that_wait_unsealed(
    stage: Stage, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Seal, "close", lambda _, plain, *__: plain)
    monkeypatch.setattr(Seal, "open", lambda _, sealed, *__: sealed)
    assert breaches(await spied(stage, capsys)) == {"leftovers"}


async def test_the_attacker_notices_what_the_log_still_holds(
    sqlite_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SqliteDatabase, "wipe", lambda _: None)
    async with open_stage(sqlite_url, tmp_path) as stage:
        assert breaches(await spied(stage, capsys)) == {"leftovers"}


async def test_the_attacker_notices_deleted_rows_that_are_not_overwritten(
    sqlite_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "PRAGMAS", (*sqlite.PRAGMAS, "secure_delete=OFF"))
    async with open_stage(sqlite_url, tmp_path) as stage:
        assert breaches(await spied(stage, capsys)) == {"leftovers"}


async def test_the_attacker_notices_a_key_in_the_journal_and_a_time_in_an_answer(
    stage: Stage, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    keep = Anonymous.keep

    async def tell(self: Anonymous, campaign_id: int, key: str, sealed: bytes) -> None:
        await keep(self, campaign_id, key, sealed)
        await Audit(self._connection).note(int(stage.clock()), 1, "sent", key)

    def dated(answers: Mapping[str, Response]) -> str:
        return to_body({**answers, "at": Response("at", ResponseState.ANSWERED, int(stage.clock()))})

    monkeypatch.setattr(Anonymous, "keep", tell)
    monkeypatch.setattr(anonymity, "to_body", dated)
    assert breaches(await spied(stage, capsys)) == {"key", "time"}
