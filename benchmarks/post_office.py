"""A messenger that counts: so many messages in any sliding second, the rest is refused; each call takes a while.

Runs in a process of its own on its own core and prints, once so many messages are accepted, how fast they came and how
many were refused.
"""

import argparse
import asyncio
import json
import time
from collections import Counter, deque
from dataclasses import dataclass, field

import orjson
from aiohttp import web

ME = {"id": 7, "is_bot": True, "first_name": "Бот", "username": "bench_bot"}
REFUSED = {
    "ok": False,
    "error_code": 429,
    "description": "Too Many Requests: retry after 1",
    "parameters": {"retry_after": 1},
}


@dataclass
class PostOffice:
    """`limit` messages in any second; an answer takes `latency` seconds; `goal` accepted messages are the end."""

    limit: int
    latency: float
    goal: int
    accepted: list[float] = field(default_factory=list)
    refused: int = 0
    chats: Counter[int] = field(default_factory=Counter)
    done: asyncio.Event = field(default_factory=asyncio.Event)
    _second: deque[float] = field(default_factory=deque)

    async def handle(self, request: web.BaseRequest) -> web.Response:
        """One call."""
        body = await request.read()
        if not request.path.endswith("sendMessage"):
            return _json({"ok": True, "result": ME})
        arrived = time.perf_counter()
        while self._second and self._second[0] <= arrived - 1:
            self._second.popleft()
        if len(self._second) >= self.limit:
            self.refused += 1
            await asyncio.sleep(self.latency)
            return _json(REFUSED, 429)
        self._second.append(arrived)
        self.accepted.append(arrived)
        chat = await self._chat(request, body)
        self.chats[chat] += 1
        await asyncio.sleep(self.latency)
        if len(self.accepted) >= self.goal:
            self.done.set()
        sent = {"message_id": self.chats[chat], "date": 1, "chat": {"id": chat, "type": "private"}, "text": "."}
        return _json({"ok": True, "result": sent})

    async def _chat(self, request: web.BaseRequest, body: bytes) -> int:
        if request.content_type == "application/json":
            return int(orjson.loads(body)["chat_id"])
        return int(str((await request.post())["chat_id"]))

    def report(self) -> dict[str, float]:
        """Messages a second between the first and the last, refusals, and chats that got more than one."""
        took = self.accepted[-1] - self.accepted[0]
        doubled = sum(count > 1 for count in self.chats.values())
        return {"rate": (len(self.accepted) - 1) / took, "refused": self.refused, "doubled": doubled}


def _json(value: object, status: int = 200) -> web.Response:
    return web.Response(body=orjson.dumps(value), status=status, content_type="application/json")


async def serve(port: int, office: PostOffice) -> None:
    """Listen until the goal is reached, then print the report."""
    runner = web.ServerRunner(web.Server(office.handle, access_log=None))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    print("listening", flush=True)
    await office.done.wait()
    print(json.dumps(office.report()), flush=True)
    await runner.cleanup()


def main() -> None:
    """Serve once."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--limit", type=int, required=True)
    parser.add_argument("--latency", type=float, required=True)
    parser.add_argument("--goal", type=int, required=True)
    given = parser.parse_args()
    asyncio.run(serve(given.port, PostOffice(given.limit, given.latency, given.goal)))


if __name__ == "__main__":
    main()
