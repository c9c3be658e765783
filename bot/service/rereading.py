"""The process that reads changed files for the service: requests come on standard input, what is new goes to standard output.

Both are pickled, and neither leaves this machine or this user. It has loaded everything before the first request comes, which would
else take longer than reading.
"""

from __future__ import annotations

import os
import pickle
import sys
from typing import Any

import knowledge.load  # noqa: F401 - what `read_changes` imports when it is called
from bot.service.opening import keep, read_changes

LOWEST_PRIORITY = 19
"""For learning, which may take as long as it likes."""
LENGTH_BYTES = 8
"""Before each answer stands its length."""


def main() -> None:
    """Answer requests, which hold the arguments of `read_changes`, until there are no more; each store is written after its answer."""
    while True:
        try:
            request: dict[str, Any] = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        if request["learn"]:
            os.nice(LOWEST_PRIORITY)
        update, store = read_changes(**request)
        answer = pickle.dumps(update, pickle.HIGHEST_PROTOCOL)
        sys.stdout.buffer.write(len(answer).to_bytes(LENGTH_BYTES) + answer)
        sys.stdout.buffer.flush()
        if store is not None:
            keep(store, request["cache"])


if __name__ == "__main__":
    main()
