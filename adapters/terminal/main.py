"""The entry point of the command `smallprint`."""

from __future__ import annotations

import sys

from adapters.terminal.cli import Surface, main
from adapters.terminal.render import render, render_claims


def run() -> int:
    """Run the command in this terminal."""
    return main(Surface(render, render_claims))


if __name__ == "__main__":
    sys.exit(run())
