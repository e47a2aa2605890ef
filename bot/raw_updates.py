"""Updates as the messenger sends them: whose they are, what of them is needed, what may be kept. Pure."""

from typing import Any

KINDS = ("message", "edited_message", "callback_query", "my_chat_member")
_NAMES = {
    "first_name", "last_name", "username", "title", "contact", "sender_user_name", "author_signature",
}  # fmt: skip

RawUpdate = dict[str, Any]


def person_of(raw: RawUpdate) -> int | None:
    """Return the id of the messenger account behind an update."""
    for kind in KINDS:
        event = raw.get(kind)
        if isinstance(event, dict) and isinstance(event.get("from"), dict):
            found = event["from"].get("id")
            return found if isinstance(found, int) else None
    return None


def without_names(value: Any) -> Any:
    """Return the update without names and contacts, for keeping."""
    if isinstance(value, dict):
        return {key: without_names(inner) for key, inner in value.items() if key not in _NAMES}
    return [without_names(inner) for inner in value] if isinstance(value, list) else value


def trim(raw: RawUpdate) -> RawUpdate:
    """Leave out what nobody here reads: the text and the keyboard of the message a button hangs on."""
    query = raw.get("callback_query")
    if not isinstance(query, dict) or not isinstance(query.get("message"), dict):
        return raw
    message = {name: query["message"][name] for name in ("message_id", "date", "chat") if name in query["message"]}
    return {**raw, "callback_query": {**query, "message": message}}


def collapse_starts(updates: list[RawUpdate]) -> list[RawUpdate]:
    """Drop a plain /start that the same person repeats right away: after an outage one answer is enough."""
    kept, next_is_start = [], dict[int | None, bool]()
    for raw in reversed(updates):
        person, start = person_of(raw), _is_start(raw)
        if not (start and next_is_start.get(person)):
            kept.append(raw)
        next_is_start[person] = start
    return kept[::-1]


def _is_start(raw: RawUpdate) -> bool:
    message = raw.get("message")
    if not isinstance(message, dict) or message.get("text") != "/start":
        return False
    chat = message.get("chat")
    return isinstance(chat, dict) and chat.get("type") == "private"
