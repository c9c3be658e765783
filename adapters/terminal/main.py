"""The entry point of the command `smallprint`."""

from __future__ import annotations

import gc
import sys

LOADING_THRESHOLD = 100_000
"""Loading makes hundreds of thousands of objects and no garbage; looking for it at every 700 takes a tenth of an answer's time."""


def run() -> int:
    """Run the command in this terminal."""
    gc.set_threshold(LOADING_THRESHOLD)
    from adapters.terminal.cli import Surface, main
    from adapters.terminal.render import render, render_claims

    status = main(Surface(render, render_claims))
    gc.freeze()  # the process ends here: nothing is left that is worth looking through once more
    return status


if __name__ == "__main__":
    sys.exit(run())
