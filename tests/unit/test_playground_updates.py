"""The queue of updates: confirmed by offset, redelivered until then, expiring."""

import pytest

from playground.clock import Clock
from playground.updates import FIRST_ID, UpdateQueue

MESSAGE = {"message_id": 1}


@pytest.fixture
def clock() -> Clock:
    return Clock(start=1_000_000.0, frozen=True)


@pytest.fixture
def queue(clock: Clock) -> UpdateQueue:
    queue = UpdateQueue(clock)
    for number in range(1, 6):
        queue.push({"message": {"message_id": number}})
    return queue


def numbers(queue: UpdateQueue, offset: int, limit: int = 100) -> list[int]:
    return [update["update_id"] - FIRST_ID + 1 for update in queue.get(offset, limit)]


def test_redelivered_until_confirmed(queue: UpdateQueue) -> None:
    assert numbers(queue, 0) == [1, 2, 3, 4, 5]
    assert numbers(queue, 0, limit=2) == [1, 2]
    assert numbers(queue, FIRST_ID + 2) == [3, 4, 5]
    assert numbers(queue, 0) == [3, 4, 5]
    assert numbers(queue, FIRST_ID + 5) == []
    assert len(queue) == 0


def test_negative_offset_keeps_the_last(queue: UpdateQueue) -> None:
    assert numbers(queue, -2) == [4, 5]
    assert len(queue) == 2
    assert numbers(queue, -10) == [4, 5]


def test_messages_live_a_day_and_presses_150_seconds(clock: Clock, queue: UpdateQueue) -> None:
    queue.push({"callback_query": {"id": "1"}})
    clock.advance(149)
    assert len(queue) == 6
    clock.advance(2)
    assert numbers(queue, 0) == [1, 2, 3, 4, 5]
    clock.advance(86_400)
    assert numbers(queue, 0) == []


def test_own_ids_twice_and_out_of_order(clock: Clock) -> None:
    queue = UpdateQueue(clock)
    for number in (12, 10, 11, 12):
        queue.push({"update_id": number, "message": {"message_id": number}})
    assert [update["update_id"] for update in queue.get(0, 100)] == [12, 10, 11, 12]
    assert queue.get(13, 100) == []


def test_allowed_kinds(clock: Clock) -> None:
    queue = UpdateQueue(clock)
    queue.allow(["callback_query"])
    assert queue.push({"message": {"message_id": 1}}) is None
    assert queue.push({"callback_query": {"id": "1"}}) is not None
    queue.allow([])
    assert queue.push({"message": {"message_id": 1}}) is not None


def test_ids_may_start_elsewhere(queue: UpdateQueue) -> None:
    queue.renumber(5)
    pushed = queue.push({"message": {"message_id": 9}})
    assert pushed is not None
    assert pushed.id == 5


def test_drop(queue: UpdateQueue) -> None:
    queue.drop()
    assert len(queue) == 0
