"""The webhook: updates pushed to the bot's address, in order per person, retried until taken.

Source: WebhookActor of telegram-bot-api: the first retry at once, then after 2, 4, 8… up to 60 seconds, or after the
`Retry-After` of the answer; updates of one person's messages and of her presses are separate queues.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

import aiohttp

from playground.arguments import Arguments, from_json
from playground.shapes import Json
from playground.updates import Pending
from playground.wire import decode, encode
from playground.world import World

LONGEST_DELAY = 60.0
LONGEST_RETRY_AFTER = 3600
REQUEST_TIMEOUT = 60.0
Execute = Callable[[str, Arguments], None]


@dataclass(frozen=True, slots=True)
class Address:
    """Where updates go."""

    url: str
    secret: str = ""
    connections: int = 40


class Webhook:
    """Delivers updates to one address; `execute` runs a method given in the bot's answer."""

    def __init__(self, world: World, address: Address, execute: Execute) -> None:
        self.address = address
        self.error = ""
        self.error_at = 0
        self._world = world
        self._execute = execute
        self._queues: dict[int, deque[Pending]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=address.connections))

    def deliver(self, pending: Pending) -> None:
        """Take an update; it stays pending until the bot has taken it or it has expired."""
        key = _queue_key(pending)
        if key in self._queues:
            self._queues[key].append(pending)
            return
        self._queues[key] = deque([pending])
        task = asyncio.create_task(self._work(key))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """Stop delivering; what is not taken stays in the queue."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._session.close()

    async def _work(self, key: int) -> None:
        queue = self._queues[key]
        while queue:
            await self._push(queue[0])
            self._world.updates.remove(queue.popleft())
            self._world.ring_if_settled()
        del self._queues[key]

    async def _push(self, pending: Pending) -> None:
        delay, failed = 1.0, 0
        while self._world.clock.now() < pending.expires_at:
            pause = await self._attempt(pending)
            if pause is None:
                return
            if not pause and failed:
                delay = min(LONGEST_DELAY, delay * 2)
                pause = delay
            failed += 1
            if pause:
                await self._world.clock.sleep(pause)

    async def _attempt(self, pending: Pending) -> float | None:
        """None when taken, otherwise the seconds the bot asked to wait (0: it did not say)."""
        headers = {"Content-Type": "application/json"}
        if self.address.secret:
            headers["X-Telegram-Bot-Api-Secret-Token"] = self.address.secret
        timeout = aiohttp.ClientTimeout(total=REQUEST_TIMEOUT)
        body = encode(pending.update)
        try:
            async with self._session.post(self.address.url, data=body, headers=headers, timeout=timeout) as response:
                return self._judge(response, await response.read())
        except (aiohttp.ClientError, TimeoutError) as problem:
            self._note(f"Connection failed: {type(problem).__name__}")
            return 0.0

    def _judge(self, response: aiohttp.ClientResponse, body: bytes) -> float | None:
        if 200 <= response.status <= 299:
            self._reply(body)
            return None
        self._note(f"Wrong response from the webhook: {response.status} {response.reason}")
        asked = response.headers.get("Retry-After", "")
        return float(min(LONGEST_RETRY_AFTER, int(asked))) if asked.isdigit() else 0.0

    def _note(self, error: str) -> None:
        self.error, self.error_at = error, self._world.time

    def _reply(self, body: bytes) -> None:
        reply = _object(body)
        method = str(reply.pop("method", "")).lower()
        if method and method not in ("setwebhook", "deletewebhook", "close", "logout", "getupdates"):
            self._execute(method, from_json(reply))


def _object(body: bytes) -> Json:
    try:
        value = decode(body) if body else {}
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def _queue_key(pending: Pending) -> int:
    update = pending.update
    if "callback_query" in update:
        return int(update["callback_query"]["from"]["id"]) + (3 << 33)
    happened = next(value for key, value in update.items() if key != "update_id")
    chat = happened.get("chat", {}) if isinstance(happened, dict) else {}
    return int(chat.get("id", 0))
