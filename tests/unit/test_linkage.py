"""Which figures hang together: cases worked by hand. An attacker with all files is in tests/faults/test_attacks.py."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from bot.domain.counts import NO_SUBJECT, Place
from bot.domain.monitoring import Cut, Monitoring
from tests.towns import FULL, SHORT, Town, published


def town(completed: Mapping[tuple[str, str, int], int], **begun: int) -> Town:
    """By organisation, subject (or none) and form; `begun` by organisation."""
    people = {
        (Place(here, (subject,) if subject else ()), version): n for (here, subject, version), n in completed.items()
    }
    return Town(people, {}, {Place(here, ()): n for here, n in begun.items()}, {})


def total(found: Monitoring, code: str) -> int | None:
    return next(one.n for one in found.findings if one.unit.cut is Cut.TOTAL and one.measure.code == code)


@pytest.mark.parametrize(("short", "actions"), [(0, "ТД1 ТД2 ТД3"), (3, "ТД2"), (5, "ТД1 ТД2 ТД3")])
def test_a_function_of_one_action_and_the_action_do_not_tell_who_took_the_short_form(short: int, actions: str) -> None:
    """So it is with C/03.6 of 652н; ТД3 is all that the group «h» asks in the full form."""
    found = published(town({("а", "", FULL): 12} | ({("а", "", SHORT): short} if short else {})))
    assert total(found, "F1") == 12 + short
    assert [one.action for one in found.difficulties] == actions.split()


@pytest.mark.parametrize(("trying", "started"), [(0, 12), (4, None), (5, 17)])
def test_the_cover_does_not_tell_who_has_given_up(trying: int, started: int | None) -> None:
    found = published(town({("а", "", FULL): 12}, а=trying))
    assert (found.progress.started, found.progress.finished) == (started, 12)


@pytest.mark.parametrize(
    ("forms", "again", "completed"),
    [
        ({FULL: 90, SHORT: 7}, 0, [90, 7]),
        ({FULL: 90, SHORT: 4}, 0, [None, None]),
        ({FULL: 90, SHORT: 7}, 3, [93, None]),
    ],
)
def test_versions_do_not_tell_who_took_the_short_form_or_sent_the_full_one_again(
    forms: dict[int, int], again: int, completed: list[int | None]
) -> None:
    found = published(replace(town({("а", "", form): n for form, n in forms.items()}), again={("а", FULL): again}))
    assert [one.completed for one in found.versions] == completed


def test_what_is_hidden_cannot_be_had_from_the_other_cut() -> None:
    """«Сад 2» would be «без предмета» less «Сад 1»: everybody knows who teaches no subject."""
    found = published(
        town(
            {
                ("с1", "", FULL): 9,
                ("с2", "", FULL): 3,
                ("ш1", "математика", FULL): 5,
                ("ш2", "физика", FULL): 20,
            }
        )
    )
    shown = {one.unit.code for one in found.findings if one.n is not None and one.measure.code == "F1"}
    assert shown == {"", NO_SUBJECT, "ш1", "ш2", "математика", "физика"}
    assert {one.unit.code for one in found.coverages if one.diagnosed is not None} == shown


def test_a_group_whose_people_are_hidden_has_no_answers_to_show() -> None:
    """School «б» hides beside «а» in «Диагностика»; that nobody of «а» was asked for F1 does not bring it back."""
    place = Place("а", ())
    small = town({("а", "", FULL): 4, ("б", "", FULL): 9, ("в", "", FULL): 20})
    found = published(replace(small, omitted={(place, FULL): {"a": 4}}))
    assert {one.unit.code for one in found.findings if one.n and one.measure.code == "F1"} == {"", "в", NO_SUBJECT}


def test_an_organisations_file_hides_what_the_municipalitys_file_hides() -> None:
    small = town({("а", "", FULL): 4, ("б", "", FULL): 9, ("в", "", FULL): 20})
    for here, people in (("а", None), ("б", None), ("в", 20)):
        own = published(small, (here,))
        assert total(own, "F1") == own.progress.finished == people
        assert bool(own.difficulties) == (people is not None)


def test_an_organisations_own_subjects_are_decided_with_all_others() -> None:
    """Physicists of «б» would be all physicists less those of «а»."""
    two = town({("а", "физика", FULL): 9, ("б", "физика", FULL): 3, ("б", "химия", FULL): 9})
    for here, subject, shown in (("а", "физика", True), ("б", "физика", False), ("б", "химия", False)):
        figures = {one.unit.code: one.diagnosed for one in published(two, (here,)).coverages}
        assert (figures[subject] is not None) is shown, (here, subject)


@pytest.mark.parametrize(("twice", "people"), [(4, None), (5, 5), (7, 7), (8, None), (12, 12)])
def test_gains_do_not_tell_who_was_not_compared(twice: int, people: int | None) -> None:
    """12 have a score at the end; whoever has it in an earlier audit as well is counted among the gains."""
    found = published(replace(town({("а", "", FULL): 12}), compared={(Place("а", ()), FULL): twice}))
    assert total(found, "F1") == 12
    assert [one.gain.people if one.gain else None for one in found.gains] == [people] * 4


def test_gains_of_organisations_are_decided_together() -> None:
    both = {(Place(here, ()), FULL): n for here, n in (("а", 9), ("б", 3))}
    found = replace(town({("а", "", FULL): 20, ("б", "", FULL): 20}), compared=both)
    assert {one.gain.people for one in published(found).gains if one.gain} == {12}
    assert [one.gain for scope in (("а",), ("б",)) for one in published(found, scope).gains] == [None] * 8
