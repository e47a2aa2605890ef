"""Family S: one person, several devices, versions, questionnaires and years; nothing crosses, nothing is lost."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from bot.domain.submissions import SubmissionState
from bot.usecases.erasure import retire_answers
from playground.person import Person as Player
from questionnaires.values import ResponseState
from storage.checkup import check
from tests.answering import begin, data, open_from_list, publish_items, responses, screen, submissions_of, values
from tests.invited import tables
from tests.stage import OTHER_SCHOOL, Stage
from tests.unit.definitions import item_data

TWO = [item_data("a"), item_data("b")]


async def test_s01_resumed_after_a_restart(stage: Stage) -> None:
    await publish_items(stage, [item_data(code) for code in "abcdef"])
    anna = await begin(stage, "Проба")
    for number in range(2, 6):
        await anna.presses("Да")
        await anna.sees(f"Вопрос {number} из 6")
    await stage.stop()
    await stage.start()
    await anna.presses("Нет")  # the keyboard of before still works
    await anna.sees("Вопрос 6 из 6")
    await stage.stop()
    await stage.start()
    await anna.says("/start")
    await anna.presses("Продолжить с вопроса 6")
    await anna.sees("Вопрос 6 из 6")
    assert await values(stage, anna) == {**dict.fromkeys("abcd", "yes"), "e": "no"}


async def test_s02_a_draft_given_up_is_explained_and_begun_anew(stage: Stage) -> None:
    await publish_items(stage, TWO)
    anna = await begin(stage, "Проба")
    await anna.presses("Да")
    await anna.sees("Вопрос 2 из 2")
    stage.clock.advance(91 * 86_400)
    await anna.presses("Нет")
    assert "срок хранения черновика истёк" in (await anna.sees_toast("Анкета закрыта")).text
    await open_from_list(anna, "Проба")
    await anna.sees("Вопрос 1 из 2")
    assert await values(stage, anna) == {}


async def test_s03_a_new_version_does_not_touch_an_open_submission(stage: Stage) -> None:
    await publish_items(stage, TWO)
    anna = await begin(stage, "Проба")
    await anna.presses("Да")
    await anna.sees("Вопрос 2 из 2")
    await publish_items(stage, [*TWO, item_data("c", label="Новый вопрос")])
    await anna.presses("Нет")
    await anna.presses("Отправить")
    await anna.sees("Код квитанции")
    (done,) = await submissions_of(stage, anna, SubmissionState.COMPLETED)
    await open_from_list(anna, "Проба")
    assert "Вопрос 1 из 3" in screen(anna)
    (draft,) = await submissions_of(stage, anna)
    assert draft.version_id > done.version_id


async def test_s03_a_version_that_changes_the_meaning_of_answers_is_refused(stage: Stage) -> None:
    await publish_items(stage, TWO)
    with pytest.raises(Exception, match="retyped"):
        await publish_items(stage, [item_data("a", "text"), item_data("b")])


async def test_s05_start_in_the_middle_offers_to_go_on_and_erases_nothing(stage: Stage) -> None:
    await publish_items(stage, TWO)
    anna = await begin(stage, "Проба")
    await anna.presses("Да")
    await anna.sees("Вопрос 2 из 2")
    await anna.says("/start")
    home = await anna.sees("Не закончено: 1 анкета")
    assert {"Продолжить с вопроса 2 из 2", "Начать заново"} <= set(home.labels)
    await anna.presses("Начать заново")
    await anna.sees("Начать анкету заново?")
    await anna.presses("Продолжить")
    await anna.sees("Вопрос 2 из 2")
    assert await values(stage, anna) == {"a": "yes"}


@pytest.mark.parametrize("way", ["/start", "menu|home", "v1:outdated"])
async def test_s05_what_is_typed_at_home_is_no_answer(stage: Stage, way: str) -> None:
    await publish_items(stage, [item_data("a", "text"), item_data("b", "text")])
    anna = await begin(stage, "Проба")
    question = screen(anna)
    await (anna.says(way) if way == "/start" else anna.presses_data(question, way))
    await anna.sees("Не закончено: 1 анкета")
    await anna.says("Здравствуйте! Как мне продолжить?")
    lost = await anna.sees("ни один вопрос не ждёт ответа")
    assert await values(stage, anna) == {}
    assert lost.button("Продолжить с вопроса 1 из 2")
    await anna.presses("Продолжить с вопроса 1")
    await anna.sees("Вопрос 1 из 2")
    await anna.says("Ответ")
    await anna.sees("Вопрос 2 из 2")
    assert await values(stage, anna) == {"a": "Ответ"}


async def test_s05_a_button_of_the_question_above_leads_back_from_home(stage: Stage) -> None:
    await publish_items(stage, [item_data("a"), item_data("b", "text")])
    anna = await begin(stage, "Проба")
    question = screen(anna)
    await anna.says("/start")
    await anna.sees("Не закончено: 1 анкета")
    await anna.presses_data(question, data(question, "Да"))
    await anna.sees("Вопрос 2 из 2")
    await anna.says("Ответ")
    await anna.sees("Проверка перед отправкой")
    assert await values(stage, anna) == {"a": "yes", "b": "Ответ"}


async def test_s07_two_devices_share_one_submission(stage: Stage) -> None:
    await publish_items(stage, TWO)
    phone = await begin(stage, "Проба")
    first = screen(phone)
    await open_from_list(phone, "Проба")  # the same on the computer: another message
    await phone.presses("Да")
    await phone.sees("Вопрос 2 из 2")
    await phone.presses_data(first, data(first, "Да"))  # and again on the phone
    assert "Вопрос 2 из 2" in await phone.sees("✓ Вопрос 1: Да")
    assert len(await submissions_of(stage, phone)) == 1
    assert await values(stage, phone) == {"a": "yes"}


async def test_s08_two_questionnaires_at_once_do_not_mix(stage: Stage) -> None:
    words = [item_data("a", "text"), item_data("b", "text")]
    await publish_items(stage, words)
    await publish_items(stage, words, code="second", title="Вторая")
    anna = await begin(stage, "Проба")
    await open_from_list(anna, "Вторая")
    await anna.says("два-один")
    await anna.sees("✓ Вопрос 1: два-один")
    await anna.says("/start")
    await anna.presses("Продолжить с вопроса 1")
    await anna.sees("Проба · конфиденциально\nЧасть 1\nВопрос 1 из 2")
    await anna.says("один-один")
    await anna.sees("Проба · конфиденциально\nЧасть 1\nВопрос 2 из 2")
    await anna.says("один-два")
    await anna.sees("Проверка перед отправкой")
    await anna.says("никому")  # nothing waits in the review
    await anna.sees("ни один вопрос не ждёт ответа")
    await anna.says("/start")
    await anna.sees("Не закончено: 2 анкеты")
    await anna.says("ни одной из двух")
    await anna.sees("ни один вопрос не ждёт ответа")
    kept = [(row["submission_id"], row["item"], row["value"]) for row in (await tables(stage))["responses"]]
    assert sorted(kept) == [(1, "a", '"один-один"'), (1, "b", '"один-два"'), (2, "a", '"два-один"')]


async def ready_to_send(stage: Stage) -> Player:
    """A teacher before «Отправить»."""
    await publish_items(stage, TWO)
    anna = await begin(stage, "Проба")
    await anna.presses("Да")
    await anna.sees("Вопрос 2 из 2")
    await anna.presses("Да")
    await anna.sees("Проверка перед отправкой")
    return anna


async def test_s10_sending_twice_at_once_is_one_submission(stage: Stage) -> None:
    anna = await ready_to_send(stage)
    review = screen(anna)
    for _ in range(3):
        await anna.presses_data(review, data(review, "Отправить"))
    await anna.sees_toast("уже отправлена")
    await anna.sees("Код квитанции")
    await stage.telegram.quiet()
    assert len(await submissions_of(stage, anna, SubmissionState.COMPLETED)) == 1
    assert [row["action"] for row in (await tables(stage))["audit"]] == ["submit"]


async def test_s10_of_sending_and_changing_at_once_the_change_is_refused(stage: Stage) -> None:
    anna = await ready_to_send(stage)
    review = screen(anna)
    (draft,) = await submissions_of(stage, anna)
    await anna.presses_data(review, data(review, "Отправить"))
    await anna.presses_data(review, f"a|{draft.id}|0|no")
    await anna.presses_data(review, f"m|{draft.id}|0|edit")
    assert (await anna.sees_toast("Анкета отправлена")).alert
    await stage.telegram.quiet()
    stored = await responses(stage, anna, SubmissionState.COMPLETED)
    assert {code: response.value for code, response in stored.items()} == {"a": "yes", "b": "yes"}


async def test_s12_a_required_question_cannot_be_skipped_by_force(stage: Stage) -> None:
    await publish_items(stage, TWO)
    anna = await begin(stage, "Проба")
    assert "Пропустить" not in screen(anna).labels
    (draft,) = await submissions_of(stage, anna)
    await anna.presses_data(screen(anna), f"m|{draft.id}|0|skip")
    await anna.sees_toast("обязательный вопрос")
    await anna.presses_data(screen(anna), f"m|{draft.id}|0|na")
    await anna.sees_toast("нет ответа «не относится")
    for word in ("пропустить", "далее"):
        await anna.says(word)
        await anna.sees("Вопрос 1 из 2")
    await anna.presses_data(screen(anna), f"d|{draft.id}|submit")
    await anna.sees_toast("Отправить пока нельзя")
    assert not [one for one in (await responses(stage, anna)).values() if one.state is ResponseState.SKIPPED]


async def move(tx: Any, code: str) -> None:
    """The centre's register changes: another school, another position."""
    person_id = await tx.people.find_id(code)
    person, _ = await tx.people.get(person_id)
    place = await tx.people.put_organisation(OTHER_SCHOOL)
    await tx.people.put(replace(person, position="педагог-психолог", organisations=(OTHER_SCHOOL.code,)), (place,))


async def test_s14_a_submission_keeps_who_the_respondent_was_when_it_began(stage: Stage) -> None:
    visible = item_data("b", when='respondent.position == "учитель"')
    await publish_items(stage, [item_data("a"), visible])
    anna = await begin(stage, "Проба")
    (before,) = await submissions_of(stage, anna)
    await stage.database.write(move, f"T-{anna.id}")
    await anna.presses("Да")
    await anna.sees("Вопрос 2 из 2")
    await anna.presses("Нет")
    await anna.presses("Отправить")
    await anna.sees("Код квитанции")
    (done,) = await submissions_of(stage, anna, SubmissionState.COMPLETED)
    assert (done.attributes, done.organisation_id) == (before.attributes, before.organisation_id)
    await open_from_list(anna, "Проба")
    (fresh,) = await submissions_of(stage, anna)
    assert fresh.attributes["position"] == "педагог-психолог"
    assert fresh.organisation_id != done.organisation_id


async def test_answers_deleted_after_their_term_leave_no_loose_end(stage: Stage) -> None:
    anna = await ready_to_send(stage)
    await anna.presses("Отправить")
    await anna.sees("Код квитанции")
    stage.clock.advance(10 * 366 * 86_400)
    assert await stage.database.write(retire_answers, int(stage.clock()), stage.settings.zone)
    await anna.says("Здравствуйте")
    await anna.sees("ни один вопрос не ждёт ответа")
    assert await check(stage.settings.database_url) == []


async def test_s08_fifty_people_answer_at_once_and_nothing_crosses(stage: Stage) -> None:
    await publish_items(stage, [item_data("a", "text"), item_data("b", "text")])
    people = [await begin(stage, "Проба") for _ in range(50)]

    async def answer(anna: Player) -> None:
        for number in (1, 2):
            await anna.says(f"{anna.id}-{number}")
            await anna.sees("Вопрос 2 из 2" if number == 1 else "Проверка", within=60)

    await asyncio.gather(*(answer(anna) for anna in people))
    for anna in people:
        assert await values(stage, anna) == {"a": f"{anna.id}-1", "b": f"{anna.id}-2"}


async def test_u14_a_clock_set_back_makes_no_old_tap_a_quick_correction(stage: Stage) -> None:
    anna = await begin(stage)
    old = screen(anna)
    await anna.presses("0 Не владею")
    await anna.sees("Вопрос 2 из")
    before = await values(stage, anna)
    stage.clock.advance(-3_600)
    await anna.presses_data(old, data(old, "2 "))
    await anna.sees_toast("Этот вопрос уже отвечен")
    assert await values(stage, anna) == before
