"""Forms with files as different clients write them."""

import pytest

from playground.errors import ApiError
from playground.multipart import parse_multipart

TYPE = "multipart/form-data; boundary=xyz"


def part(disposition: str, content: str) -> bytes:
    return f"--xyz\r\nContent-Disposition: form-data{disposition}\r\n\r\n{content}\r\n".encode()


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        ('; name="document"; filename="отчёт.xlsx"', "отчёт.xlsx"),
        (";name=document;filename=копия.txt", "копия.txt"),
        ('; name="document"; filename="%D0%B0.txt"', "а.txt"),
        ('; name="document"; filename="x"; filename*=utf-8\'\'%D0%B0.txt', "а.txt"),
        (r'; name="document"; filename="a\"b.txt"', 'a"b.txt'),
    ],
)
def test_file_names(disposition: str, name: str) -> None:
    body = part('; name="chat_id"', "5") + part(disposition, "a\r\nb") + b"--xyz--\r\n"
    found = parse_multipart(TYPE, body)
    assert found.values == {"chat_id": "5"}
    assert found.uploads["document"].name == name
    assert found.uploads["document"].content == b"a\r\nb"


def test_no_boundary() -> None:
    with pytest.raises(ApiError):
        parse_multipart("multipart/form-data", b"")
