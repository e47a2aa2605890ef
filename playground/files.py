"""Files sent either way: identifiers, sizes, bytes. Knows no messages."""

import base64
import mimetypes
import struct
from dataclasses import dataclass
from pathlib import PurePosixPath

from playground.arguments import Upload
from playground.errors import bad_request
from playground.limits import DOWNLOAD, PHOTO, UPLOAD
from playground.shapes import FileObject, PhotoObject

_SIDES = (90, 320, 800, 1280)
_PHOTO_ID, _DOCUMENT_ID = "AgACAgIAAxkBAA", "BQACAgIAAxkBAA"


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One file; `path` is where it is downloaded, `kind` the type it was sent as."""

    file_id: str
    unique_id: str
    kind: str
    upload: Upload
    path: str

    @property
    def size(self) -> int:
        """Bytes."""
        return len(self.upload.content)


class Files:
    """All files by identifier and by path."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}

    def add(self, kind: str, upload: Upload) -> StoredFile:
        """Keep an uploaded file of a kind (`document`, `photo`, `voice`, …)."""
        if len(upload.content) > (PHOTO if kind == "photo" else UPLOAD):
            raise bad_request("file is too big")
        if not upload.content:
            raise bad_request("file must be non-empty")
        number = len(self._by_id) + 1
        token = base64.urlsafe_b64encode(f"{kind}:{number:09d}".encode()).decode().rstrip("=")
        prefix = _PHOTO_ID if kind == "photo" else _DOCUMENT_ID
        suffix = PurePosixPath(upload.name).suffix
        path = f"{kind}s/file_{number}{suffix if suffix.isascii() else ''}"
        stored = StoredFile(prefix + token, "AQAD" + token[-10:], kind, upload, path)
        self._by_id[stored.file_id] = self._by_path[path] = stored
        return stored

    def find(self, file_id: str) -> StoredFile | None:
        """The file with this identifier."""
        return self._by_id.get(file_id)

    def at(self, path: str) -> StoredFile | None:
        """The file downloadable under this path."""
        return self._by_path.get(path)

    def downloadable(self, file_id: str) -> FileObject:
        """The answer of getFile."""
        stored = self.find(file_id)
        if stored is None:
            raise bad_request("invalid file_id")
        if stored.size > DOWNLOAD:
            raise bad_request("file is too big")
        return {**identity(stored), "file_path": stored.path}


def identity(stored: StoredFile) -> FileObject:
    """The fields every file has."""
    return {"file_id": stored.file_id, "file_unique_id": stored.unique_id, "file_size": stored.size}


def described(stored: StoredFile) -> FileObject:
    """Document and its kin: with name and type."""
    return {**identity(stored), "file_name": stored.upload.name, "mime_type": stored.upload.mime}


def guess_mime(name: str) -> str:
    """Type by name, as Telegram fills in what a client left out."""
    return mimetypes.guess_type(name)[0] or "application/octet-stream"


def photo_sizes(files: Files, upload: Upload) -> list[PhotoObject]:
    """A picture in the sizes Telegram makes of it, smallest first; the bytes are the same in all."""
    width, height = _dimensions(upload.content)
    if width + height > 10_000 or max(width, height) > 20 * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    longest = max(width, height)
    sides = [side for side in _SIDES if side < longest] + [min(longest, _SIDES[-1])]
    return [_size(files.add("photo", upload), width, height, side) for side in dict.fromkeys(sides)]


def _size(stored: StoredFile, width: int, height: int, side: int) -> PhotoObject:
    scale = side / max(width, height)
    size: PhotoObject = {"file_id": stored.file_id, "file_unique_id": stored.unique_id}
    scaled: PhotoObject = {"width": max(1, round(width * scale)), "height": max(1, round(height * scale))}
    return {**size, **scaled, "file_size": stored.size}


def _dimensions(content: bytes) -> tuple[int, int]:
    """Pixels of a PNG, GIF or JPEG; refused when it is none of them."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
    elif content.startswith((b"GIF87a", b"GIF89a")) and len(content) >= 10:
        width, height = struct.unpack("<HH", content[6:10])
    elif content.startswith(b"\xff\xd8"):
        width, height = _jpeg_dimensions(content)
    else:
        raise bad_request("IMAGE_PROCESS_FAILED")
    return max(1, width), max(1, height)


def _jpeg_dimensions(content: bytes) -> tuple[int, int]:
    place = 2
    while place + 9 <= len(content):
        marker, length = content[place + 1], int.from_bytes(content[place + 2 : place + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[place + 5 : place + 9])
            return width, height
        place += 2 + length
    raise bad_request("IMAGE_PROCESS_FAILED")
