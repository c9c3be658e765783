"""The entry point of the command `smallprint`."""

from __future__ import annotations

import sys

from adapters.terminal.cli import main


def run() -> int:
    """Run the command in this terminal."""
    return main()


if __name__ == "__main__":
    sys.exit(run())
