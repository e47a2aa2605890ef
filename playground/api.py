"""One Bot API call carried out: method found, executed, answered. Knows the transport of updates, not HTTP requests."""

import re
from dataclasses import dataclass

from playground.arguments import Arguments
from playground.errors import ApiError, bad_request, refused
from playground.methods import METHODS
from playground.polling import Poller
from playground.shapes import Json
from playground.updates import Pending
from playground.webhook import Address, Webhook
from playground.wire import encode
from playground.world import World

_SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")
_WEBHOOK_SET = "terminated by setWebhook request"


@dataclass(frozen=True, slots=True)
class Reply:
    """Answer to a call: HTTP status and JSON body; `retry_after` becomes a header."""

    status: int
    body: bytes
    retry_after: int = 0


class Api:
    """The Bot API over a world."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.poller = Poller(world)
        self.webhook: Webhook | None = None
        world.deliver = self._deliver

    async def reply(self, method: str, arguments: Arguments) -> Reply:
        """Execute and put into the API's envelope."""
        try:
            return _success(await self._execute(method.lower(), arguments))
        except ApiError as problem:
            return failure(problem)

    async def close(self) -> None:
        """Stop delivering and polling."""
        self.poller.drop()
        if self.webhook:
            await self.webhook.close()

    async def _execute(self, method: str, arguments: Arguments) -> object:
        if known := METHODS.get(method):
            return known(self.world, arguments)
        if method == "getupdates":
            return await self.poller.get_updates(arguments, webhook=self.webhook is not None)
        if method == "setwebhook":
            return await self._set_webhook(arguments)
        if method == "deletewebhook":
            return await self._set_webhook(Arguments({**arguments.values, "url": ""}))
        if method == "getwebhookinfo":
            return self._webhook_info()
        raise refused(404, "method not found")

    async def _set_webhook(self, arguments: Arguments) -> bool:
        address = _address(arguments)
        if self.webhook:
            await self.webhook.close()
            self.webhook = None
        if arguments.boolean("drop_pending_updates"):
            self.world.updates.drop()
        kinds = arguments.json("allowed_updates", "can't parse allowed_updates JSON object")
        if isinstance(kinds, list):
            self.world.updates.allow([str(kind) for kind in kinds])
        if address.url:
            self.poller.drop(_WEBHOOK_SET)
            self.webhook = Webhook(self.world, address, self._execute_silently)
            for pending in self.world.updates.waiting:
                self.webhook.deliver(pending)
        return True

    def _webhook_info(self) -> Json:
        info: Json = {"url": "", "has_custom_certificate": False, "pending_update_count": len(self.world.updates)}
        if self.webhook:
            address = self.webhook.address
            info |= {"url": address.url, "max_connections": address.connections, "ip_address": "127.0.0.1"}
            if self.webhook.error:
                info["last_error_date"] = self.webhook.error_at
                info["last_error_message"] = self.webhook.error
        if self.world.updates.allowed:
            info["allowed_updates"] = sorted(self.world.updates.allowed)
        return info

    def _execute_silently(self, method: str, arguments: Arguments) -> None:
        """A method in the answer to a webhook: the bot never learns how it went."""
        call = self.world.journal.begin(method, arguments, self.world.clock.now())
        try:
            call.ok = METHODS.get(method) is not None and bool(METHODS[method](self.world, arguments))
        except ApiError as problem:
            call.ok, call.description = False, problem.description
        self.world.journal.end(call)

    def _deliver(self, pending: Pending) -> None:
        if self.webhook:
            self.webhook.deliver(pending)
        else:
            self.poller.wake()


def failure(problem: ApiError) -> Reply:
    """A refusal in the API's envelope."""
    body: Json = {"ok": False, "error_code": problem.code, "description": problem.description}
    if problem.parameters:
        body["parameters"] = problem.parameters
    return Reply(problem.code, encode(body), problem.parameters.get("retry_after", 0))


def _success(result: object) -> Reply:
    return Reply(200, encode({"ok": True, "result": result}))


def _address(arguments: Arguments) -> Address:
    url, secret = arguments.text("url"), arguments.text("secret_token")
    if url and not url.startswith(("http://", "https://")):
        raise bad_request("invalid webhook URL specified")
    if len(secret) > 256:
        raise bad_request("secret token is too long")
    if not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    return Address(url, secret, arguments.integer("max_connections", 40, 1, 100))
