"""Options in the order they are shown, and searching among them."""

import subprocess
import sys

import pytest

from bot.usecases.choices import SOURCES
from handlers.texts.questionnaires import empty_list
from questionnaires.context import Context
from questionnaires.items import Item, Option
from questionnaires.options import lacks_options, search, shown_options
from questionnaires.progress import options
from tests.unit.definitions import item, item_data, questionnaire

MANY = [{"code": f"o{at}", "label": f"Вариант {at}"} for at in range(8)]
TAIL = [{"code": "other", "label": "Другое"}, {"code": "none", "label": "Ничего", "exclusive": True}]
CODE = """
from questionnaires.context import Context
from questionnaires.options import shown_options
from tests.unit.test_options import shuffled
print(*(option.code for option in shown_options(shuffled(), Context(seed=7))))
"""


def shuffled() -> Item:
    return item("multiple", options=[TAIL[0], *MANY, TAIL[1]], random_order=True)


def test_random_order_is_the_same_in_every_process() -> None:
    here = " ".join(option.code for option in shown_options(shuffled(), Context(seed=7)))
    there = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True).stdout
    assert there.strip() == here


def test_random_order_differs_between_seeds_and_keeps_the_tail() -> None:
    orders = {tuple(option.code for option in shown_options(shuffled(), Context(seed=seed))) for seed in range(9)}
    assert len(orders) > 5
    assert {order[-2:] for order in orders} == {("other", "none")}
    assert {frozenset(order) for order in orders} == {frozenset({*(one["code"] for one in MANY), "other", "none"})}


def test_own_order_without_random() -> None:
    plain = item("single", options=MANY)
    assert [option.code for option in shown_options(plain, Context(seed=7))] == [one["code"] for one in MANY]


def test_dynamic_options_by_item_code_before_source() -> None:
    demo = questionnaire([item_data("who", "choice")])
    by_source, by_code = (Option(code="a", label="А"),), (Option(code="b", label="Б"),)
    assert options(demo, demo.item("who"), Context(choices={"mentees": by_source})) == by_source
    both = Context(choices={"mentees": by_source, "who": by_code})
    assert options(demo, demo.item("who"), both) == by_code
    assert options(demo, demo.item("who"), Context()) == ()


def test_search_finds_every_word_anywhere() -> None:
    schools = (
        Option(code="s1", label="Школа № 1, Белоярский"),
        Option(code="s2", label="Школа № 2, посёлок Сосновка"),
        Option(code="d1", label="Детский сад «Ёлочка»"),
    )
    assert [one.code for one in search(schools, "школа СОСН")] == ["s2"]
    assert [one.code for one in search(schools, "елочка")] == ["d1"]
    assert [one.code for one in search(schools, "поселок")] == ["s2"]
    assert search(schools, "") == schools
    assert search(schools, "%_") == ()


def test_a_list_without_options_is_told_apart_from_kinds_without_any() -> None:
    some = Context(choices={"mentees": (Option(code="m1", label="Т-1"),)})
    assert [lacks_options(item(kind), Context()) for kind in ("choice", "text", "single")] == [True, False, False]
    assert not lacks_options(item("choice"), some)


@pytest.mark.parametrize("source", sorted(SOURCES))
def test_every_supplied_list_is_named_when_it_is_empty(source: str) -> None:
    assert empty_list(source) != empty_list("unheard of")
