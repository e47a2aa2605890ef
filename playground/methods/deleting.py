"""deleteMessage and deleteMessages: 48 hours, and only what the bot may delete."""

from playground.arguments import Arguments
from playground.chats import Chat
from playground.errors import bad_request
from playground.methods.registry import Method
from playground.world import World

RECALL = 48 * 3600  # seconds
MOST = 100


def delete_message(world: World, arguments: Arguments) -> bool:
    """https://core.telegram.org/bots/api#deletemessage."""
    chat = world.chats.writable(arguments.text("chat_id"))
    number = arguments.integer("message_id")
    if number not in chat.messages:
        raise bad_request("message to delete not found")
    _check_deletable(world, chat, number)
    world.remove(chat, number)
    return True


def delete_messages(world: World, arguments: Arguments) -> bool:
    """https://core.telegram.org/bots/api#deletemessages: those not found are skipped."""
    raw = arguments.json("message_ids", "can't parse message_ids JSON object")
    if raw is None:
        raise bad_request("message identifiers are not specified")
    if not isinstance(raw, list):
        raise bad_request("expected an Array of message identifiers")
    if len(raw) > MOST:
        raise bad_request("too many message identifiers specified")
    chat = world.chats.writable(arguments.text("chat_id"))
    present = [int(number) for number in raw if int(number) in chat.messages]
    for number in present:
        _check_deletable(world, chat, number)
    for number in present:
        world.remove(chat, number)
    return True


def _check_deletable(world: World, chat: Chat, number: int) -> None:
    message = chat.messages[number]
    own = message["from"]["id"] == world.bot["id"]
    if world.clock.now() - message["date"] > RECALL:
        raise bad_request("message can't be deleted for everyone")
    if not own and not chat.is_private:
        raise bad_request("message can't be deleted")


METHODS: dict[str, Method] = {"deletemessage": delete_message, "deletemessages": delete_messages}
