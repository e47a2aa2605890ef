"""The same questionnaire in another of its languages."""

from questionnaires.context import Context
from questionnaires.options import shown_options
from questionnaires.translations import translated
from tests.unit.definitions import item_data, questionnaire

DEMO = questionnaire(
    {
        "code": "a",
        "title": "Часть",
        "translations": {"en": {"title": "Part"}},
        "items": [
            item_data(
                "q1",
                hint="Подсказка",
                translations={"en": {"label": "Question", "options": {"yes": "Yes"}}},
            ),
            item_data("q2", "scale"),
        ],
    },
    translations={"en": {"title": "Demo", "scales": {"mastery": {"0": "Not yet", "not_applicable": "N/A"}}}},
)


def test_texts_are_replaced_where_there_are_any() -> None:
    english = translated(DEMO, "en")
    first, second = english.items
    assert (english.title, english.language, english.sections[0].title) == ("Demo", "en", "Part")
    assert (first.label, first.hint) == ("Question", "Подсказка")
    assert [option.label for option in shown_options(first, Context())] == ["Yes", "Нет"]
    assert [option.label for option in shown_options(second, Context())][:2] == ["Not yet", "С помощью"]
    assert english.scales["mastery"].not_applicable == "N/A"


def test_the_original_stays_as_it_was() -> None:
    before = DEMO.content_hash
    english = translated(DEMO, "en")
    assert DEMO.item("q1").label == "Вопрос q1"
    assert DEMO.content_hash == before != english.content_hash
    assert shown_options(DEMO.item("q2"), Context())[0].label == "Не владею"


def test_own_language_is_the_same_value_and_an_unknown_one_changes_no_text() -> None:
    assert translated(DEMO, "ru") is DEMO
    other = translated(DEMO, "kpv")
    assert (other.title, other.item("q1").label) == (DEMO.title, "Вопрос q1")
