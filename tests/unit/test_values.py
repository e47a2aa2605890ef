"""A response's value survives its text form, whatever it is."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaires.values import Response, ResponseState, Value

VALUES = st.one_of(
    st.text(),
    st.integers(),
    st.decimals(allow_nan=False, allow_infinity=False, places=3),
    st.lists(st.text()).map(tuple),
    st.none(),
)


@given(VALUES)
def test_json_text_gives_the_same_value_of_the_same_type(value: Value | None) -> None:
    response = Response("q", ResponseState.ANSWERED, value)
    again = Response.from_json("q", "answered", response.to_json())
    assert again == response
    assert type(again.value) is type(value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3, "3"),
        (Decimal("4.5"), "4.5"),
        (Decimal("4"), "4.0"),
        (Decimal("1E+2"), "100.0"),
        ("да", '"да"'),
        (("a", "b"), '["a", "b"]'),
        (None, "null"),
    ],
)
def test_json_text(value: Value | None, text: str) -> None:
    assert Response("q", ResponseState.ANSWERED, value).to_json() == text


@pytest.mark.parametrize("text", ["true", "{}", "", "[", "nonsense"])
def test_text_that_is_no_value_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        Response.from_json("q", "answered", text)


@pytest.mark.parametrize(
    ("state", "value", "number"),
    [
        (ResponseState.ANSWERED, 2, 2.0),
        (ResponseState.ANSWERED, Decimal("4.5"), 4.5),
        (ResponseState.ANSWERED, "yes", None),
        (ResponseState.VOID, 2, None),
        (ResponseState.NOT_APPLICABLE, None, None),
    ],
)
def test_number(state: ResponseState, value: Value | None, number: float | None) -> None:
    assert Response("q", state, value).number == number


@pytest.mark.parametrize(
    ("state", "settled"),
    [
        (ResponseState.ANSWERED, True),
        (ResponseState.SKIPPED, True),
        (ResponseState.NOT_APPLICABLE, True),
        (ResponseState.VOID, False),
        (ResponseState.DRAFT, False),
    ],
)
def test_settled(state: ResponseState, settled: bool) -> None:
    assert Response("q", state).settled is settled
