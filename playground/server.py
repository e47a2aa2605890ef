"""The HTTP side: `/bot<token>/<method>`, `/file/bot<token>/<path>`, and other rooms mounted by prefix.

A bare aiohttp server without router and middlewares: benchmarks press buttons as fast as a bot answers.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from aiohttp import web

from playground.api import Api, Reply, failure
from playground.arguments import Arguments
from playground.errors import ApiError, refused
from playground.faulty import go_wrong, http_response
from playground.journal import Call
from playground.limits import UPLOAD
from playground.wire import read_arguments

_NOT_FOUND = failure(ApiError(404, "Not Found"))
Room = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]
LARGEST_BODY = UPLOAD + 1024 * 1024
FILE_METHOD = "file"
"""The name under which rules match downloads; the path is the parameter `path`."""


class Server:
    """Listens on loopback; `rooms` answer paths that begin with their prefix."""

    def __init__(self, api: Api, rooms: Mapping[str, Room]) -> None:
        self._api = api
        self._world = api.world
        self._rooms = rooms
        self._bot_prefix = "/bot"
        self._server = web.Server(self._handle, request_factory=_request, handler_cancellation=True, access_log=None)
        self._listening: asyncio.Server | None = None

    async def listen(self, host: str, port: int) -> int:
        """Start; returns the port."""
        loop = asyncio.get_running_loop()
        self._listening = await loop.create_server(self._server, host, port, reuse_address=True, backlog=1024)
        return int(self._listening.sockets[0].getsockname()[1])

    async def close(self) -> None:
        """Stop listening and close every connection."""
        if self._listening:
            self._listening.close()
            self._listening = None
        await self._server.shutdown(timeout=0.1)

    def cut_connections(self) -> None:
        """Abort everything under way, as if the machine had gone."""
        if self._listening:
            self._listening.close()
            self._listening = None
        for connection in list(self._server.connections):
            if isinstance(connection.transport, asyncio.Transport):
                connection.transport.abort()

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        path = request.path
        if path.startswith(self._bot_prefix):
            return await self._call(request, path[len(self._bot_prefix) :])
        if path.startswith("/file/bot"):
            return await self._download(request, path[len("/file/bot") :])
        for prefix, room in self._rooms.items():
            if path.startswith(prefix):
                return await room(request)
        return http_response(_NOT_FOUND)

    async def _call(self, request: web.BaseRequest, path: str) -> web.StreamResponse:
        token, _, method = path.partition("/")
        if token != self._world.token:
            return http_response(_unauthorised(token))
        try:
            arguments = await read_arguments(request)
        except ApiError as problem:
            return http_response(failure(problem))
        return await self._journaled(request, method, arguments)

    async def _journaled(self, request: web.BaseRequest, method: str, arguments: Arguments) -> web.StreamResponse:
        world = self._world
        call = world.journal.begin(method, arguments, world.clock.now())
        try:
            rule = world.rules.find(method, arguments)
            if rule is None:
                return http_response(await self._perform(call))
            return await go_wrong(rule, request, lambda: self._perform(call))
        finally:
            world.journal.end(call)
            world.ring_if_settled()

    async def _perform(self, call: Call) -> Reply:
        reply = await self._api.reply(call.method, call.arguments)
        call.ok = reply.status == 200
        return reply

    async def _download(self, request: web.BaseRequest, path: str) -> web.StreamResponse:
        token, _, place = path.partition("/")
        if token != self._world.token:
            return http_response(_unauthorised(token))

        async def perform() -> Reply:
            stored = self._world.files.at(place)
            return Reply(200, stored.upload.content) if stored else _NOT_FOUND

        if rule := self._world.rules.find(FILE_METHOD, Arguments({"path": place})):
            return await go_wrong(rule, request, perform)
        reply = await perform()
        kind = "application/octet-stream" if reply.status == 200 else "application/json"
        return web.Response(body=reply.body, status=reply.status, content_type=kind)


def _unauthorised(token: str) -> Reply:
    number, _, secret = token.partition(":")
    if not number.isdigit() or not secret:
        return failure(refused(401, "invalid token specified"))
    return failure(ApiError(401, "Unauthorized"))


def _request(message: Any, payload: Any, protocol: Any, writer: Any, task: Any) -> web.BaseRequest:
    loop = asyncio.get_running_loop()
    return web.BaseRequest(message, payload, protocol, writer, task, loop, client_max_size=LARGEST_BODY)
