"""Reasons of the system and the libraries reach the centre's staff in Russian: those met in practice."""

import errno
import os
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import yaml

from handlers.texts.reasons import in_russian, of_error
from questionnaires.document import read
from storage.errors import Refused
from storage.integrity import check_sqlite
from storage.migrate import migrate_sqlite

LATIN_WORDS = re.compile(r"[A-Za-z]{3,} [A-Za-z]{2,}")


@pytest.mark.parametrize(
    "text",
    [
        "a: [b",
        "a: {b: c\nd: e",
        "a:\n\tb: c",
        "a: b: c",
        "a: b\n c: d",
        "- a\nb: c",
        "a: b\n- c",
        "a: - b",
        "a\nb: c",
        'a: "b',
        'a: "\\q"',
        'a: "\\xzz"',
        "a: 'b\n--- c'",
        "a: @b",
        "a: `b`",
        "a: %b",
        "a: |x\n b",
        "a: &\n",
        "a: *\n",
        "a: !<\n",
        "a: !x!y z",
        "%YAML 3.0\n---\na: b",
        "%FOO x\na: b",
        "a: }",
        "a: ]",
        "{a: b}\nc",
        "? a\n b",
        "[a, b: ]c",
        ": a\n:\n b\nc",
    ],
)
def test_what_is_wrong_with_yaml(text: str) -> None:
    _, findings = read(text)
    for finding in findings:
        if finding.code == "yaml-syntax":
            told = in_russian(str(finding.params["problem"]))
            assert not LATIN_WORDS.search(told), told


def test_the_loader_is_the_one_whose_reasons_are_known() -> None:
    assert hasattr(yaml, "CSafeLoader")


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (lambda whole: whole[:0], "файл пуст"),
        (lambda whole: whole[::-1], "это не файл базы"),
        (lambda whole: whole[:1000], "файл обрывается: в нём 1000 байт, последняя страница не полна"),
        (lambda whole: whole[: len(whole) // 2 // 4096 * 4096], "содержимое файла испорчено"),
    ],
)
def test_what_is_wrong_with_a_file(damage: Callable[[bytes], bytes], told: str, tmp_path: Path) -> None:
    path = tmp_path / "bot.sqlite3"
    migrate_sqlite(path)
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(Refused) as refusal:
        check_sqlite(path)
    assert in_russian(refusal.value.params["detail"]) == told


def test_several_reasons_are_told_one_by_one(tmp_path: Path) -> None:
    assert in_russian("wrong # of entries in index ix_a; row 3 missing from index ix_a") == (
        "в указателе ix_a не то число строк; строки 3 нет в указателе ix_a"
    )


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.Error) as error, closing(sqlite3.connect(tmp_path)):
        pass
    assert in_russian(str(error.value)) == "файл не открыть, или это папка"


def test_differences_of_tables() -> None:
    assert in_russian("remove_column: people, note") == "лишняя колонка people, note"


def test_what_is_not_known_stays_as_it_is() -> None:
    assert in_russian("something new") == "something new"


@pytest.mark.parametrize("number", [errno.ENOENT, errno.EACCES, errno.ENOSPC, errno.ENOTDIR, errno.EROFS])
def test_what_the_system_says(number: int) -> None:
    assert not LATIN_WORDS.search(of_error(OSError(number, os.strerror(number))))
