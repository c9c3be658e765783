"""Report how long an answer takes: in a running process, and as a fresh `smallprint ask`. Run with `python -m benchmarks.ask`."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from benchmarks.asked import new_questions
from bot.dialogue.respond import Message, respond
from bot.service.opening import open_knowledge

QUESTIONS = 2_000
FRESH = 11


def milliseconds_in_process(asked: Sequence[str], today: date) -> tuple[list[float], float]:
    """Answer every question once; return what each took, and the mebibytes that the knowledge and its answers take."""
    with tempfile.TemporaryDirectory() as folder:
        open_knowledge((), today, Path(folder))  # learns, unless the store that comes with the package fits
        tracemalloc.start()
        revision = open_knowledge((), today, Path(folder))
        respond(revision, Message(asked[0]), today)
        memory = tracemalloc.get_traced_memory()[0] / 2**20
        tracemalloc.stop()
    taken = []
    for text in asked:
        start = time.perf_counter()
        respond(revision, Message(text), today)
        taken.append((time.perf_counter() - start) * 1_000)
    return taken, memory


def milliseconds_fresh(question: str) -> float:
    """Return the median wall time of a new process that answers one question."""
    taken = []
    for _ in range(FRESH):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-m", "adapters.terminal.main", "ask", question], check=True, capture_output=True)
        taken.append((time.perf_counter() - start) * 1_000)
    return statistics.median(taken)


def percentiles(milliseconds: Sequence[float]) -> str:
    """Return the median and the 99th percentile in words."""
    cuts = statistics.quantiles(milliseconds, n=100, method="inclusive")
    return f"p50 {cuts[49]:.2f} ms, p99 {cuts[98]:.2f} ms"


def main() -> None:
    """Measure and print."""
    asked = new_questions(QUESTIONS)
    taken, memory = milliseconds_in_process(asked, date.today())
    print(f"ask in a running process, {len(asked):,} distinct questions: {percentiles(taken)}; knowledge in memory: {memory:.1f} MiB")
    print(f"fresh `smallprint ask`, median of {FRESH}: {milliseconds_fresh(asked[0]):.0f} ms")


if __name__ == "__main__":
    main()
