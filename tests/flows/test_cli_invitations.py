"""Invitations on paper, the first administrator, moving to another account."""

import asyncio
import csv
import stat
from pathlib import Path

import pytest

from bot.domain.invitations import token_hash
from playground.playground import Playground
from tests.centre import PEOPLE, Centre

TEACHER = "SELECT code FROM people WHERE active AND position = 'учитель' ORDER BY code"


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def payloads(path: Path) -> dict[str, str]:
    """Code → payload of a CSV."""
    with path.open(encoding="utf-8") as file:
        return {row["code"]: row["payload"] for row in csv.DictReader(file)}


class TestInvitations:
    def test_everybody_gets_one_and_it_is_stored_as_a_digest(self, centre: Centre) -> None:
        said = centre.imported().runs("invite", "--out", "all.csv", "--format", "csv")
        assert said.code == 0
        issued = payloads(centre.folder / "all.csv")
        assert len(issued) == PEOPLE
        assert set(centre.ask("SELECT token_hash FROM invitations")) == {(token_hash(one),) for one in issued.values()}
        assert mode(centre.folder / "all.csv") == 0o600

    def test_paper_has_the_names_and_only_its_owner_reads_it(self, centre: Centre) -> None:
        said = centre.imported().runs("invite", "--out", "all.pdf")
        assert said.code == 0
        assert f"{PEOPLE} приглашений: all.pdf, " in said.text
        assert "На листах имена" in said.text
        assert (centre.folder / "all.pdf").read_bytes().startswith(b"%PDF")
        assert mode(centre.folder / "all.pdf") == 0o600

    def test_papers_given_out_stay_valid_unless_renewed(self, centre: Centre) -> None:
        centre.imported().runs("invite", "--out", "first.csv", "--format", "csv")
        again = centre.runs("invite", "--out", "second.csv", "--format", "csv")
        assert again.code == 1
        assert "уже есть действующее приглашение" in again.text
        assert not Path("second.csv").exists()
        assert centre.runs("invite", "--out", "second.csv", "--format", "csv", "--renew").code == 0
        assert centre.ask("SELECT count(*) FROM invitations WHERE revoked_at IS NULL") == [(PEOPLE,)]
        assert not set(payloads(Path("first.csv")).values()) & set(payloads(Path("second.csv")).values())

    def test_one_organisation_is_named_by_its_code(self, centre: Centre) -> None:
        centre.imported()
        ((code, name),) = centre.ask("SELECT code, name FROM organisations ORDER BY name LIMIT 1")
        assert name in centre.runs("organisations").text
        said = centre.runs("invite", "--organisation", code.lower(), "--out", "one.csv", "--format", "csv")
        assert said.code == 0
        people = "SELECT count(*) FROM person_organisations p JOIN organisations o ON o.id = p.organisation_id"
        ((count,),) = centre.ask(f"{people} WHERE p.rank = 0 AND o.code = '{code}'")
        assert len(payloads(Path("one.csv"))) == count

    @pytest.mark.parametrize(
        ("option", "told"),
        [("--organisation", "Организации E-999 в реестре нет"), ("--code", "Кода E-999 в реестре нет")],
    )
    def test_an_unknown_code_changes_nothing(self, centre: Centre, option: str, told: str) -> None:
        said = centre.imported().runs("invite", option, "E-999", "--out", "one.pdf")
        assert said.code == 1
        assert told in said.text
        assert not Path("one.pdf").exists()

    def test_a_file_is_not_overwritten_by_accident(self, centre: Centre) -> None:
        Path("all.pdf").write_text("важное")
        said = centre.imported().runs("invite", "--out", "all.pdf")
        assert said.code == 1
        assert Path("all.pdf").read_text() == "важное"
        assert centre.ask("SELECT count(*) FROM invitations") == [(0,)]
        assert centre.runs("invite", "--out", "all.pdf", "--force").code == 0
        assert mode(Path("all.pdf")) == 0o600

    def test_connected_people_are_not_invited(self, centre: Centre) -> None:
        ((code,), *_) = centre.imported().ask(TEACHER)
        centre.bind(code, 501)
        said = centre.runs("invite", "--code", code, "--out", "one.pdf")
        assert said.code == 1
        assert "Приглашать некого" in said.text

    def test_r14_a_person_moves_to_another_account(self, centre: Centre) -> None:
        ((code,), *_) = centre.imported().ask(TEACHER)
        centre.bind(code, 501)
        said = centre.runs("invite", "--transfer", code, "--out", "one.pdf")
        assert said.code == 0
        assert f"Прежний аккаунт {code} отключён." in said.text
        assert centre.ask("SELECT * FROM accounts") == []
        assert centre.ask("SELECT object FROM audit WHERE action = 'transfer'") == [(f"person:{code}",)]

    def test_who_never_came_has_nothing_to_transfer(self, centre: Centre) -> None:
        ((code,), *_) = centre.imported().ask(TEACHER)
        said = centre.runs("invite", "--transfer", code, "--out", "one.pdf")
        assert said.code == 1
        assert "ещё не подключён" in said.text


class TestFirstAdministrator:
    def test_is_known_by_code_and_told_once(self, centre: Centre) -> None:
        said = centre.runs("init")
        assert said.code == 0
        ((code,),) = centre.ask("SELECT p.code FROM roles r JOIN people p ON p.id = r.person_id WHERE role = 'admin'")
        payload = next(line for line in said.text.splitlines() if line.startswith("inv_"))
        assert f"под кодом {code}" in said.text
        assert f"http://127.0.0.1:8081/?start={payload}\n" in said.text
        assert centre.ask("SELECT token_hash FROM invitations") == [(token_hash(payload),)]

    def test_a_second_one_is_refused_politely(self, centre: Centre) -> None:
        centre.runs("init")
        before = centre.rows()
        said = centre.runs("init")
        assert said.code == 1
        assert "Приглашение администратору уже выдано" in said.text
        assert centre.rows() == before

    def test_a_lost_invitation_is_replaced(self, centre: Centre) -> None:
        centre.runs("init")
        assert centre.runs("init", "--again").code == 0
        assert centre.ask("SELECT count(*) FROM people") == [(1,)]
        assert centre.ask("SELECT revoked_at IS NULL FROM invitations ORDER BY id") == [(0,), (1,)]

    def test_once_connected_only_a_further_one_is_made(self, centre: Centre) -> None:
        centre.runs("init")
        ((code,),) = centre.ask("SELECT code FROM people")
        centre.bind(code, 501)
        assert f"Администратор уже есть: код {code}" in centre.runs("init").text
        assert centre.runs("init", "--again").code == 0
        assert centre.ask("SELECT count(*) FROM roles WHERE role = 'admin'") == [(2,)]


class TestAddress:
    """With a token the link leads to the bot's own chat."""

    async def test_the_name_is_asked_from_the_messenger(self, centre: Centre, monkeypatch: pytest.MonkeyPatch) -> None:
        async with Playground.start(username="district_bot") as telegram:
            monkeypatch.setenv("BOT_TOKEN", telegram.token)
            monkeypatch.setenv("BOT_API_ROOT", telegram.url)
            said = await asyncio.to_thread(centre.runs, "init")
        assert said.code == 0
        payload = next(line for line in said.text.splitlines() if line.startswith("inv_"))
        assert f"https://t.me/district_bot?start={payload}\n" in said.text

    async def test_o02_with_a_revoked_token_nothing_is_issued(
        self, centre: Centre, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async with Playground.start() as telegram:
            monkeypatch.setenv("BOT_TOKEN", "1:revoked")
            monkeypatch.setenv("BOT_API_ROOT", telegram.url)
            said = await asyncio.to_thread(centre.runs, "init")
        assert said.code == 1
        assert "Telegram не принимает токен" in said.text
        assert not list(centre.folder.iterdir())

    async def test_without_the_messenger_nothing_is_issued(
        self, centre: Centre, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("BOT_TOKEN", "1:token")
        monkeypatch.setenv("BOT_API_ROOT", "http://127.0.0.1:9")
        said = await asyncio.to_thread(centre.runs, "init")
        assert said.code == 1
        assert "Telegram сейчас не отвечает" in said.text
        assert not list(centre.folder.iterdir())
