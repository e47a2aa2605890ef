"""Is this file a harmless xlsx? Decided before any parser sees it. Knows containers, nothing of the sheets' meaning."""

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from questionnaires.problems import Problem

MEGABYTE = 1024 * 1024
_CHUNK = 1 << 16
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_SHEET_PARTS = ("xl/worksheets/", "xl/sharedStrings.xml")
_FORBIDDEN_PARTS = (
    ("xl/vbaproject", "macros"),
    ("xl/macrosheets/", "macros"),
    ("xl/activex/", "macros"),
    ("xl/ctrlprops/", "macros"),
    ("customui/", "macros"),
    ("xl/externallinks/", "external-links"),
    ("xl/connections.xml", "connections"),
    ("xl/querytables/", "connections"),
    ("xl/model/", "connections"),
    ("xl/embeddings/", "embedded-objects"),
    ("xl/webextensions/", "embedded-objects"),
)
_OTHER_KINDS = (
    ("xl/workbook.bin", "xlsb"),
    ("word/document.xml", "not-a-spreadsheet"),
    ("ppt/presentation.xml", "not-a-spreadsheet"),
    ("content.xml", "ods"),
)
_FORBIDDEN_MARKUP = (
    (re.compile(rb"<!(DOCTYPE|ENTITY)"), "entities"),
    (re.compile(rb"ContentType=\"[^\"]*macroEnabled"), "macros"),
    (re.compile(rb"<f\b[^>]*>[^<]{0,200}\|[^<]{0,200}!"), "dde"),
)
_OVERLAP = 512  # so that nothing hides on the border of two chunks


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a workbook may be, in bytes; ``elements`` bounds what a parser would keep in memory
    (25,000 people in 14 columns are 0.8 million)."""

    file: int = 20 * MEGABYTE
    parts: int = 500
    total: int = 96 * MEGABYTE
    sheet_part: int = 64 * MEGABYTE
    other_part: int = 4 * MEGABYTE
    ratio: int = 100
    ratio_from: int = MEGABYTE
    elements: int = 1_200_000


LIMITS = Limits()


def check_workbook(path: Path, limits: Limits = LIMITS) -> Problem | None:
    """Why the file must not be opened, or None. Reads at most the allowed sizes, in chunks."""
    if not path.is_file():
        return Problem("no-file")
    if path.stat().st_size > limits.file:
        return Problem("file-too-large", {"max_mb": limits.file // MEGABYTE})
    with path.open("rb") as file:
        beginning = file.read(_CHUNK)
    return _check_kind(path, beginning) or _check_archive(path, limits)


def _check_kind(path: Path, beginning: bytes) -> Problem | None:
    if beginning.startswith(b"PK\x03\x04"):
        named_so = path.suffix.lower() == ".xlsx"
        return None if named_so or path.suffix.lower() not in {".xlsm", ".xlam", ".xltm"} else Problem("macros")
    if beginning.startswith(_OLE):
        return Problem("password" if _is_encrypted(path) else "old-xls")
    if beginning.startswith(b"%PDF"):
        return Problem("pdf")
    if not beginning.strip():
        return Problem("empty-file")
    if b"\x00" not in beginning and beginning.lstrip()[:1] == b"<":
        return Problem("web-page")
    return Problem("csv" if b"\x00" not in beginning[:1024] else "not-a-workbook")


def _is_encrypted(path: Path) -> bool:
    return "EncryptedPackage".encode("utf-16-le") in path.read_bytes()


def _check_archive(path: Path, limits: Limits) -> Problem | None:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            return _check_names(parts) or _check_sizes(parts, limits) or _check_content(archive, parts, limits)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, ValueError):
        return Problem("damaged")


def _check_names(parts: list[zipfile.ZipInfo]) -> Problem | None:
    names = [part.filename.lower() for part in parts]
    if any(part.flag_bits & 0x1 for part in parts):
        return Problem("password")
    if any(part.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} for part in parts):
        return Problem("damaged")
    if len(set(names)) != len(names) or any(_leaves_archive(name) for name in names):
        return Problem("unsafe-parts")
    for name in names:
        for prefix, code in _FORBIDDEN_PARTS:
            if name.startswith(prefix):
                return Problem(code)
    if "xl/workbook.xml" not in names:
        return Problem(next((code for name, code in _OTHER_KINDS if name in names), "not-a-workbook"))
    return None


def _leaves_archive(name: str) -> bool:
    return "\\" in name or ":" in name or name.startswith("/") or ".." in PurePosixPath(name).parts


def _check_sizes(parts: list[zipfile.ZipInfo], limits: Limits) -> Problem | None:
    too_big = len(parts) > limits.parts or sum(part.file_size for part in parts) > limits.total
    for part in parts:
        allowed = limits.sheet_part if part.filename.startswith(_SHEET_PARTS) else limits.other_part
        swells = part.file_size > limits.ratio_from and part.file_size > limits.ratio * max(part.compress_size, 1)
        too_big = too_big or part.file_size > allowed or swells
    return Problem("bomb") if too_big else None


def _check_content(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo], limits: Limits) -> Problem | None:
    """Unpack every XML part in chunks: sizes cannot lie here (zipfile stops at the declared one and compares CRC)."""
    elements = 0
    for part in parts:
        if not part.filename.lower().endswith((".xml", ".rels", ".vml")):
            continue
        tail = b""
        with archive.open(part) as stream:
            while chunk := stream.read(_CHUNK):
                window = tail + chunk
                for markup, code in _FORBIDDEN_MARKUP:
                    if markup.search(window):
                        return Problem(code)
                elements += _opened(window) - _opened(tail)
                tail = window[-_OVERLAP:]
        if elements > limits.elements:
            return Problem("bomb")
    return None


def _opened(xml: bytes) -> int:
    return xml.count(b"<") - xml.count(b"</")
