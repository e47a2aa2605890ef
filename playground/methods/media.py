"""sendPhoto, sendDocument and their kin, sendMediaGroup, getFile."""

from collections.abc import Mapping
from typing import cast

from playground.arguments import Arguments, Upload, from_json
from playground.errors import WRONG_FILE, bad_request
from playground.files import StoredFile, described, guess_mime, photo_sizes
from playground.limits import ALBUM
from playground.methods.compose import admit, compose, post, send
from playground.methods.registry import Method
from playground.methods.sending import caption_content
from playground.shapes import FileObject, Json, MessageObject, PhotoObject
from playground.world import World

_PLAIN = ("document", "voice", "sticker", "video", "audio", "animation")
MEDIA_FIELDS = ("photo", *_PLAIN)
_GROUPED = frozenset({"photo", "document", "video", "audio"})


def _sender(kind: str) -> Method:
    def send_media(world: World, arguments: Arguments) -> MessageObject:
        content = _content(world, kind, arguments.text(kind), arguments.uploads.get(kind), arguments.uploads)
        return send(world, arguments, cast(MessageObject, {**content, **caption_content(arguments)}))

    return send_media


def send_media_group(world: World, arguments: Arguments) -> list[MessageObject]:
    """https://core.telegram.org/bots/api#sendmediagroup."""
    raw = arguments.json("media", "can't parse media JSON object")
    if not isinstance(raw, list):
        raise bad_request("expected an Array of InputMedia")
    if not 1 <= len(raw) <= ALBUM:
        raise bad_request("message must contain 1-10 media items" if raw else "there are no messages to send")
    contents = [_grouped(world, item, arguments) for item in raw]
    chat = world.chats.writable(arguments.text("chat_id"))
    admit(world, chat, len(contents))
    group = f"{world.time}{chat.last_id + 1:06d}"
    messages = [compose(world, chat, {**content, "media_group_id": group}) for content in contents]
    return [post(world, chat, message, None) for message in messages]


def media_content(world: World, raw: object, arguments: Arguments) -> MessageObject:
    """An InputMedia object with its caption; files are `attach://` names of this call or identifiers."""
    if not isinstance(raw, dict):
        raise bad_request("can't parse InputMedia: expected an Object")
    kind, media = str(raw.get("type", "")).lower(), str(raw.get("media", ""))
    if kind not in MEDIA_FIELDS:
        raise bad_request(f'can\'t parse InputMedia: type "{kind}" is unsupported')
    if not media:
        raise bad_request("can't parse InputMedia: media not found")
    content = _content(world, kind, media, None, arguments.uploads)
    return cast(MessageObject, {**content, **caption_content(from_json(raw))})


def get_file(world: World, arguments: Arguments) -> FileObject:
    """https://core.telegram.org/bots/api#getfile."""
    if not arguments.text("file_id"):
        raise bad_request("file_id not specified")
    return world.files.downloadable(arguments.text("file_id"))


def _grouped(world: World, raw: object, arguments: Arguments) -> MessageObject:
    kind = str(raw.get("type", "")) if isinstance(raw, dict) else ""
    if isinstance(raw, dict) and kind not in _GROUPED:
        raise bad_request(f"can't parse InputMedia: type \"{kind}\" can't be used in sendMediaGroup")
    return media_content(world, raw, arguments)


def _content(world: World, kind: str, value: str, upload: Upload | None, uploads: Mapping[str, Upload]) -> Json:
    upload = upload or uploads.get(value.removeprefix("attach://"))
    if upload is None:
        return {kind: _known(world, kind, value)}
    if kind == "photo":
        return {kind: photo_sizes(world.files, upload)}
    named = Upload(upload.name or "file", upload.content, upload.mime or guess_mime(upload.name))
    return {kind: _file_object(world.files.add(kind, named))}


def _known(world: World, kind: str, value: str) -> FileObject | list[PhotoObject]:
    if not value:
        raise bad_request(f"there is no {kind} in the request")
    if value.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    stored = world.files.find(value)
    if stored is None:
        raise bad_request(WRONG_FILE)
    if (stored.kind == "photo") != (kind == "photo"):
        raise bad_request(f"can't use file of type {stored.kind.title()} as {kind.title()}")
    return photo_sizes(world.files, stored.upload) if kind == "photo" else _file_object(stored)


def _file_object(stored: StoredFile) -> FileObject:
    extra: dict[str, FileObject] = {
        "voice": {"duration": 1},
        "audio": {"duration": 1},
        "video": {"duration": 1, "width": 640, "height": 480},
        "animation": {"duration": 1, "width": 320, "height": 240},
        "sticker": {"width": 512, "height": 512, "is_animated": False, "is_video": False, "type": "regular"},
    }
    return {**described(stored), **extra.get(stored.kind, {})}


METHODS: dict[str, Method] = {
    **{f"send{kind}": _sender(kind) for kind in MEDIA_FIELDS},
    "sendmediagroup": send_media_group,
    "getfile": get_file,
}
