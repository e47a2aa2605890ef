"""The shape of a method."""

from collections.abc import Callable

from playground.arguments import Arguments
from playground.world import World

Method = Callable[[World, Arguments], object]
