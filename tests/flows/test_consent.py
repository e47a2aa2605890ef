"""The full document: read by pages, agreed to from its last one."""

from bot.domain.consents import ConsentKind
from tests.invited import invited, tables
from tests.stage import Stage


async def test_whole_document_can_be_read_and_agreed_to_from_it(stage: Stage) -> None:
    anna, payload = await invited(stage)
    await anna.says(f"/start {payload}")
    await anna.presses("Прочитать документ")
    shown = await anna.sees("Согласие на обработку данных")
    text = shown.text
    while shown.button("дальше ›"):
        await anna.presses("дальше")
        shown = await anna.sees("Редакция")
        text += shown.text
    assert stage.app is not None
    for paragraph in stage.app.documents[ConsentKind.PROCESSING].text.split("\n\n"):
        assert paragraph in text
    await anna.presses("Согласен")
    await anna.sees("Вы подключены")
    kept = (await tables(stage))["consents"][0]
    assert kept["document_hash"] == stage.app.documents[ConsentKind.PROCESSING].hash
