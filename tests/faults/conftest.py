"""Faults run on every kind of database, as flows do."""

from tests.flows.conftest import *  # noqa: F403
