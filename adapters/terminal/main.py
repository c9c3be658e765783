"""The entry point of the command `smallprint`."""

from __future__ import annotations

import sys

from adapters.terminal.render import render, render_claims
from bot.cli import Surface, main


def run() -> int:
    """Run the command in this terminal."""
    return main(Surface(render, render_claims))


if __name__ == "__main__":
    sys.exit(run())
