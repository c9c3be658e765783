"""The entry point of the command `smallprint`."""

from __future__ import annotations

import os
import sys


def run() -> int:
    """Run the command in this terminal; numpy starts no threads for arithmetic that takes less than a millisecond."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from adapters.terminal.cli import main

    return main()


if __name__ == "__main__":
    sys.exit(run())
