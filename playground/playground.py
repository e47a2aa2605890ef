"""The whole local Telegram in one object: start it, meet people, program faults, look at what the bot did."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from playground.acts import introduce
from playground.api import Api
from playground.arguments import Arguments
from playground.chat_page import ChatPage
from playground.chats import Chat, Door
from playground.clock import Clock
from playground.control import PREFIX as CONTROL
from playground.control import Control
from playground.feed import until
from playground.journal import Call
from playground.person import Card, Person
from playground.rules import Action, Match, Rule
from playground.server import Room, Server
from playground.shapes import Json, UpdateObject, UserObject
from playground.throttle import Throttle
from playground.world import World

TOKEN = "700000001:AAF-local-telegram_for_tests_and_demo0"  # noqa: S105  # opens nothing but this server
BOT_NAME, BOT_USERNAME = "Бот", "local_bot"
PATIENCE = 10.0  # seconds


class Playground:
    """A running local Telegram for one bot."""

    def __init__(self, world: World, api: Api, server: Server, host: str) -> None:
        self.world = world
        self.url = ""
        self.people: dict[int, Person] = {}
        self._api = api
        self._server = server
        self._host = host
        self._port = 0

    @classmethod
    @asynccontextmanager
    async def start(
        cls,
        *,
        token: str = TOKEN,
        port: int = 0,
        host: str = "127.0.0.1",
        name: str = BOT_NAME,
        username: str = BOT_USERNAME,
        throttle: Throttle | None = None,
        clock: Clock | None = None,
    ) -> AsyncIterator["Playground"]:
        """Listen on `host`:`port` (0: any free port) until the block ends. No flood limits unless given."""
        world = World(token, _bot(token, name, username), clock or Clock(), throttle)
        rooms: dict[str, Room] = {}
        api = Api(world)
        telegram = cls(world, api, Server(api, rooms), host)
        control, page = Control(telegram), ChatPage(telegram)
        rooms |= {CONTROL: control.room, "/": page.room}
        await telegram.listen(port)
        try:
            yield telegram
        finally:
            await control.close()
            page.close()
            await telegram.close()

    @property
    def token(self) -> str:
        """The only token accepted."""
        return self.world.token

    @property
    def clock(self) -> Clock:
        """The messenger's time; `clock.advance(seconds)`."""
        return self.world.clock

    async def listen(self, port: int) -> None:
        """Begin to listen."""
        self._port = await self._server.listen(self._host, port)
        self.url = f"http://{self._host}:{self._port}"

    async def close(self) -> None:
        """Stop everything."""
        self.world.rules.clear()
        await self._api.close()
        await self._server.close()

    def person(
        self,
        user_id: int,
        *,
        first_name: str = "Анна",
        last_name: str | None = None,
        username: str | None = None,
        language: str = "ru",
        title: str = "",
        note: str = "",
        start_payload: str = "",
    ) -> Person:
        """Somebody with a messenger account; the chat opens when she writes first.

        `title`, `note` and `start_payload` (of the invitation's link) are for the chat page, which offers those
        people to play who have a title.
        """
        user: UserObject = {"id": user_id, "is_bot": False, "first_name": first_name, "language_code": language}
        if last_name:
            user["last_name"] = last_name
        if username:
            user["username"] = username
        person = Person(self.world, user, card=Card(title, note, start_payload))
        self.people[user_id] = person
        return person

    def group(self, chat_id: int, title: str, kind: str = "supergroup") -> Chat:
        """A group (`group`, `supergroup` or `channel`) with the bot in it; people act there by `inside`."""
        return self.world.chats.add(Chat({"id": chat_id, "title": title, "type": kind}, Door.OPEN))

    def rule(
        self,
        method: str,
        action: Action,
        *,
        match: Match = None,
        nth: int = 1,
        times: int | None = None,
    ) -> Rule:
        """From now on calls of `method` (a pattern) go wrong, see `playground.rules`."""
        return self.world.rules.add(Rule(method, action, match, nth, times))

    def calls(self, method: str | None = None, where: Callable[[Arguments], bool] | None = None) -> list[Call]:
        """What the bot has called, oldest first."""
        found = self.world.journal.calls(method)
        return [call for call in found if where(call.arguments)] if where else found

    def push(self, update: Json) -> UpdateObject | None:
        """Any update as JSON, with its own `update_id` or the next one; its people and chats become known."""
        introduce(self.world, update)
        return self.world.push(UpdateObject(**update))  # type: ignore[typeddict-item]  # whatever a test invents

    @property
    def updates_pending(self) -> int:
        """Updates the bot has not confirmed."""
        return len(self.world.updates)

    def forget(self) -> None:
        """Drop rules, remembered calls and pending updates; people and chats stay."""
        self.world.rules.clear()
        self.world.journal.clear()
        self.world.updates.drop()

    async def called(self, method: str, count: int = 1, *, within: float = PATIENCE) -> list[Call]:
        """Wait until the bot has called `method` so many times; the calls."""
        calls = self.world.journal.calls
        feed = self.world.journal.feed
        return await until(lambda: found if len(found := calls(method)) >= count else None, within, feed)

    async def quiet(self, *, within: float = PATIENCE) -> None:
        """Wait until all updates are confirmed (or taken by the webhook) and no call is under way."""
        world = self.world
        try:
            await until(lambda: world.is_settled or None, within, world.settled)
        except TimeoutError:
            state = f"{len(world.updates)} updates pending, {world.journal.under_way} calls under way"
            raise AssertionError(f"not quiet within {within} s: {state}") from None

    async def idle(self, *, within: float = PATIENCE) -> None:
        """Wait until no call is under way, whatever updates are pending."""
        journal = self.world.journal
        await until(lambda: not journal.under_way or None, within, journal.feed)

    async def crash(self) -> None:
        """The messenger is gone: connections are cut and refused until `recover`; nothing is forgotten."""
        self._server.cut_connections()

    async def recover(self) -> None:
        """Listen again on the same port."""
        await self.listen(self._port)


def _bot(token: str, name: str, username: str) -> UserObject:
    identity: UserObject = {"id": int(token.split(":", maxsplit=1)[0]), "is_bot": True, "first_name": name}
    rights: UserObject = {"can_join_groups": True, "can_read_all_group_messages": False}
    abilities: UserObject = {"supports_inline_queries": False, "can_connect_to_business": False}
    return {**identity, "username": username, **rights, **abilities, "has_main_web_app": False}
