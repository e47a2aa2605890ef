"""How young teachers are counted, and what is hidden."""

from bot.domain.young import PlaceLine, Results, Teacher, TopicLine, within, young_teachers

HARD = {"class": 2}
SCHOOL = [Teacher("ОО-1", number < 2, 50.0, HARD) for number in range(6)]
OTHER = [Teacher("ОО-2", False, 40.0, {"class": 3}) for _ in range(5)]


def test_means_and_shares_of_shown_groups() -> None:
    found = young_teachers([*SCHOOL, *OTHER, Teacher("ОО-2", True)], ["class"])
    assert found.places == (
        PlaceLine("", 12, 3, Results(11, 500 / 11, 5)),
        PlaceLine("ОО-1", 6, 2, Results(6, 50.0, 0)),
        PlaceLine("ОО-2", 6, 1, Results(5, 40.0, 5)),
    )
    assert found.topics == (
        TopicLine("", "class", 11, 6),
        TopicLine("ОО-1", "class", 6, 6),
        TopicLine("ОО-2", "class", 5, 0),
    )


def test_a_small_group_takes_another_with_it() -> None:
    found = young_teachers([*SCHOOL, *OTHER, Teacher("ОО-3", False, 10.0)], ["class"])
    assert [line.results is not None for line in found.places] == [True, True, False, False]


def test_a_question_few_have_answered_is_hidden_by_itself() -> None:
    silent = [Teacher("ОО-1", False, 50.0) for _ in range(6)]
    found = young_teachers([*silent, *OTHER], ["class"])
    assert [line.results is not None for line in found.places] == [True, True, True]
    assert [line.rated for line in found.topics] == [5, None, 5]


def test_nobody() -> None:
    found = young_teachers([], ["class"])
    assert (found.places, found.topics, within(found, ["ОО-1"])) == ((), (), found)
