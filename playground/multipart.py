"""multipart/form-data → values and uploads, as tolerant as the real server: clients differ in quoting file names."""

import re
from urllib.parse import unquote

from playground.arguments import Arguments, Upload
from playground.errors import bad_request
from playground.files import guess_mime

_BOUNDARY = re.compile(r'boundary="?([^";]+)"?')
_PARAMETER = re.compile(r';\s*(name|filename\*?)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;]*))')


def parse_multipart(content_type: str, body: bytes) -> Arguments:
    """Parts with a file name are uploads, the others are texts."""
    boundary = _BOUNDARY.search(content_type)
    if boundary is None:
        raise bad_request("boundary field not found")
    values: dict[str, str] = {}
    uploads: dict[str, Upload] = {}
    for part in (b"\r\n" + body).split(b"\r\n--" + boundary[1].encode())[1:]:
        head, found, content = part.partition(b"\r\n\r\n")
        names = _names(head) if found else {}
        if "filename" in names:
            uploads[names["name"]] = Upload(names["filename"], content, guess_mime(names["filename"]))
        elif "name" in names:
            values[names["name"]] = content.decode("utf-8", "replace")
    return Arguments(values, uploads)


def _names(head: bytes) -> dict[str, str]:
    lines = head.decode("utf-8", "replace").split("\r\n")
    disposition = next((line for line in lines if line.lower().startswith("content-disposition:")), "")
    names: dict[str, str] = {}
    for key, quoted, bare in _PARAMETER.findall(disposition):
        value = re.sub(r"\\(.)", r"\1", quoted) or bare.strip()
        names[key.rstrip("*")] = unquote(value.rpartition("''")[2]) if key.endswith("*") else _plain(value)
    return names


def _plain(value: str) -> str:
    """Some clients percent-encode what stands in quotes."""
    return unquote(value) if re.search(r"%[0-9A-F]{2}", value) and value.isascii() else value
