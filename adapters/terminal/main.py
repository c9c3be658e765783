"""The entry point of the command `smallprint`."""

from __future__ import annotations

import gc
import os
import sys


def run() -> int:
    """Run the command in this terminal.

    Collecting garbage while modules and knowledge are loaded takes a tenth of an answer's time, and so does starting threads for
    arithmetic that takes less than a millisecond.
    """
    gc.disable()
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from adapters.terminal.cli import main

    return main()


if __name__ == "__main__":
    sys.exit(run())
