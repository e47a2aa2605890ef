"""The questionnaires of campaigns: who is asked what, how it is scored, and what they promise."""

from collections.abc import Mapping

import pytest

from questionnaires.catalogue import built_in
from questionnaires.model import Questionnaire, ScaleItem, TextItem
from questionnaires.progress import label, missing_items, next_item, path
from questionnaires.responses import Response, Typed, respond
from questionnaires.scoring import level_of, score
from tests.unit.definitions import answered, context

ALL: Mapping[str, Questionnaire] = {one.code: one for one in built_in()}
MARKS = ("workload", "class", "documents", "colleagues", "parents", "support", "stay")
TYPED = {
    "satisfaction": {
        "content": "5", "teacher": "4 — хорошо", "organisation": "средне", "comfort": "не относится",
        "usefulness": "4", "recommend": "10", "most_useful": "Разбор занятий", "keep": "пропустить",
    },
    "after_course": {
        "changes": "2, 9", "changes_other": "Больше играем", "applied": "часто", "case": "Помогло на уроке",
        "effect": "немного", "hinders": "1, 8", "hinders_other": "Ремонт", "made": "да", "made_kind": "1",
        "made_title": "Сценарий занятия", "help": "консультация", "help_words": "пропустить",
    },
    "needs_met": {"met": "2", "lacking": "Времени"},
    "adaptation": {**dict.fromkeys(MARKS, "4"), "documents": "2", "contact": "да, но не срочно", "story": "Журнал"},
    "adaptation_mentor": {**dict.fromkeys(MARKS, "3"), "parents": "не относится", "story": "пропустить"},
    "burnout": {item.code: "1" for item in ALL["burnout"].items},
}  # fmt: skip


@pytest.mark.parametrize("code", TYPED)
def test_every_survey_is_answered_by_typing_alone(code: str) -> None:
    survey, known = ALL[code], dict[str, Response]()
    while item := next_item(survey, context(known)):
        response = respond(item, Typed(TYPED[code][item.code]), None, context(known))
        assert isinstance(response, Response), (item.code, response)
        known[item.code] = response
    assert set(known) == set(TYPED[code])
    assert missing_items(survey, context(known)) == ()


def test_who_is_asked_and_what_is_anonymous() -> None:
    assert {one.code for one in ALL.values() if one.asked_only} == set(TYPED)
    assert {one.code for one in ALL.values() if one.anonymous} == {"satisfaction", "burnout"}


@pytest.mark.parametrize("code", TYPED)
def test_every_mark_says_what_it_looks_like(code: str) -> None:
    described = [
        option.descriptor
        for item in ALL[code].items
        if isinstance(item, ScaleItem) and item.bound_scale
        for option in item.bound_scale.options
        if not option.is_bare
    ]
    assert described
    assert all(described)


class TestSatisfaction:
    SURVEY = ALL["satisfaction"]

    @pytest.mark.parametrize(("mark", "words"), [(8, "improve"), (9, "keep")])
    def test_the_last_question_depends_on_the_recommendation(self, mark: int, words: str) -> None:
        asked = [item.code for item in path(self.SURVEY, context(answered(recommend=mark)))]
        assert asked[-2:] == ["most_useful", words]

    def test_words_are_free(self) -> None:
        assert all(not item.required for item in self.SURVEY.items if isinstance(item, TextItem))

    def test_the_recommendation_is_from_nought_to_ten(self) -> None:
        item = self.SURVEY.item("recommend")
        assert isinstance(item, ScaleItem)
        assert item.bound_scale
        assert [option.value for option in item.bound_scale.options] == list(range(11))
        assert all(option.is_bare for option in item.bound_scale.options)


class TestAfterCourse:
    SURVEY = ALL["after_course"]

    def test_nothing_applied_asks_for_no_case(self) -> None:
        known = answered(changes=("nothing",), applied=0, hinders=("nothing",), made="no", help=("nothing",))
        asked = [item.code for item in path(self.SURVEY, context(known))]
        assert asked == ["changes", "applied", "hinders", "made", "help"]

    def test_a_case_is_asked_in_the_words_of_the_answer(self) -> None:
        item = self.SURVEY.item("case")
        assert item.hint
        piped = item.model_copy(update={"label": item.hint})
        assert "«Часто»" in label(self.SURVEY, piped, context(answered(applied=3)))


class TestAdaptation:
    OWN, SEEN = ALL["adaptation"], ALL["adaptation_mentor"]

    def test_both_views_have_the_same_marks(self) -> None:
        assert tuple(item.code for item in self.OWN.items)[:7] == MARKS == tuple(i.code for i in self.SEEN.items)[:7]
        for code in MARKS:
            own, seen = self.OWN.item(code), self.SEEN.item(code)
            assert isinstance(own, ScaleItem)
            assert isinstance(seen, ScaleItem)
            assert own.bound_scale
            assert seen.bound_scale
            assert own.bound_scale.bounds == seen.bound_scale.bounds == (1, 5)
            assert seen.not_applicable == "Не могу судить"

    @pytest.mark.parametrize(("mark", "value", "level"), [(1, 0.0, "low"), (3, 50.0, "middle"), (5, 100.0, "high")])
    def test_score_and_level(self, mark: int, value: float, level: str) -> None:
        (overall,) = score(self.OWN, context(answered(**dict.fromkeys(MARKS, mark))), 45)
        assert (overall.value, overall.level, overall.n) == (value, level, 7)

    def test_the_low_level_is_what_an_alert_is_about(self) -> None:
        assert self.OWN.profile
        low = level_of(44.9, self.OWN.profile.levels)
        assert low
        assert low.code == "low"

    def test_a_talk_is_offered_to_who_has_a_hard_time(self) -> None:
        fine = answered(**dict.fromkeys(MARKS, 3))
        asked = [item.code for item in path(self.OWN, context(fine))]
        hard = [item.code for item in path(self.OWN, context({**fine, **answered(stay=2)}))]
        assert set(hard) - set(asked) == {"contact"}

    def test_it_says_who_sees_it_and_that_a_methodologist_is_told(self) -> None:
        assert self.OWN.intro
        assert "методист получит об этом сообщение" in self.OWN.intro
        assert "Администрация школы и наставник ваших ответов не видят" in self.OWN.intro


class TestBurnout:
    SURVEY = ALL["burnout"]

    def test_twelve_statements_in_three_scales_and_no_words(self) -> None:
        assert self.SURVEY.profile
        scales = self.SURVEY.profile.scales
        assert sorted(code for scale in scales for code in scale.items) == sorted(i.code for i in self.SURVEY.items)
        assert [len(scale.items) for scale in scales] == [4, 4, 4]
        assert not any(isinstance(item, TextItem) for item in self.SURVEY.items)

    @pytest.mark.parametrize(("often", "values"), [(0, [0, 0, 100]), (4, [100, 100, 0]), (2, [50, 50, 50])])
    def test_good_signs_count_reversed(self, often: int, values: list[float]) -> None:
        known = answered(**{item.code: often for item in self.SURVEY.items})
        assert [one.value for one in score(self.SURVEY, context(known), 0)] == values

    def test_it_is_voluntary_no_diagnosis_and_says_where_to_turn(self) -> None:
        assert "необязательно" in str(self.SURVEY.intro)
        assert "не диагноз" in str(self.SURVEY.closing)
        for place in ("педагогу-психологу", "терапевту", "112"):
            assert place in str(self.SURVEY.closing)


def test_needs_met_asks_for_more_only_where_something_is_lacking() -> None:
    survey = ALL["needs_met"]
    assert [item.code for item in path(survey, context(answered(met=4)))] == ["met"]
    assert [item.code for item in path(survey, context(answered(met=3)))] == ["met", "lacking"]
