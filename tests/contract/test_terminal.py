"""The terminal keeps the contract of all surfaces: it is the reference for the others."""

from __future__ import annotations

import re

import pytest

from adapters.terminal.render import render
from bot.dialogue.engine import Engine
from bot.dialogue.respond import Message, respond
from tests.conftest import TODAY
from tests.contract.contract import Seen, Surface, SurfaceContract


class Terminal:
    """Says something in the terminal; in a terminal nothing notifies, and what looks like an address is a link."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def say(self, text: str) -> Seen:
        """Ask as `smallprint ask` does."""
        shown = render(respond(self._engine.revision, Message(text), TODAY).card)
        return Seen(shown, tuple(re.findall(r"https?://\S+", shown)))


class TestTerminal(SurfaceContract):
    """The terminal under the contract."""

    @pytest.fixture
    def surface(self, engine: Engine) -> Surface:
        """A terminal over the shipped knowledge."""
        return Terminal(engine)
