"""How long tests wait, and the bot in tests: however busy the machine is, nothing that goes well is late.

As a program it is `smallprint` with the bot's limits lifted: `python -m tests.patience serve`.
"""

from __future__ import annotations

import sys
from importlib import import_module

HANG = 300.0
"""Seconds after which something is taken for stuck. It measures nothing: what goes well takes far less."""

LIMITS = (
    "adapters.discord.client.ANSWER_SECONDS",
    "adapters.discord.client.REACH_SECONDS",
    "adapters.discord.send.PATIENCE",
    "adapters.slack.desk.LOOK_SECONDS",
    "adapters.slack.web_api.TIMEOUT_SECONDS",
    "bot.dialogue.memory.PATIENCE",
    "bot.service.run.DRAIN_SECONDS",
    "bot.storage.database.CHECK_SECONDS",
)
"""After which the bot gives up or does something else. A test of one of them sets it anew."""


def lift_limits() -> None:
    """Let the bot wait for as long as the tests do."""
    for limit in LIMITS:
        module, _, name = limit.rpartition(".")
        assert hasattr(import_module(module), name), limit
        setattr(import_module(module), name, HANG)


if __name__ == "__main__":
    from adapters.terminal.main import run

    lift_limits()
    sys.exit(run())
