"""The playground steered from another process: the same verbs as the in-process object, JSON over `/control/…`.

Described for users in docs/playground.md.
"""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from aiohttp import web

from playground import rules
from playground.chats import Door
from playground.person import Person
from playground.rooms import Routes, answer
from playground.rules import Action, Rule
from playground.shapes import Json
from playground.wire import read_object

if TYPE_CHECKING:
    from playground.playground import Playground

PREFIX = "/control/"
_ACTIONS: dict[str, Callable[..., Action]] = {
    "error": rules.Error,
    "http": rules.Http,
    "reset": rules.Reset,
    "half_response": rules.HalfResponse,
    "hang": rules.Hang,
    "slow": rules.Slow,
    "drip": rules.Drip,
    "retry_after": rules.RetryAfter,
}


class Control:
    """Routes of the control API."""

    def __init__(self, telegram: "Playground") -> None:
        self._telegram = telegram
        self._rules: list[Rule] = []
        self._recovery: asyncio.Task[None] | None = None
        verbs = (self.push, self.person, self.say, self.press, self.see, self.door, self.rule, self.release)
        steps = (self.clock, self.quiet, self.crash, self.reset)
        self.routes: Routes = {f"POST {PREFIX}{verb.__name__}": verb for verb in (*verbs, *steps)}
        views = (self.calls, self.visible, self.rules, self.state)
        self.routes |= {f"GET {PREFIX}{view.__name__}": view for view in views}

    async def room(self, request: web.BaseRequest) -> web.StreamResponse:
        """Everything under the prefix."""
        return await answer(self.routes, request)

    async def close(self) -> None:
        """Do not come back from a crash any more."""
        if self._recovery:
            self._recovery.cancel()
            await asyncio.gather(self._recovery, return_exceptions=True)

    async def push(self, request: web.BaseRequest) -> Json:
        """{"updates": [Update, …]} → {"update_ids": […]}."""
        body = await read_object(request)
        pushed = [self._telegram.push(update) for update in body["updates"]]
        return {"update_ids": [update["update_id"] if update else None for update in pushed]}

    async def person(self, request: web.BaseRequest) -> Json:
        """{"user_id", "first_name"?, "last_name"?, "username"?, "language"?} → {"id"}."""
        return {"id": self._telegram.person(**await read_object(request)).id}

    async def say(self, request: web.BaseRequest) -> Json:
        """{"person", "text"} → {"message_id"}."""
        body = await read_object(request)
        return {"message_id": (await self._person(body).says(body["text"])).id}

    async def press(self, request: web.BaseRequest) -> Json:
        """{"person", "label", "within"?} or {"person", "message_id", "data", "query_id"?} → {"query_id"}."""
        body = await read_object(request)
        person = self._person(body)
        if "data" in body:
            query = person.presses_data(body["message_id"], body["data"], query_id=body.get("query_id"))
            return {"query_id": await query}
        return {"query_id": await person.presses(body["label"], within=body.get("within", 5.0))}

    async def see(self, request: web.BaseRequest) -> Json:
        """{"person", "text", "within"?} → the message."""
        body = await read_object(request)
        seen = await self._person(body).sees(body.get("text", ""), within=body.get("within", 5.0))
        return cast(Json, seen.raw)

    async def door(self, request: web.BaseRequest) -> Json:
        """{"chat", "door": "open" | "blocked" | "deactivated" | "kicked"}; the bot gets no update."""
        body = await read_object(request)
        self._telegram.world.chats.get(str(body["chat"])).door = Door(body["door"])
        return {}

    async def rule(self, request: web.BaseRequest) -> Json:
        """{"method", "action", "match"?, "nth"?, "times"?, …action's own fields} → {"rule": number}."""
        body = await read_object(request)
        action = _ACTIONS[body.pop("action")](**body.pop("with", {}))
        self._rules.append(self._telegram.rule(body.pop("method"), action, **body))
        return {"rule": len(self._rules) - 1}

    async def release(self, request: web.BaseRequest) -> Json:
        """{"rule": number}: hanging calls go on, the rule hits no more."""
        self._rules[(await read_object(request))["rule"]].release()
        return {}

    async def rules(self, request: web.BaseRequest) -> list[Json]:
        """How often each rule has matched and hit."""
        del request
        return [{"method": rule.method, "seen": rule.seen, "hits": rule.hits} for rule in self._rules]

    async def clock(self, request: web.BaseRequest) -> Json:
        """{"advance": seconds} → {"now": epoch seconds}."""
        self._telegram.clock.advance((await read_object(request)).get("advance", 0))
        return {"now": self._telegram.clock.now()}

    async def calls(self, request: web.BaseRequest) -> list[Json]:
        """?method=…&after=number → calls, oldest first."""
        after = int(request.query.get("after", 0))
        found = self._telegram.calls(request.query.get("method"))
        return [call.to_json() for call in found if call.number > after]

    async def visible(self, request: web.BaseRequest) -> list[Any]:
        """?chat=number → messages as they stand, oldest first."""
        chat = self._telegram.world.chats.get(request.query["chat"])
        return list(chat.messages.values())

    async def state(self, request: web.BaseRequest) -> Json:
        """What waits and what is under way."""
        del request
        world = self._telegram.world
        head: Json = {"pending": len(world.updates), "under_way": world.journal.under_way}
        return head | {"settled": world.is_settled, "calls": world.journal.count, "now": world.clock.now()}

    async def quiet(self, request: web.BaseRequest) -> Json:
        """{"within"?} → when all updates are confirmed and no call is under way."""
        await self._telegram.quiet(within=(await read_object(request)).get("within", 10.0))
        return {}

    async def crash(self, request: web.BaseRequest) -> Json:
        """{"seconds"}: cut everything after this answer and listen again after so long."""
        seconds = float((await read_object(request))["seconds"])
        self._recovery = asyncio.create_task(self._outage(seconds))
        return {}

    async def reset(self, request: web.BaseRequest) -> Json:
        """Forget rules, calls and pending updates; people and chats stay."""
        del request
        self._rules.clear()
        self._telegram.forget()
        return {}

    async def _outage(self, seconds: float) -> None:
        await asyncio.sleep(0.05)  # the answer to this very request goes out first
        await self._telegram.crash()
        await asyncio.sleep(seconds)
        await self._telegram.recover()

    def _person(self, body: Json) -> Person:
        return self._telegram.people[int(body["person"])]
