"""A local Telegram: a Bot API server on loopback, people to play, and a chat page.

It knows the messenger's rules (limits, queues, error texts) and nothing of any bot's rules.
"""

from playground.person import Person
from playground.playground import Playground
from playground.throttle import Throttle
from playground.views import Button, Document, Message, Toast

__all__ = ["Button", "Document", "Message", "Person", "Playground", "Throttle", "Toast"]
