"""Family K: double taps, stale and forged buttons, and messages that cannot be edited any more."""

import asyncio
from typing import Any

import pytest

from bot.domain.people import Role
from bot.domain.submissions import SubmissionState
from playground.rules import Error
from questionnaires.values import ResponseState
from storage.transaction import Transaction
from tests.answering import begin, data, publish_items, responses, screen, submissions_of, values
from tests.invited import dump, tables
from tests.stage import Stage
from tests.unit.definitions import item_data


async def revisions(tx: Transaction) -> list[dict[str, Any]]:
    """What was answered before the present answers."""
    return (await dump(tx))["replaced_responses"]


def visible_edits(stage: Stage) -> int:
    """How often a screen changed before somebody's eyes."""
    return sum(1 for call in stage.telegram.calls("editMessageText") if call.ok)


async def test_k01_a_double_tap_is_one_answer_and_one_edit(stage: Stage) -> None:
    anna = await begin(stage)
    before, edits = screen(anna), visible_edits(stage)
    for _ in range(2):
        await anna.presses_data(before, data(before, "0 Не владею"))
    await anna.sees("✓ Вопрос 1: 0 — Не владею")
    await stage.telegram.quiet()
    assert list((await values(stage, anna)).values()) == [0]
    assert visible_edits(stage) == edits + 1
    answered = stage.telegram.calls("answerCallbackQuery")[-2:]
    assert len({call["callback_query_id"] for call in answered}) == 2
    assert "✓ Вопрос 1: 0 — Не владею" in screen(anna)


@pytest.mark.parametrize("label", ["‹ Назад", "Готово, отмечено: 1", "Пропустить"])
async def test_k01_a_double_tap_on_the_way_goes_one_step(stage: Stage, label: str) -> None:
    middle = item_data("b", "multiple", required=False)
    await publish_items(stage, [item_data("a"), middle, item_data("c"), item_data("d")])
    anna = await begin(stage, "Проба")
    await anna.presses("Да")
    await anna.sees("Вопрос 2 из 4")
    await anna.presses("☐ Синий")
    await stage.telegram.quiet()
    before = screen(anna)
    if label == "‹ Назад":
        await anna.presses("Готово")
        before = await anna.sees("Вопрос 3 из 4")
    for _ in range(2):
        await anna.presses_data(before, data(before, label))
    await stage.telegram.quiet()
    assert ("Вопрос 2 из 4" if label == "‹ Назад" else "Вопрос 3 из 4") in screen(anna)


async def test_k03_of_two_options_at_once_the_later_wins_and_both_are_kept(stage: Stage) -> None:
    anna = await begin(stage)
    before = screen(anna)
    await anna.presses_data(before, data(before, "3 Могу"))
    await anna.presses_data(before, data(before, "1 "))
    await anna.sees("✓ Вопрос 1: 1 — ")
    await stage.telegram.quiet()
    assert list((await values(stage, anna)).values()) == [1]
    assert [row["value"] for row in await stage.rows(revisions)] == ["3"]


async def test_k04_an_earlier_question_is_not_changed_silently(stage: Stage) -> None:
    anna = await begin(stage)
    old = screen(anna)
    await anna.presses("0 Не владею")
    await anna.sees("Вопрос 2 из")
    stage.clock.advance(60)
    await anna.presses_data(old, data(old, "3 Могу"))
    await anna.sees_toast("уже отвечен. Открыть для правки?")
    assert "0 — Не владею" in await anna.sees("Вопрос 1 уже отвечен")
    assert list((await values(stage, anna)).values()) == [0]
    await anna.presses("Открыть для правки")
    await anna.sees("Вопрос 1 из")
    await anna.presses("3 Могу")
    await anna.sees("Вопрос 2 из")
    assert list((await values(stage, anna)).values()) == [3]


async def test_k04_the_way_back_to_the_question_that_waits(stage: Stage) -> None:
    anna = await begin(stage)
    old = screen(anna)
    await anna.presses("0 Не владею")
    await anna.sees("Вопрос 2 из")
    stage.clock.advance(60)
    await anna.presses_data(old, data(old, "3 Могу"))
    await anna.presses("К текущему вопросу")
    await anna.sees("Вопрос 2 из")


async def test_k05_nothing_is_written_after_sending(stage: Stage) -> None:
    await publish_items(stage, [item_data("q"), item_data("t", "text", required=False)])
    anna = await begin(stage, "Проба")
    old = screen(anna)
    await anna.presses("Да")
    await anna.presses("Пропустить")
    await anna.presses("Отправить")
    await anna.sees("Код квитанции")
    for label in ("Нет", "Проверить ответы"):
        await anna.presses_data(old, data(old, label))
        assert (await anna.sees_toast("Анкета отправлена 10.09.2026")).alert
    stored = await responses(stage, anna, SubmissionState.COMPLETED)
    assert stored["q"].value == "yes"


async def test_k05_nothing_is_written_into_an_expired_draft(stage: Stage) -> None:
    anna = await begin(stage)
    old = screen(anna)
    stage.clock.advance(91 * 86_400)
    await anna.presses_data(old, data(old, "0 Не владею"))
    assert "Начните её заново" in (await anna.sees_toast("Анкета закрыта")).text
    await anna.says("3")
    await anna.sees("срок хранения черновика истёк")
    assert await values(stage, anna) == {}
    await anna.presses("В начало")
    await anna.sees("Выберите, что сделать")
    await anna.presses("Пройти")
    await anna.presses("Самоаудит педагога, краткий")
    await anna.sees("Вопрос 1 из")


OLD_OR_FORGED = [
    "v1:answer:5:3",
    "a:1:0:yes",
    "a|1|0",
    "a|1|0|yes|no",
    "a|x|0|yes",
    "a|0|0|yes",
    "a|99999999999999999999|0|1",
    "m|1|0|destroy",
    "menu|admin",
    "adm:export:all",
    "|",
    "Кнопка",
    "a|1|0|" + "x" * 58,
    "\x00",
]


async def test_k06_buttons_of_another_release_lead_home(stage: Stage) -> None:
    anna = await begin(stage)
    before = screen(anna)
    for forged in OLD_OR_FORGED:
        await anna.presses_data(before, forged)
        await anna.sees_toast("Эта кнопка устарела")
    await anna.sees("Не закончено: 1 анкета")
    assert await values(stage, anna) == {}
    assert not await stage.rows(lambda tx: tx.updates.dead())


GONE = ["message to edit not found", "message can't be edited"]


@pytest.mark.parametrize("refusal", GONE, ids=["k08", "k09"])
async def test_k08_k09_a_message_that_cannot_be_edited_is_sent_once_again(stage: Stage, refusal: str) -> None:
    anna = await begin(stage)
    rule = stage.telegram.rule("editMessageText", Error(400, f"Bad Request: {refusal}"), times=1)
    sent = len(stage.telegram.calls("sendMessage"))
    await anna.presses("0 Не владею")
    await anna.sees("Вопрос 2 из")
    await stage.telegram.quiet()
    assert rule.hits == 1
    assert len(stage.telegram.calls("sendMessage")) == sent + 1
    (draft,) = await submissions_of(stage, anna)
    assert draft.message_id == screen(anna).id
    await anna.presses("1 ")
    await anna.sees("Вопрос 3 из")
    assert len(stage.telegram.calls("sendMessage")) == sent + 1  # the new one is edited


async def test_k08_a_message_the_person_has_deleted(stage: Stage) -> None:
    anna = await begin(stage)
    before = screen(anna)
    await anna.presses_data(before, data(before, "0 Не владею"))
    await anna.deletes(before)
    await anna.sees("Вопрос 2 из")
    assert list((await values(stage, anna)).values()) == [0]


async def test_k09_a_message_older_than_two_days_comes_without_its_content(stage: Stage) -> None:
    anna = await begin(stage)
    stage.telegram.clock.advance(3 * 86_400)
    await anna.presses("0 Не владею")
    await anna.sees("Вопрос 2 из")
    assert list((await values(stage, anna)).values()) == [0]


async def test_k10_not_modified_is_nothing(stage: Stage) -> None:
    anna = await begin(stage)
    sent = len(stage.telegram.calls("sendMessage"))
    await anna.presses("Проверить ответы")
    review = await anna.sees("Проверка перед отправкой")
    (draft,) = await submissions_of(stage, anna)
    await anna.presses_data(review, f"d|{draft.id}|review")
    await stage.telegram.quiet()
    assert stage.telegram.calls("editMessageText")[-1].ok is False
    assert len(stage.telegram.calls("sendMessage")) == sent
    assert not await stage.rows(lambda tx: tx.updates.dead())


async def test_k11_a_query_that_is_too_old_still_counts(stage: Stage) -> None:
    anna = await begin(stage)
    told = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    rule = stage.telegram.rule("answerCallbackQuery", Error(400, told))
    await anna.presses("0 Не владею")
    await anna.sees("Вопрос 2 из")
    await stage.telegram.quiet()
    assert rule.hits == 1
    assert list((await values(stage, anna)).values()) == [0]


async def test_k12_a_tap_lost_while_the_bot_was_down(stage: Stage) -> None:
    anna = await begin(stage)
    await stage.stop()
    await anna.presses("0 Не владею")
    stage.telegram.clock.advance(200)
    assert stage.telegram.updates_pending == 0  # the messenger has forgotten it
    await stage.start()
    await stage.telegram.called("getUpdates")
    await anna.presses("0 Не владею")
    await anna.sees("Вопрос 2 из")


async def test_k13_k16_buttons_of_another_persons_draft_are_refused_and_noted(stage: Stage) -> None:
    victim = await begin(stage)
    theirs = screen(victim)
    (draft,) = await submissions_of(stage, victim)
    attacker = await stage.person()
    await attacker.says("/start")
    own = await attacker.sees("Начало")
    forged = [data(theirs, "0 Не владею"), f"m|{draft.id}|0|skip", f"m|{draft.id}|0|edit", f"p|{draft.id}|0|1"]
    forged += [f"t|{draft.id}|0|1", f"s|{draft.id}|0|0", f"r|{draft.id}"]
    forged += [f"d|{draft.id}|{to}" for to in ("continue", "pause", "review", "submit", "restart", "restart_sure")]
    for one in forged:
        await attacker.presses_data(own, one)
        assert (await attacker.sees_toast("недоступна")).alert
    assert await values(stage, victim) == {}
    assert [one.id for one in await submissions_of(stage, victim)] == [draft.id]
    assert await submissions_of(stage, attacker) == []
    noted = [row for row in (await tables(stage))["audit"] if row["action"] == "refused"]
    assert len(noted) == len(forged)  # the counter
    assert {row["object"] for row in noted} == {f"submission:{draft.id}"}
    assert all(f"T-{attacker.id}" in row["detail"] and f"T-{victim.id}" in row["detail"] for row in noted)


async def test_r10_ids_that_exist_nowhere_look_the_same(stage: Stage) -> None:
    anna = await begin(stage)
    for forged in ("a|2147483647|0|1", "r|2147483647", "d|2147483647|submit"):
        await anna.presses_data(screen(anna), forged)
        assert (await anna.sees_toast("недоступна")).alert


async def test_r10_a_completed_result_of_somebody_else(stage: Stage) -> None:
    await publish_items(stage, [item_data("q", "scale")], profile={"overall": True})
    victim = await begin(stage, "Проба")
    await victim.presses("0 Не владею")
    await victim.presses("Отправить")
    await victim.sees("Код квитанции")
    (done,) = await submissions_of(stage, victim, SubmissionState.COMPLETED)
    for role in (Role.TEACHER, Role.MENTOR, Role.COORDINATOR, Role.METHODOLOGIST, Role.ADMIN):
        other = await stage.person(role)
        await other.says("/start")
        await other.presses_data(await other.sees("Начало"), f"r|{done.id}")
        await other.sees_toast("недоступна")


@pytest.mark.parametrize("role", [Role.TEACHER, Role.MENTOR])
async def test_k14_a_forged_export_is_refused_and_noted(stage: Stage, role: Role) -> None:
    anna = await stage.person(role)
    await anna.says("/start")
    home = await anna.sees("Начало")
    assert not home.button("Выгрузка")
    await anna.presses_data(home, "menu|export")
    assert (await anna.sees_toast("Это действие вам недоступно")).alert
    await anna.says("/export")
    await anna.sees("Это действие вам недоступно")
    found = await tables(stage)
    assert found["export_jobs"] == []
    assert [row["object"] for row in found["audit"] if row["action"] == "refused"] == ["forbidden", "forbidden"]
    assert not anna.documents


async def test_k17_an_old_tap_repeated_later_has_no_effect(stage: Stage) -> None:
    anna = await begin(stage)
    old = screen(anna)
    await anna.presses("0 Не владею")
    await anna.sees("Вопрос 2 из")
    await anna.presses("1 ")
    await anna.sees("Вопрос 3 из")
    before = await values(stage, anna)
    stage.clock.advance(60)
    await anna.presses_data(old, data(old, "0 Не владею"))
    await stage.telegram.quiet()
    assert await values(stage, anna) == before
    assert "Вопрос 3 из" in screen(anna)
    assert await stage.rows(revisions) == []


async def test_k19_a_button_in_a_group_is_refused(stage: Stage) -> None:
    anna = await begin(stage)
    answer = data(screen(anna), "0 Не владею")
    group = stage.telegram.group(-100_500, "Учительская")
    await anna.inside(group).presses_data(1, answer)
    await anna.sees_toast("только в личном чате")
    assert await values(stage, anna) == {}


FORGED_PLACES = ["a|{id}|9999|yes", "a|{id}|1|1", "a|{id}|2|yes", "m|{id}|3|edit", "m|{id}|2|skip", "m|{id}|1|done"]


@pytest.mark.parametrize("forged", FORGED_PLACES)
async def test_k13_places_that_do_not_wait_take_no_answer(stage: Stage, forged: str) -> None:
    hidden, sums = item_data("b", when='a in ["yes"]'), item_data("sum", "calculated")
    await publish_items(stage, [item_data("a"), hidden, item_data("c"), sums])
    anna = await begin(stage, "Проба")
    (draft,) = await submissions_of(stage, anna)
    await anna.presses_data(screen(anna), forged.format(id=draft.id))
    await anna.sees_toast("Эта кнопка устарела")
    stored = await responses(stage, anna)
    assert not [one for one in stored.values() if one.state is not ResponseState.VOID]
    assert not await stage.rows(lambda tx: tx.updates.dead())
    await anna.says("/start")
    await anna.presses("Продолжить")
    await anna.sees("Вопрос 1 из")


async def test_k13_an_option_that_is_not_offered(stage: Stage) -> None:
    anna = await begin(stage)
    answer = data(screen(anna), "0 Не владею")
    await anna.presses_data(screen(anna), answer.removesuffix("0") + "77")
    await anna.sees_toast("Такого варианта нет")
    assert await values(stage, anna) == {}


async def test_k01_fifty_people_tapping_twice_at_once(stage: Stage) -> None:
    people = [await stage.person(subjects=()) for _ in range(50)]
    for anna in people:
        await anna.says("/start")
        await anna.presses_data(await anna.sees("Начало"), "begin|audit-544n-short")
    await asyncio.gather(*(anna.sees("Вопрос 1 из", within=60) for anna in people))
    for anna in people:
        for _ in range(2):
            await anna.presses_data(screen(anna), data(screen(anna), "0 Не владею"))
    await asyncio.gather(*(anna.sees("✓ Вопрос 1", within=60) for anna in people))
    await stage.telegram.quiet(within=60)
    for anna in people:
        assert list((await values(stage, anna)).values()) == [0]
    assert await stage.rows(revisions) == []


async def test_k05_leaving_or_restarting_what_is_sent_says_so(stage: Stage) -> None:
    await publish_items(stage, [item_data("q")])
    anna = await begin(stage, "Проба")
    (draft,), old = await submissions_of(stage, anna), screen(anna)
    await anna.presses("Да")
    await anna.presses("Отправить")
    await anna.sees("Код квитанции")
    for to in ("pause", "restart", "restart_sure"):
        await anna.presses_data(old, f"d|{draft.id}|{to}")
        assert (await anna.sees_toast("Анкета отправлена 10.09.2026")).alert
    assert "Код квитанции" in screen(anna)


async def test_k17_a_button_of_a_question_that_is_asked_no_more(stage: Stage) -> None:
    await publish_items(stage, [item_data("a"), item_data("b", when='a in ["yes"]'), item_data("c")])
    anna = await begin(stage, "Проба")
    await anna.presses("Да")
    hidden = data(await anna.sees("Вопрос b"), "Нет")
    await anna.presses("Да")
    await anna.sees("Вопрос c")
    for before in ("b", "a"):
        await anna.presses("‹ Назад")
        await anna.sees(f"Вопрос {before}")
    await anna.presses("Нет")
    await anna.sees("Вопрос c")
    kept = await values(stage, anna)
    await anna.presses_data(screen(anna), hidden)
    await anna.sees_toast("Эта кнопка устарела")
    assert await values(stage, anna) == kept
