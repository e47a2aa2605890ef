"""A few HTTP routes under one prefix, for this machine only. What the control API and the chat page share."""

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web

from playground.wire import encode

Handler = Callable[[web.BaseRequest], Awaitable[object]]
Routes = dict[str, Handler]
"""`"POST /control/push"` → a coroutine that returns a JSON value or a response."""


async def answer(routes: Routes, request: web.BaseRequest) -> web.StreamResponse:
    """Find the route and answer; ValueError, KeyError, TypeError and AssertionError are told as 400."""
    if not _from_here(request):
        return _problem(403, "only pages of this server may ask")
    handler = routes.get(f"{request.method} {request.path}")
    if handler is None:
        return _problem(404, f"no {request.method} {request.path}")
    try:
        found = await handler(request)
    except (ValueError, KeyError, TypeError, AssertionError) as problem:
        return _problem(400, f"{type(problem).__name__}: {problem}")
    if isinstance(found, web.StreamResponse):
        return found
    return web.Response(body=encode(found), content_type="application/json")


def _from_here(request: web.BaseRequest) -> bool:
    """A page of a foreign site must not steer the messenger through the person's browser."""
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.host


def _problem(status: int, text: str) -> web.Response:
    return web.Response(body=encode({"error": text}), status=status, content_type="application/json")
