"""Anonymous questionnaires in the chat: what is promised and what is kept of it, screen by screen and row by row."""

import pytest

from bot.domain.people import Role
from bot.domain.submissions import SubmissionState
from questionnaires.catalogue import built_in
from storage.reports import Reports
from storage.snapshot import open_snapshot
from tests.anonymous import FIRST_THOUGHT, TITLE, answer, ask, begin, close, send, tick
from tests.answering import SHORT_AUDIT, data, open_from_list, screen, submissions_of
from tests.faults.test_updates import press
from tests.invited import tables
from tests.stage import Stage

BURNOUT = next(one for one in built_in() if one.code == "burnout")


async def test_every_question_says_anonymous_and_the_first_one_how(stage: Stage) -> None:
    anna = await stage.person()
    await ask(stage, [anna])
    await begin(anna)
    first = screen(anna)
    assert "Удовлетворённость обучением · анонимно" in first
    for promised in ("Анонимно.", "чьи они, не узнает никто, центр тоже", "хотя бы 5 человек", "хотя бы 10"):
        assert promised in first
    await anna.presses("4 Хорошо")
    second = await anna.sees("Вопрос 2 из")
    assert "· анонимно" in second
    assert "не узнает никто" not in second


async def test_a_confidential_one_says_who_sees_it(stage: Stage) -> None:
    anna = await stage.person()
    first = await open_from_list(anna, SHORT_AUDIT)
    assert f"{SHORT_AUDIT} · конфиденциально" in first
    assert "под кодом, без имени, — методист и администратор центра" in first
    assert "групп от 5 человек" in first


async def test_the_recommendation_has_two_rows_of_bare_numbers(stage: Stage) -> None:
    anna = await stage.person()
    await ask(stage, [anna])
    await begin(anna)
    for place in range(2, 7):
        await anna.says("5")
        shown = await anna.sees(f"Вопрос {place} из")
    assert shown.labels[:11] == tuple(map(str, range(11)))
    await anna.presses("10")
    await anna.sees("✓ Вопрос 6: 10")


async def test_sending_says_what_has_happened_and_leaves_nothing_of_the_person(stage: Stage) -> None:
    anna = await stage.person()
    await ask(stage, [anna])
    await send(stage, anna, 3)
    shown = screen(anna)
    for told in ("черновик стёрт", "методический центр тоже", "изменить или забрать их уже нельзя", "Спасибо!"):
        assert told in shown
    assert "Код квитанции" not in shown
    assert shown.labels == ("В начало",)
    found = await tables(stage)
    for name in ("submissions", "responses", "replaced_responses", "scores", "audit"):
        assert not found[name]
    assert len(found["sealed_submissions"]) == 1
    assert [row["state"] for row in found["participations"]] == ["finished"]


async def test_a_changed_mind_leaves_no_history(stage: Stage) -> None:
    anna = await stage.person()
    await ask(stage, [anna])
    await answer(stage, anna, 3)
    assert not (await tables(stage))["replaced_responses"]
    assert FIRST_THOUGHT not in str((await tables(stage))["responses"])


async def test_old_buttons_say_so_and_leave_no_line_in_the_journal(stage: Stage) -> None:
    anna = await stage.person()
    await ask(stage, [anna])
    await answer(stage, anna, 3)
    (draft,) = await submissions_of(stage, anna)
    review = screen(anna)
    await anna.presses("Отправить")
    await anna.sees("отправлены анонимно")
    for to in ("submit", "review", "continue", "restart_sure"):
        await anna.presses_data(review, f"d|{draft.id}|{to}")
        assert (await anna.sees_toast("уже отправлена или закрыта")).alert
    await anna.presses_data(review, f"a|{draft.id}|0|5")
    assert (await anna.sees_toast("уже отправлена или закрыта")).alert
    found = await tables(stage)
    assert not found["audit"]
    assert len(found["sealed_submissions"]) == 1


async def test_the_same_sending_twice_is_one_answer(stage: Stage) -> None:
    anna = await stage.person()
    await ask(stage, [anna])
    await answer(stage, anna, 3)
    review = screen(anna)
    for _ in range(2):
        await anna.presses_data(review, data(review, "Отправить"))
    await stage.telegram.quiet()
    assert len((await tables(stage))["sealed_submissions"]) == 1
    await anna.says("А теперь просто текст")
    assert "Вопрос" not in (await anna.sees()).text


async def test_nobody_answers_unasked_or_twice(stage: Stage) -> None:
    anna, boris = await stage.person(), await stage.person()
    await ask(stage, [anna])
    await send(stage, anna, 3)
    for player in (anna, boris):
        await player.says("/start")
        await player.presses("Пройти")
        shown = await player.sees("Анкеты для вас")
        assert TITLE not in shown.labels
        await player.presses_data(shown, "begin|satisfaction")
        await stage.telegram.quiet()
    assert not (await tables(stage))["submissions"]
    assert len((await tables(stage))["sealed_submissions"]) == 1


async def test_beginning_anew_keeps_nothing_of_the_former_answers(stage: Stage) -> None:
    anna = await stage.person()
    await ask(stage, [anna])
    await begin(anna)
    await anna.presses("1 Плохо")
    await anna.sees("Вопрос 2 из")
    (former,) = await submissions_of(stage, anna)
    await anna.presses_data(screen(anna), f"d|{former.id}|restart_sure")
    await anna.sees("Вопрос 1 из")
    found = await tables(stage)
    assert not found["responses"]
    assert [row["state"] for row in found["submissions"]] == [SubmissionState.DRAFT]
    assert found["submissions"][0]["id"] != former.id


async def test_what_is_waiting_outlives_a_restart(stage: Stage) -> None:
    people = [await stage.person() for _ in range(3)]
    campaign_id = await ask(stage, people)
    for place, player in enumerate(people):
        await send(stage, player, place)
    await stage.stop()
    await stage.start()
    await close(stage, campaign_id)
    await tick(stage)
    found = await tables(stage)
    assert (len(found["anonymous_submissions"]), len(found["sealed_submissions"])) == (3, 0)


async def test_burnout_shows_the_result_once_and_stores_none(stage: Stage) -> None:
    anna = await stage.person()
    await ask(stage, [anna], "burnout")
    await begin(anna)
    for _ in BURNOUT.items:
        await anna.says("3")
        await stage.telegram.quiet()
    await anna.presses("Отправить")
    shown = await anna.sees("отправлены анонимно")
    assert "Его видите только вы и только сейчас" in shown
    for line in ("Истощение: 75 из 100, высокое напряжение", "Потеря веры в свою работу: 25 из 100, спокойно"):
        assert line in shown
    assert "Это не диагноз" in shown
    await anna.says("/results")
    await anna.sees("Результатов пока нет")
    found = await tables(stage)
    assert not found["scores"]
    assert "exhaustion" not in str(found["sealed_submissions"])


async def test_workbooks_and_files_see_no_anonymous_answers(stage: Stage) -> None:
    people = [await stage.person() for _ in range(2)]
    campaign_id = await ask(stage, people)
    for place, player in enumerate(people):
        await send(stage, player, place)
    await close(stage, campaign_id)
    await tick(stage)
    async with open_snapshot(stage.settings.database_url) as snapshot:
        reports = Reports(snapshot, 0, 2**40)
        assert await reports.versions() == []
        assert await reports.count("satisfaction") == 0
        assert [one async for chunk in reports.submissions("satisfaction") for one in chunk] == []


@pytest.mark.parametrize("role", [Role.METHODOLOGIST, Role.ADMIN])
async def test_nobody_opens_the_answers_of_others_by_a_forged_button(stage: Stage, role: Role) -> None:
    anna, chief = await stage.person(), await stage.person(role)
    await ask(stage, [anna])
    await answer(stage, anna, 3)
    (draft,) = await submissions_of(stage, anna)
    await chief.says("/start")
    home = await chief.sees()
    for forged in (f"d|{draft.id}|review", f"a|{draft.id}|0|5", f"r|{draft.id}", f"d|{draft.id}|submit"):
        await chief.presses_data(home, forged)
        assert (await chief.sees_toast("недоступна")).alert
    assert not (await tables(stage))["sealed_submissions"]


async def test_what_was_begun_and_not_sent_is_deleted_at_the_end_and_says_so(stage: Stage) -> None:
    anna, boris = await stage.person(), await stage.person()
    await ask(stage, [anna, boris])
    await answer(stage, anna, 3)
    await send(stage, boris, 4)
    stage.clock.advance(15 * 86_400)
    await anna.presses("Отправить")
    assert "Начатые анонимные ответы удаляются, их никто не увидит" in (await anna.sees_toast("закрыта")).text
    await stage.due()
    found = await tables(stage)
    for name in ("submissions", "responses", "sealed_submissions"):
        assert not found[name]
    assert len(found["anonymous_submissions"]) == 1
    await anna.presses("Отправить")
    await anna.sees_toast("уже отправлена или закрыта")


async def test_a_sending_that_comes_again_is_one_answer_and_leads_home(stage: Stage) -> None:
    anna = await stage.person()
    await ask(stage, [anna])
    await answer(stage, anna, 3)
    sending = press(anna, "Отправить", 900_001)
    assert stage.app is not None
    for _ in range(2):
        await stage.app.processor.process(sending)
    assert "Ваш код" in screen(anna)
    found = await tables(stage)
    assert len(found["sealed_submissions"]) == 1
    assert not found["audit"]
