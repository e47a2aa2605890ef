"""Rules carried out on a connection: the ways a network and a far server fail. Knows HTTP, not methods."""

import asyncio
from collections.abc import Awaitable, Callable

from aiohttp import web

from playground.api import Reply, failure
from playground.errors import ApiError, too_many_requests
from playground.rules import Drip, Error, HalfResponse, Hang, Http, Reset, RetryAfter, Rule, Slow

Perform = Callable[[], Awaitable[Reply]]


def http_response(reply: Reply) -> web.Response:
    """A reply as HTTP."""
    headers = {"Retry-After": str(reply.retry_after)} if reply.retry_after else None
    return web.Response(body=reply.body, status=reply.status, headers=headers, content_type="application/json")


async def go_wrong(rule: Rule, request: web.BaseRequest, perform: Perform) -> web.StreamResponse:
    """Answer one call the way the rule says; `perform` lets the call take effect."""
    match rule.action:
        case Error(code, description, parameters):
            return http_response(failure(ApiError(code, description, parameters)))
        case RetryAfter(seconds):
            return http_response(failure(too_many_requests(seconds)))
        case Http(status, body):
            return web.Response(text=body, status=status, content_type="text/html")
        case _:
            return await _spoil(rule, request, perform)


async def _spoil(rule: Rule, request: web.BaseRequest, perform: Perform) -> web.StreamResponse:
    match rule.action:
        case Reset(apply):
            if apply:
                await perform()
            return _cut(request, b"")
        case HalfResponse():
            body = (await perform()).body
            return _cut(request, body[: len(body) // 2], len(body))
        case Hang(apply):
            done = await perform() if apply else None
            await rule.until_released()
            return http_response(done or await perform())
        case Slow(seconds):
            reply = await perform()
            await asyncio.sleep(seconds)
            return http_response(reply)
        case Drip(seconds):
            return await _drip(request, await perform(), seconds)
        case _:
            raise TypeError(f"no such action: {rule.action}")


def _cut(request: web.BaseRequest, part: bytes, length: int = 0) -> web.Response:
    transport = request.transport
    if transport is not None and part:
        head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n"
        transport.write(head.encode() + part)
        transport.close()
    elif isinstance(transport, asyncio.Transport):
        transport.abort()
    return web.Response()


async def _drip(request: web.BaseRequest, reply: Reply, seconds: float) -> web.StreamResponse:
    response = web.StreamResponse(status=reply.status, headers={"Content-Type": "application/json"})
    response.content_length = len(reply.body)
    await response.prepare(request)
    for place in range(len(reply.body)):
        await response.write(reply.body[place : place + 1])
        await asyncio.sleep(seconds / len(reply.body))
    return response
