"""Looking on while people answer anonymously: what tests/attacker.py is given of a running bot."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import literal_column, select
from sqlalchemy.sql.elements import ColumnElement

from bot.domain.anonymity import from_body
from storage.database import sqlite_path
from storage.statement import Statement
from storage.tables import anonymous_submissions
from tests.anonymous import WORDS, ask, close, send, tick
from tests.attacker import Evidence
from tests.invited import code_of, tables
from tests.stage import Stage


async def spied(stage: Stage, capsys: pytest.CaptureFixture[str]) -> Evidence:
    """Let twelve people answer one after the other, and look on all the time."""
    players = [await stage.person() for _ in WORDS]
    campaign_id = await ask(stage, players)
    evidence, said, moments = Evidence(), dict[str, str](), dict[str, int]()
    for place, player in enumerate(players):
        said[code_of(player)] = await send(stage, player, place)
        moments[code_of(player)] = int(stage.clock())
        await tick(stage, chance=2026)
        waiting, readable = (await tables(stage))["sealed_submissions"], await _texts(stage)
        evidence.seen.append(frozenset(readable))
        evidence.keys |= {row["key"] for row in waiting}
        if not readable:
            evidence.waiting_bytes += _raw(stage) + b"".join(bytes(row["sealed"]) for row in waiting)
    await close(stage, campaign_id)
    await tick(stage, chance=2026)
    return replace(
        evidence, said=said, moments=moments, tables=await tables(stage), orders=await _orders(stage),
        logs=capsys.readouterr().out,
    )  # fmt: skip


def _raw(stage: Stage) -> bytes:
    """All bytes of a SQLite database and its log, as they lie on the disk."""
    path = sqlite_path(stage.settings.database_url)
    return b"".join(file.read_bytes() for file in sorted(path.parent.glob(path.name + "*"))) if path else b""


async def _texts(stage: Stage, *order: ColumnElement[Any]) -> list[str]:
    """The comments of what is released, in this order of rows."""
    statement = Statement(select(anonymous_submissions.c.body).order_by(*order))
    rows = await stage.rows(lambda tx: tx.connection.all(statement))
    return [str(from_body(row["body"])["most_useful"].value) for row in rows]


async def _orders(stage: Stage) -> dict[str, list[str]]:
    """The ways in which released answers lie: every one an attacker may read as the order of sending."""
    found = {"key": await _texts(stage, anonymous_submissions.c.key)}
    if sqlite_path(stage.settings.database_url):
        raw = _raw(stage)
        found["bytes"] = sorted(found["key"], key=lambda text: raw.find(text.encode()))
        return found | {"scan": await _texts(stage)}
    place: ColumnElement[Any] = literal_column("ctid")
    transaction: ColumnElement[Any] = literal_column("xmin::text::bigint")
    return found | {"place": await _texts(stage, place), "transaction": await _texts(stage, transaction, place)}
