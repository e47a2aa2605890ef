"""The chat page's server side: static files, a chat as JSON, what people do, and live events. Knows no HTML."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from aiohttp import web

from playground.chats import Chat, Door
from playground.person import Person
from playground.rooms import Handler, Routes, answer
from playground.shapes import Json
from playground.wire import encode, read_object

if TYPE_CHECKING:
    from playground.playground import Playground

_FILES = Path(__file__).parent / "page"
_TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data: blob:; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
_HEARTBEAT = 15.0  # seconds
_PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})


class ChatPage:
    """Routes of the page; `close` ends the event streams."""

    def __init__(self, telegram: "Playground") -> None:
        self._telegram = telegram
        self._world = telegram.world
        self._listeners: set[asyncio.Queue[bytes]] = set()
        self.routes: Routes = {f"GET /page/{path.name}": _static(path) for path in _FILES.iterdir()}
        self.routes |= {
            "GET /": _static(_FILES / "index.html"),
            "GET /page/people": self.people,
            "GET /page/chat": self.chat,
            "GET /page/events": self.events,
            "GET /page/file": self.file,
            "POST /page/say": self.say,
            "POST /page/press": self.press,
            "POST /page/attach": self.attach,
            "POST /page/block": self.block,
        }

    async def room(self, request: web.BaseRequest) -> web.StreamResponse:
        """Every path that belongs to nobody else."""
        return await answer(self.routes, request)

    def close(self) -> None:
        """Nobody looks any more."""
        self._world.watchers.clear()

    async def people(self, request: web.BaseRequest) -> Json:
        """Who can be played, and who the bot is."""
        del request
        cast = list(self._telegram.people.values())
        titled = [person for person in cast if person.card.title]
        bot = self._world.bot
        head = {"name": bot["first_name"], "username": bot["username"]}
        head["about"] = self._world.profile.texts.get(("description", ""), "")
        return {"bot": head, "people": [self._card(person) for person in titled or cast]}

    async def chat(self, request: web.BaseRequest) -> Json:
        """?person=number → everything in that person's chat."""
        person = self._person(int(request.query["person"]))
        chat = self._chat(person)
        return {
            "messages": list(chat.messages.values()),
            "commands": person.commands,
            "keyboard": chat.keyboard,
            "action": chat.action,
            "door": chat.door,
            "pinned": chat.pinned,
        }

    async def say(self, request: web.BaseRequest) -> Json:
        """{"person", "text", "reply_to"?}."""
        body = await read_object(request)
        person = self._person(body["person"])
        replied = next((seen for seen in person.chat if seen.id == body.get("reply_to")), None)
        return {"message_id": (await person.says(body["text"], reply_to=replied)).id}

    async def press(self, request: web.BaseRequest) -> Json:
        """{"person", "message_id", "data"}."""
        body = await read_object(request)
        return {"query_id": await self._person(body["person"]).presses_data(body["message_id"], body["data"])}

    async def attach(self, request: web.BaseRequest) -> Json:
        """?person=number&name=…&caption=… with the file as the body; a picture goes as a photo."""
        query, content = request.query, await request.read()
        person = self._person(int(query["person"]))
        if query.get("as") == "photo":
            return {"message_id": (await person.sends_photo(content, query.get("caption", ""))).id}
        sent = await person.sends_document(query["name"], content, query.get("caption", ""))
        return {"message_id": sent.id}

    async def block(self, request: web.BaseRequest) -> Json:
        """{"person", "blocked": bool}."""
        body = await read_object(request)
        person = self._person(body["person"])
        await (person.blocks() if body["blocked"] else person.unblocks())
        return {}

    async def file(self, request: web.BaseRequest) -> web.StreamResponse:
        """?id=file_id: pictures to be shown, anything else only to be saved."""
        stored = self._world.files.find(request.query["id"])
        if stored is None:
            raise KeyError(request.query["id"])
        kind = stored.upload.mime or "image/jpeg"
        response = web.Response(body=stored.upload.content, headers=_HEADERS)
        shown = stored.kind == "photo" and kind in _PICTURES
        response.content_type = kind if shown else "application/octet-stream"
        if not shown:
            response.headers["Content-Disposition"] = "attachment"
        return response

    async def events(self, request: web.BaseRequest) -> web.StreamResponse:
        """Server-sent events: every change of any chat, from now on."""
        queue: asyncio.Queue[bytes] = asyncio.Queue()
        response = web.StreamResponse(headers={**_HEADERS, "Content-Type": "text/event-stream"})
        await response.prepare(request)
        await response.write(b"event: ready\ndata: {}\n\n")
        self._listen(queue)
        try:
            while True:
                await response.write(await _next(queue))
        finally:
            self._listeners.discard(queue)

    def _listen(self, queue: asyncio.Queue[bytes]) -> None:
        self._listeners.add(queue)
        if self._tell not in self._world.watchers:
            self._world.watchers.append(self._tell)

    def _tell(self, kind: str, chat: Chat, data: Json) -> None:
        if not self._listeners:
            return
        event = encode({"kind": kind, "chat_id": chat.id, **data})
        for queue in self._listeners:
            queue.put_nowait(b"data: " + event + b"\n\n")

    def _card(self, person: Person) -> Json:
        last = self._chat(person).messages
        names = [person.user.get("first_name", ""), person.user.get("last_name", "")]
        card: Json = {"id": person.id, "name": " ".join(filter(None, names))}
        card |= {"title": person.card.title, "note": person.card.note, "payload": person.card.start_payload}
        return card | {"last": next(reversed(last.values()), None), "started": self._started(person)}

    def _started(self, person: Person) -> bool:
        return self._chat(person).door is not Door.NEW

    def _chat(self, person: Person) -> Chat:
        return self._world.private_chat(person.user)

    def _person(self, user_id: int) -> Person:
        return self._telegram.people[user_id]


def _static(path: Path) -> Handler:
    body, kind = path.read_bytes(), _TYPES[path.suffix]

    async def send(request: web.BaseRequest) -> web.Response:
        del request
        return web.Response(body=body, content_type=kind, charset="utf-8", headers=_HEADERS)

    return send


async def _next(queue: asyncio.Queue[bytes]) -> bytes:
    try:
        return await asyncio.wait_for(queue.get(), _HEARTBEAT)
    except TimeoutError:
        return b": still here\n\n"
