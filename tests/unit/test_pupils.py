"""When a free text seems to name a pupil."""

import pytest

from bot.domain.pupils import fingerprint, names_pupil


@pytest.mark.parametrize(
    "text",
    [
        "Иванов Петя, 5 Б, мешает на уроках",
        "В 7«А» учится Сидорова Маша",
        "Петя Иванов из 11а не справляется",
        "трудности: 3-в класс, Ким О., речь",
    ],
)
def test_a_name_beside_a_class_is_noticed(text: str) -> None:
    assert names_pupil(text)


@pytest.mark.parametrize(
    "text",
    [
        "Хочу курс по функциональной грамотности в 5 классах",
        "Работаю в 5 Б и 7 А, нужна помощь с дисциплиной",
        "Опыт Марии Ивановны из соседней школы",
        "Лесновская школа № 2, курс на 36 часов",
        "Русский язык и Математика. 5 занятий в неделю",
        "",
    ],
)
def test_other_texts_pass(text: str) -> None:
    assert not names_pupil(text)


def test_a_fingerprint_knows_the_text_again_and_does_not_tell_it() -> None:
    assert fingerprint(" Иванов Петя ") == fingerprint("Иванов Петя")
    assert "Иванов" not in fingerprint("Иванов Петя")
    assert fingerprint("а") != fingerprint("б")
