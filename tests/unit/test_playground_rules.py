"""Which calls a rule hits."""

import pytest

from playground.arguments import Arguments
from playground.rules import Match, Reset, Rule, Rules

HELLO = Arguments({"chat_id": "1001", "text": "Вопрос 7 из 34"})


@pytest.mark.parametrize(
    ("method", "match", "hit"),
    [
        ("sendMessage", None, True),
        ("SENDMESSAGE", None, True),
        ("send*", None, True),
        ("*", None, True),
        ("editMessageText", None, False),
        ("sendMessage", {"chat_id": "1001"}, True),
        ("sendMessage", {"chat_id": "100"}, False),
        ("sendMessage", {"text": "*7 из*"}, True),
        ("sendMessage", {"photo": "*"}, False),
        ("sendMessage", lambda arguments: arguments.integer("chat_id") > 1000, True),
    ],
)
def test_match(method: str, match: Match, hit: bool) -> None:
    assert Rule(method, Reset(), match).hit("sendMessage", HELLO) is hit


@pytest.mark.parametrize(
    ("nth", "times", "hits"),
    [(1, None, "xxxxx"), (3, None, "--xxx"), (1, 2, "xx---"), (2, 1, "-x---")],
)
def test_nth_and_times(nth: int, times: int | None, hits: str) -> None:
    rule = Rule("sendMessage", Reset(), None, nth, times)
    assert "".join("x" if rule.hit("sendMessage", HELLO) else "-" for _ in range(5)) == hits


def test_first_rule_that_hits_is_applied_and_released_rules_are_not() -> None:
    rules = Rules()
    first, second = rules.add(Rule("sendMessage", Reset())), rules.add(Rule("*", Reset()))
    assert rules.find("sendMessage", HELLO) is first
    first.release()
    assert rules.find("sendMessage", HELLO) is second
    rules.clear()
    assert rules.find("sendMessage", HELLO) is None
