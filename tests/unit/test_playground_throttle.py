"""Flood limits: bursts pass, a stream is refused with the seconds to wait, waiting helps."""

import pytest

from playground.clock import Clock
from playground.errors import ApiError
from playground.throttle import Throttle, Turnstile


def refused(turnstile: Turnstile, chat: int) -> int:
    with pytest.raises(ApiError, match="Too Many Requests: retry after") as caught:
        turnstile.pass_or_wait(chat)
    assert caught.value.code == 429
    return caught.value.parameters["retry_after"]


def test_one_chat() -> None:
    clock = Clock(start=0, frozen=True)
    turnstile = Turnstile(Throttle(chat_burst=3), clock)
    for _ in range(3):
        turnstile.pass_or_wait(1)
    assert refused(turnstile, 1) == 1
    turnstile.pass_or_wait(2)
    clock.advance(1)
    turnstile.pass_or_wait(1)


def test_whole_bot_is_closed_until_the_wait_is_over() -> None:
    clock = Clock(start=0, frozen=True)
    turnstile = Turnstile(Throttle(total_rate=30, total_burst=30, penalty=6), clock)
    for chat in range(30):
        turnstile.pass_or_wait(chat)
    assert refused(turnstile, 100) == 7
    clock.advance(6.5)
    assert refused(turnstile, 101) == 1
    clock.advance(0.5)
    turnstile.pass_or_wait(102)


def test_steady_rate_below_the_limit_passes() -> None:
    clock = Clock(start=0, frozen=True)
    turnstile = Turnstile(Throttle(), clock)
    for chat in range(300):
        turnstile.pass_or_wait(chat)
        clock.advance(1 / 29)
