"""A campaign as the people it asks see it: asked, answered within it, extended, stopped."""

from bot.domain.campaigns import ParticipationState
from bot.domain.submissions import SubmissionState
from bot.usecases.questionnaires import publish
from storage.transaction import Transaction
from tests.answering import data, publish_items, submissions_of
from tests.campaigns import answer, run, states, teacher
from tests.invited import come_in, invited
from tests.planning import DAY, HOUR, asked
from tests.stage import Stage
from tests.unit.definitions import item_data, questionnaire


async def delivered(stage: Stage, state: str) -> int:
    """How many messages are in this state."""
    return int(await stage.rows(lambda tx: _count(tx, state)))


async def _count(tx: Transaction, state: str) -> int:
    counts = await tx.deliveries.counts(1)
    return sum(n for one, n in counts.items() if one.value == state)


async def test_from_the_message_to_the_receipt(stage: Stage) -> None:
    anna = await teacher(stage)
    one = await run(stage)
    await anna.sees("Опрос")
    assert await states(stage, one) == [ParticipationState.ASKED]
    await anna.presses("Ответить")
    await anna.sees("Вопрос 1 из 3")
    assert await states(stage, one) == [ParticipationState.OPENED]
    await answer(anna, "Да", "Нет", "Да")
    await anna.presses("Отправить")
    await anna.sees("Код квитанции")
    assert await states(stage, one) == [ParticipationState.FINISHED]
    stage.clock.advance(9 * DAY)
    await stage.due()
    assert await delivered(stage, "sent") == 1, "no reminder after sending"


async def test_home_and_the_list_tell_what_waits_and_until_when(stage: Stage) -> None:
    anna = await teacher(stage)
    await run(stage, title="Опрос о курсах")
    await anna.says("/start")
    home = await anna.sees("Ждёт вашего ответа: 1 анкета.")
    assert "24 сентября 2026" in home.text
    await anna.presses("Пройти")
    listed = await anna.sees("Анкеты для вас")
    assert listed.text.index("Опрос о курсах") < listed.text.index("Самоаудит")
    assert "«Проба»" not in listed.text, "offered once"
    await anna.presses("Опрос о курсах")
    await answer(anna, "Да")
    await anna.says("/start")
    assert "Ждёт" not in (await anna.sees("Не закончено: 1 анкета")).text


async def test_a_draft_of_ones_own_is_not_asked_again(stage: Stage) -> None:
    anna = await teacher(stage)
    await publish_items(stage, [item_data("a"), item_data("b")], [item_data("c")])
    await anna.says("/start")
    await anna.presses("Пройти")
    await anna.presses("Проба")
    await answer(anna, "Да")
    await anna.sees("Вопрос 2 из")
    stage.clock.advance(HOUR)
    one = await run(stage)
    await anna.sees("Опрос")
    await anna.presses("Ответить")
    await anna.sees("Вопрос 2 из 3")
    (draft,) = await submissions_of(stage, anna)
    assert (draft.campaign_id, draft.closes_at) == (one.id, one.closes_at)


async def test_a_later_version_is_not_what_the_campaign_asks(stage: Stage) -> None:
    anna = await teacher(stage)
    await run(stage)
    await stage.database.write(publish, questionnaire([item_data("new")]), int(stage.clock()))
    await anna.sees("Опрос")
    await anna.presses("Ответить")
    await anna.sees("Вопрос 1 из 3")


async def test_an_extension_holds_for_a_draft_at_once(stage: Stage) -> None:
    anna = await teacher(stage)
    one = await run(stage)
    await anna.sees("Опрос")
    await anna.presses("Ответить")
    await answer(anna, "Да")
    await anna.sees("Вопрос 2 из")
    await stage.database.write(lambda tx: tx.campaigns.extend(one.id, one.closes_at + 7 * DAY, int(stage.clock())))
    stage.clock.advance(15 * DAY)
    await anna.presses("Нет")
    await anna.sees("Вопрос 3 из")


async def test_a_stop_holds_at_once(stage: Stage) -> None:
    anna = await teacher(stage)
    one = await run(stage)
    await anna.sees("Опрос")
    await anna.presses("Ответить")
    await answer(anna, "Да")
    await anna.sees("Вопрос 2 из")
    await stage.database.write(lambda tx: tx.campaigns.stop(one.id, int(stage.clock())))
    await anna.presses("Нет")
    await anna.sees_toast("Анкета закрыта")


async def test_beginning_anew_stays_within_the_campaign(stage: Stage) -> None:
    anna = await teacher(stage)
    one = await run(stage)
    await anna.sees("Опрос")
    await anna.presses("Ответить")
    await answer(anna, "Да")
    await anna.sees("Вопрос 2 из")
    await anna.presses("Прервать")
    await anna.presses("Начать заново")
    await anna.presses("Да, начать заново")
    await anna.sees("Вопрос 1 из 3")
    (draft,) = await submissions_of(stage, anna)
    assert draft.campaign_id == one.id


async def test_what_is_answered_is_shown_as_answered(stage: Stage) -> None:
    anna = await teacher(stage)
    await run(stage)
    pressed = data(await anna.sees("Опрос"), "Ответить")
    await anna.presses("Ответить")
    await answer(anna, "Да", "Да", "Да")
    await anna.presses("Отправить")
    shown = await anna.sees("Код квитанции")
    await anna.presses_data(shown, pressed)
    await anna.sees("Код квитанции")
    assert len(await submissions_of(stage, anna, SubmissionState.COMPLETED)) == 1


async def test_nobody_opens_what_somebody_else_is_asked(stage: Stage) -> None:
    anna, vera = await teacher(stage), await stage.person(bound=False)
    await run(stage)
    await anna.sees("Опрос")
    await vera.says("/start")
    shown = await vera.sees()
    await vera.presses_data(shown, "q|1|open")
    await vera.sees_toast()
    assert await stage.rows(_begun) == 0


async def _begun(tx: Transaction) -> int:
    return sum([part.state is not ParticipationState.ASKED for part in await asked(tx, 1)])


async def test_a_reminder_comes_once_to_who_has_not_finished(stage: Stage) -> None:
    anna, vera = await teacher(stage), await teacher(stage)
    await run(stage)
    await anna.sees("Опрос")
    await anna.presses("Ответить")
    await answer(anna, "Да", "Да", "Да")
    await anna.presses("Отправить")
    await anna.sees("Код квитанции")
    await vera.sees("Опрос")
    stage.clock.advance(4 * DAY)
    for _ in range(3):
        await stage.due()
    await stage.telegram.quiet()
    about = [message for message in vera.chat if message.by_bot and "Опрос" in message.text]
    assert len(about) == 2
    assert len([message for message in anna.chat if message.by_bot and "Напомин" in message.text]) == 0


async def test_who_comes_in_while_it_is_open_is_asked_on_her_first_screen_and_by_a_message(stage: Stage) -> None:
    anna, payload = await invited(stage)
    one = await run(stage)
    assert await states(stage, one) == [ParticipationState.ASKED]
    stage.clock.advance(DAY)
    await come_in(anna, payload)
    await anna.sees("Ждёт вашего ответа: 1 анкета.")
    await stage.due()
    await stage.telegram.quiet()
    assert "Ждёт вашего ответа" in anna.chat[-1].text, "not at once: she has just read it"
    stage.clock.advance(HOUR)
    await stage.due()
    assert "Опрос" in (await anna.sees("Ответы принимаются")).text
