"""JSON and HTTP bodies on the wire: fast, and able to carry what only escapes can (lone surrogates)."""

import json
from typing import cast
from urllib.parse import parse_qsl

import orjson
from aiohttp import web

from playground.arguments import Arguments, from_json
from playground.errors import bad_request
from playground.multipart import parse_multipart
from playground.shapes import Json


def encode(value: object) -> bytes:
    """JSON; texts with lone surrogates as ASCII escapes."""
    try:
        return orjson.dumps(value)
    except TypeError:
        return json.dumps(value).encode()


def decode(body: bytes) -> object:
    """JSON; escapes of lone surrogates allowed. ValueError for anything else."""
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        return json.loads(body)


async def read_object(request: web.BaseRequest) -> Json:
    """The body as a JSON object; an empty body is an empty object."""
    body = await request.read()
    value = decode(body) if body else {}
    if not isinstance(value, dict):
        raise TypeError("a JSON object is expected")
    return cast(Json, value)


async def read_arguments(request: web.BaseRequest) -> Arguments:
    """Parameters of a Bot API call from the query and the body."""
    query = dict(parse_qsl(request.query_string, keep_blank_values=True)) if request.query_string else {}
    if not request.body_exists:
        return Arguments(query)
    if request.content_type.startswith("multipart/"):
        sent = parse_multipart(request.headers["Content-Type"], await request.read())
        return Arguments({**query, **sent.values}, sent.uploads)
    body = await request.read()
    if request.content_type == "application/json":
        return Arguments({**query, **_from_json_body(body).values})
    pairs = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)
    return Arguments({**query, **dict(pairs)})


def _from_json_body(body: bytes) -> Arguments:
    try:
        value = decode(body) if body else {}
    except ValueError:
        raise bad_request("can't parse JSON object") from None
    return from_json(value) if isinstance(value, dict) else Arguments()
