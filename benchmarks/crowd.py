"""People pressing as fast as the bot answers: a Bot API server that knows only what a load needs.

It runs in a process of its own on its own core. A person presses again as soon as the bot has both answered the
button and shown the next question; the latency is from the press to the later of the two.
"""

import argparse
import asyncio
import time
from collections import deque
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

import orjson
from aiohttp import ClientConnectorError, ClientSession, TCPConnector, web

OK = b'{"ok":true,"result":true}'
ME = {"id": 7, "is_bot": True, "first_name": "Бот", "username": "bench_bot"}
SUBMIT, AGAIN = "|submit", "|restart_sure"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"


@dataclass(slots=True)
class Presser:
    """One person. `waiting` are the two halves of the bot's reaction."""

    id: int
    message_id: int = 0
    data: str = ""
    pressed_at: float = 0.0
    waiting: int = 0
    presses: int = 0


@dataclass
class Crowd:
    """Everybody, what they wait for and how long it took. `goal` presses end a round."""

    people: int
    restart: str
    pressers: dict[int, Presser] = field(default_factory=dict)
    pending: deque[dict[str, Any]] = field(default_factory=deque)
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    latencies: list[float] = field(default_factory=list)
    goal: int = 0
    reached: asyncio.Event = field(default_factory=asyncio.Event)
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    answered_at: float = 0.0
    webhook: str = ""
    secret: str = ""
    client: ClientSession | None = None
    queries: dict[str, Presser] = field(default_factory=dict)
    update_id: int = 1
    tasks: set[asyncio.Task[None]] = field(default_factory=set)

    async def round(self, presses: int) -> None:
        """Wait for so many more presses; the first round lets everybody begin."""
        self.latencies.clear()
        self.goal = presses
        self.reached.clear()
        if not self.pressers:
            for number in range(1, self.people + 1):
                presser = self.pressers[number] = Presser(number, message_id=number)
                self.press(presser, self.restart)
        await self.reached.wait()

    def press(self, presser: Presser, data: str) -> None:
        """Queue a press (or a text, when `data` is empty)."""
        presser.waiting = 2 if data else 1
        presser.pressed_at = time.perf_counter()
        who = {"id": presser.id, "is_bot": False, "first_name": "Анна", "language_code": "ru"}
        chat = {"id": presser.id, "type": "private", "first_name": "Анна"}
        self.update_id += 1
        update: dict[str, Any] = {"update_id": self.update_id}
        message = {"message_id": presser.message_id, "date": 1_789_000_000, "chat": chat}
        if data:
            self.queries[str(self.update_id)] = presser
            update["callback_query"] = {
                "id": str(self.update_id), "from": who, "chat_instance": "1", "data": data,
                "message": {**message, "from": ME, "text": "Вопрос", "reply_markup": {"inline_keyboard": []}},
            }  # fmt: skip
        else:
            update["message"] = {**message, "from": who, "text": "/start"}
        if self.webhook:
            task = asyncio.create_task(self._deliver(update))
            self.tasks.add(task)
            task.add_done_callback(self.tasks.discard)
        else:
            self.pending.append(update)
            self.arrived.set()

    async def _deliver(self, update: dict[str, Any]) -> None:
        headers = {SECRET_HEADER: self.secret, "Content-Type": "application/json"}
        body = await self._post(orjson.dumps(update), headers)
        if b"answerCallbackQuery" in body:
            self._answered(orjson.loads(body)["callback_query_id"])

    async def _post(self, update: bytes, headers: dict[str, str]) -> bytes:
        """Deliver, again and again while nobody listens yet: the reference says where before it does."""
        assert self.client is not None
        while True:
            try:
                async with self.client.post(self.webhook, data=update, headers=headers) as response:
                    return await response.read()
            except ClientConnectorError:
                await asyncio.sleep(0.01)

    def reacted(self, presser: Presser) -> None:
        """One half of the reaction is here; after both the person presses again."""
        presser.waiting -= 1
        if presser.waiting > 0:
            return
        self.answered_at = self.answered_at or time.time()
        self.latencies.append(time.perf_counter() - presser.pressed_at)
        presser.presses += 1
        if len(self.latencies) == self.goal:
            self.reached.set()
        self.press(presser, presser.data or self.restart)

    async def handle(self, request: web.BaseRequest) -> web.Response:
        """One call of the bot."""
        method = request.path.rsplit("/", 1)[-1]
        body = await request.read()
        if method == "getUpdates":
            self.ready.set()
            return await self._updates(_arguments(request, body))
        if method == "getMe":
            return _json(ME)
        arguments = _arguments(request, body)
        if method == "setWebhook":
            self.secret = arguments.get("secret_token", "")
            self.webhook = arguments["url"]
            self.ready.set()
        elif method == "answerCallbackQuery":
            self._answered(arguments["callback_query_id"])
        elif method in ("sendMessage", "editMessageText"):
            return self._shown(arguments)
        return web.Response(body=OK, content_type="application/json")

    async def _updates(self, arguments: dict[str, Any]) -> web.Response:
        offset = int(arguments.get("offset") or 0)
        while self.pending and self.pending[0]["update_id"] < offset:
            self.pending.popleft()
        if not self.pending and int(arguments.get("timeout") or 0):
            self.arrived.clear()
            try:
                await asyncio.wait_for(self.arrived.wait(), int(arguments["timeout"]))
            except TimeoutError:
                return _json([])
        return _json([update for update, _ in zip(self.pending, range(100), strict=False)])

    def _answered(self, query_id: str) -> None:
        if presser := self.queries.pop(query_id, None):
            self.reacted(presser)

    def _shown(self, arguments: dict[str, Any]) -> web.Response:
        presser = self.pressers[int(arguments["chat_id"])]
        markup = arguments.get("reply_markup") or {}
        keyboard = (orjson.loads(markup) if isinstance(markup, str) else markup).get("inline_keyboard", [])
        datas = [key["callback_data"] for row in keyboard for key in row]
        presser.data = next((data for data in datas if data.startswith("a|")), "")
        if not presser.data:
            # at the end from the beginning: nobody gets results so fast that the messenger's limits would be met
            presser.data = next((data.replace(SUBMIT, AGAIN) for data in datas if data.endswith(SUBMIT)), "")
        chat = {"id": presser.id, "type": "private", "first_name": "Анна"}
        message = {
            "message_id": presser.message_id, "date": 1_789_000_000, "chat": chat, "from": ME,
            "text": arguments["text"], "reply_markup": {"inline_keyboard": keyboard},
        }  # fmt: skip
        self.reacted(presser)
        return _json(message)


def _arguments(request: web.BaseRequest, body: bytes) -> dict[str, Any]:
    """JSON or form-encoded arguments."""
    if request.content_type != "application/json":
        return dict(parse_qsl(body.decode(), keep_blank_values=True))
    parsed: dict[str, Any] = orjson.loads(body) if body else {}
    return parsed


def _json(result: Any) -> web.Response:
    return web.Response(body=orjson.dumps({"ok": True, "result": result}), content_type="application/json")


async def measure(port: int, people: int, restart: str, warm: int, presses: int) -> dict[str, float]:
    """Serve the bot on `port`, let `people` press; return answers/s and latencies (seconds) after a warm-up.

    Also the moments (epoch seconds) when the bot first asked for updates and when it had answered the first of them.
    """
    crowd = Crowd(people, restart)
    runner = web.ServerRunner(web.Server(crowd.handle, access_log=None), shutdown_timeout=0.1)  # nobody stops pressing
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    async with ClientSession(connector=TCPConnector(limit=100)) as crowd.client:
        await crowd.ready.wait()
        ready_at = time.time()
        await crowd.round(warm)
        began, cpu = time.perf_counter(), time.process_time()
        await crowd.round(presses)
        took, cpu = time.perf_counter() - began, time.process_time() - cpu
        latencies = sorted(crowd.latencies)
        for task in crowd.tasks:
            task.cancel()
    await runner.cleanup()
    return {
        "answers_per_second": presses / took,
        "median": latencies[len(latencies) // 2],
        "p95": latencies[len(latencies) * 95 // 100],
        "ready_at": ready_at,
        "answered_at": crowd.answered_at,
        "crowd_load": cpu / took,
    }


def main() -> None:
    """Run one measurement and print it as a JSON line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--restart", default="")
    parser.add_argument("--warm", type=int, default=500)
    parser.add_argument("--presses", type=int, default=3000)
    given = parser.parse_args()
    print(
        orjson.dumps(asyncio.run(measure(given.port, given.people, given.restart, given.warm, given.presses))).decode()
    )


if __name__ == "__main__":
    main()
