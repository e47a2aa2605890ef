"""Anonymous answers on SQLite and PostgreSQL alike: they wait sealed, and go out in lots."""

import json
import secrets
from datetime import date
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest

from bot.domain.acts import Act
from bot.domain.campaigns import Campaign, CampaignKind, CampaignState, Participation
from bot.domain.dialogues import Dialogue
from bot.domain.people import Person
from bot.domain.rhythm import Rhythm
from bot.domain.segments import EVERYBODY
from bot.domain.submissions import Cursor, Submission, SubmissionState
from bot.usecases.anonymity import (
    campaigns_waiting,
    release_answers,
    release_due,
    released_answers,
    seal_answers,
)
from bot.usecases.dialogues import load_dialogue
from bot.usecases.questionnaires import publish
from bot.usecases.rounds import Round
from questionnaires.catalogue import built_in
from questionnaires.values import Response
from storage.database import Database, open_database
from storage.errors import Refused
from storage.keys import open_answer_key, open_key
from storage.sealing import Seal
from storage.transaction import Transaction
from tests.invited import dump
from tests.planning import PROGRAMME
from tests.unit.definitions import answered

SURVEY = next(one for one in built_in() if one.code == "satisfaction")
SEAL = Seal(lambda: bytes(32))
NOW = 1_789_000_000
FIRST_ACCOUNT = 700_000_000


async def _open(tx: Transaction) -> int:
    version = await tx.questionnaires.find_by_hash(SURVEY.code, SURVEY.content_hash) or await publish(tx, SURVEY, NOW)
    campaign = Campaign(
        id=0, kind=CampaignKind.PLAIN, title="Курс", questionnaire=SURVEY.code, audience=EVERYBODY, opens_at=NOW,
        closes_at=NOW + 86_400, owner_id=None, state=CampaignState.OPEN, anonymous=True, version_id=version,
    )  # fmt: skip
    return (await tx.campaigns.add(campaign)).id


async def _draft(tx: Transaction, /, campaign_id: int, number: int, **values: int | str) -> Submission:
    """A person at the review of her answers."""
    person_id = await tx.people.put(Person(f"T-{number}", (), "учитель"), ())
    account = FIRST_ACCOUNT + number
    await tx.accounts.bind(account, person_id, NOW)
    await tx.participations.plan([Participation(campaign_id, person_id, None)])
    (asked,) = await tx.participations.among(campaign_id, person_id - 1, person_id)
    version = await tx.questionnaires.find_latest(SURVEY.code)
    assert version is not None
    draft = Submission(
        id=0, version_id=version, respondent_id=person_id, organisation_id=None, state=SubmissionState.DRAFT,
        receipt=None, seed="1", attributes={}, cursor=Cursor("review"), message_id=None, started_at=NOW,
        touched_at=NOW, completed_at=None, participation_id=asked.id,
    )  # fmt: skip
    draft = await tx.submissions.add(draft)
    found = await tx.submissions.find(draft.id)
    assert found is not None
    for response in answered(**values).values():
        await tx.submissions.save_response(draft.id, response, replaces=False, now=NOW)
    await tx.accounts.activate(account, draft.id)
    await tx.updates.bury(number, "E-1", "ValueError", json.dumps({"from": account, "text": "самый ценный"}), NOW)
    return found


def _act(number: int) -> Act:
    return Act(number, FIRST_ACCOUNT + number, None, NOW, date(2026, 9, 10), 1)


async def _send(tx: Transaction, /, campaign_id: int, number: int, **values: int | str) -> Dialogue:
    draft = await _draft(tx, campaign_id, number, **values)
    return await seal_answers(tx, _act(number), await load_dialogue(tx, _act(number), draft), SEAL)


async def _close(tx: Transaction, campaign_id: int) -> None:
    assert await tx.campaigns.stop(campaign_id, NOW)
    assert await tx.campaigns.close(await tx.campaigns.get(campaign_id), NOW)


async def _released(database: Database, campaign_id: int) -> list[dict[str, Response]]:
    return [dict(one) for one in await database.read(released_answers, campaign_id)]


async def test_what_is_sent_is_sealed_and_nothing_of_the_draft_stays(database: Database) -> None:
    campaign = await database.write(_open)
    dialogue = await database.write(_send, campaign, 7, content=5, recommend=9, most_useful="самый ценный")
    assert dialogue.submission.state is SubmissionState.COMPLETED
    assert dialogue.submission.receipt is None
    rows = await database.read(dump)
    assert not rows["submissions"]
    assert not rows["responses"]
    assert not rows["replaced_responses"]
    assert not rows["scores"]
    assert not rows["audit"]
    assert [row["active_submission_id"] for row in rows["accounts"]] == [None]
    assert [row["body"] for row in rows["dead_letters"]] == [None]
    (sealed,) = rows["sealed_submissions"]
    assert set(sealed) == {"key", "campaign_id", "sealed"}
    assert "самый".encode() not in bytes(sealed["sealed"])


async def test_answers_wait_until_as_many_would_stay_behind(database: Database) -> None:
    campaign = await database.write(_open)
    for number in range(1, 10):
        await database.write(_send, campaign, number, content=1 + number % 5)
        assert await database.write(release_answers, campaign, SEAL, Random(number)) == 0
    await database.write(_send, campaign, 10, content=3)
    assert await database.write(release_answers, campaign, SEAL, Random(1)) == 5
    assert len(await _released(database, campaign)) == 5
    assert await database.read(campaigns_waiting) == [campaign]


async def test_everything_is_released_at_the_end_and_nothing_is_lost(database: Database) -> None:
    campaign = await database.write(_open)
    for number in range(1, 14):
        await database.write(_send, campaign, number, recommend=number % 11, most_useful=f"п{number}")
        await database.write(release_answers, campaign, SEAL, Random(number))
    await database.write(_close, campaign)
    await database.write(release_answers, campaign, SEAL, Random(1))
    assert await database.read(campaigns_waiting) == []
    sent = [answered(recommend=number % 11, most_useful=f"п{number}") for number in range(1, 14)]
    found = await _released(database, campaign)
    assert sorted(map(str, found)) == sorted(str({c: one[c] for c in ("recommend", "most_useful")}) for one in sent)


async def test_each_release_lays_everything_out_anew(database: Database) -> None:
    campaign, other = await database.write(_open), await database.write(_open)
    for number in range(1, 11):
        await database.write(_send, campaign, number, content=5)
        await database.write(_send, other, 100 + number, content=1)
    for one in (campaign, other):
        await database.write(release_answers, one, SEAL, Random(1))
    before = (await database.read(dump))["anonymous_submissions"]
    await database.write(_close, campaign)
    assert await database.write(release_answers, campaign, SEAL, Random(2)) == 5
    after = (await database.read(dump))["anonymous_submissions"]
    kept = {row["key"] for row in before} & {row["key"] for row in after}
    assert kept == {row["key"] for row in before if row["campaign_id"] == other}
    assert len({row["key"] for row in after}) == len(after) == 15
    assert all(len(row["key"]) == 32 for row in after)


async def test_a_row_moved_to_another_key_or_campaign_does_not_open(database: Database) -> None:
    campaign, other = await database.write(_open), await database.write(_open)
    await database.write(_send, campaign, 1, content=5)
    (key,) = await database.read(lambda tx: tx.anonymous.waiting(campaign))
    sealed = await database.write(lambda tx: tx.anonymous.take(key))
    for place, name in ((other, key), (campaign, "00" * 16)):
        await database.write(_close, place)
        await database.write(lambda tx, *row: tx.anonymous.keep(*row), place, name, sealed)
        with pytest.raises(Refused, match="key_wrong"):
            await database.write(release_answers, place, SEAL, Random(1))
        assert await database.read(lambda tx, at: tx.anonymous.waiting(at), place) == [name]


async def test_many_answers_go_out_in_lots_and_each_is_mixed_with_earlier_ones(database: Database) -> None:
    campaign = await database.write(_open)
    await database.write(_lay_out, campaign, 300)
    before = {row["key"] for row in (await database.read(dump))["anonymous_submissions"]}
    for number in range(60):
        await database.write(_send, campaign, number, content=5)
    assert await database.write(release_answers, campaign, SEAL, Random(1)) == 28
    after = {row["key"] for row in (await database.read(dump))["anonymous_submissions"]}
    assert (len(after), len(before & after)) == (328, 50)


async def _lay_out(tx: Transaction, campaign_id: int, count: int) -> None:
    version = await tx.questionnaires.find_latest(SURVEY.code)
    assert version is not None
    await tx.anonymous.lay_out(campaign_id, [(version, "{}")] * count)


async def test_over_many_campaigns_the_order_of_rows_tells_no_more_than_chance(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance, right = Random(2026), 0
    monkeypatch.setattr(secrets, "token_hex", lambda size: chance.randbytes(size).hex())
    for _ in range(20):
        campaign = await database.write(_open)
        for number in range(12):
            await database.write(_send, campaign, number, recommend=number % 11, most_useful=f"п{number}")
            await database.write(release_answers, campaign, SEAL, chance)
        await database.write(_close, campaign)
        await database.write(release_answers, campaign, SEAL, chance)
        lying = [str(one["most_useful"].value) for one in await _released(database, campaign)]
        right += sum(text == f"п{number}" for number, text in enumerate(lying))
    assert right < 2 * 20  # one of twelve is right by chance, whoever guesses and however


async def test_one_round_releases_every_campaign_that_may(database: Database) -> None:
    campaign, other = await database.write(_open), await database.write(_open)
    for number in range(1, 4):
        await database.write(_send, campaign, number, content=5)
        await database.write(_send, other, 100 + number, content=1)
    await database.write(_close, campaign)
    await release_due(database, Round(NOW, PROGRAMME, Rhythm(ZoneInfo("Europe/Moscow"), 5), SEAL, chance=7))
    assert (len(await _released(database, campaign)), len(await _released(database, other))) == (3, 0)
    assert await database.read(campaigns_waiting) == [other]


async def test_p15_a_stolen_file_tells_no_answer_that_waits(sqlite_url: str, sqlite_file: Path) -> None:
    database = await open_database(sqlite_url)
    campaign = await database.write(_open)
    await database.write(_send, campaign, 1, content=5, most_useful="самый ценный разбор")
    database.wipe()
    await database.close()
    stolen = b"".join(file.read_bytes() for file in sqlite_file.parent.glob(sqlite_file.name + "*"))
    assert stolen
    assert "самый ценный".encode() not in stolen


def test_the_key_of_answers_opens_no_names_and_is_not_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "names.key"
    key = open_answer_key(path, None, 0)()
    assert len(key) == 32
    assert key not in (open_key(path, None, 1).sealing, open_key(path, None, 1).digest)
    assert open_answer_key(path, None, 3)() == key
    path.unlink()
    with pytest.raises(Refused, match="key_missing"):
        open_answer_key(path, None, 1)
