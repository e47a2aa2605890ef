"""The closed subset of YAML: values, lines, and what is refused."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaires.document import MAX_CHARACTERS, MAX_NODES, MAX_SCALAR, read


def codes(text: str) -> list[tuple[str, int]]:
    document, findings = read(text)
    return [(finding.code, document.line(finding.place)) for finding in findings]


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("a: 1\nb: -2\nc: 4.5", {"a": 1, "b": -2, "c": 4.5}),
        ("[yes, no, on, off]", ["yes", "no", "on", "off"]),
        ("[true, False, null, ~]", [True, False, None, None]),
        ("[10:30, 01.6, 007, 1_000, 1e3, .5, 0x1F]", ["10:30", "01.6", "007", "1_000", "1e3", ".5", "0x1F"]),
        ("['1', \"true\", 2026-03-12]", ["1", "true", "2026-03-12"]),
        ("a: >-\n  две\n  строки", {"a": "две строки"}),
        ("1: a\ntrue: b", {"1": "a", "true": "b"}),
        ("{}", {}),
        ("", None),
    ],
)
def test_values(text: str, data: Any) -> None:
    document, findings = read(text)
    assert (document.data, findings) == (data, ())


def test_lines_of_places() -> None:
    document, _ = read("a: 1\nb:\n  - c: 2\n    d: 3\n  - x\n")
    places = [(), ("a",), ("b",), ("b", 0), ("b", 0, "d"), ("b", 1), ("b", 0, "unknown", 7), ("z",)]
    assert [document.line(place) for place in places] == [1, 1, 3, 3, 4, 5, 3, 1]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a: !!python/object:os.system {}", [("yaml-tag", 1)]),
        ("a: 1\nb: !!python/object/apply:os.system ['id']", [("yaml-tag", 2)]),
        ("a: !!str 5\nb: !own 6", [("yaml-tag", 1), ("yaml-tag", 2)]),
        ("a: &x 1\nb: *x", [("yaml-anchor", 1), ("yaml-alias", 2)]),
        ("a: 1\na: 2", [("duplicate-key", 2)]),
        ("? [a]\n: 1", [("yaml-key", 1)]),
        ("a: 1\n---\nb: 2", [("several-documents", 2)]),
        ("a: [1", [("yaml-syntax", 1)]),
        ("a: b: c", [("yaml-syntax", 1)]),
        ("a: \x00", [("control-character", 1)]),
        ("a: 1\nb: \ud800", [("control-character", 2)]),
        ("[" * 2000, [("too-deep", 1)]),
        ("a:\n" + "".join(" " * at + "- \n" for at in range(1, 30)), [("too-deep", 21)]),
        ("[" + "1," * MAX_NODES + "1]", [("too-many-nodes", 1)]),
        ("a: " + "x" * (MAX_SCALAR + 1), [("text-too-long", 1)]),
        ("#" * (MAX_CHARACTERS + 1), [("file-too-large", 1)]),
    ],
)
def test_refused(text: str, found: list[tuple[str, int]]) -> None:
    assert codes(text) == found


def test_first_of_two_equal_keys_wins() -> None:
    assert read("a: 1\na: {b: 2}\nc: 3")[0].data == {"a": 1, "c": 3}


@given(st.one_of(st.text(), st.text(alphabet="ab:-[]{}&*!?|>'\"#%@\n ,~", max_size=80)))
def test_no_text_raises(text: str) -> None:
    read(text)
