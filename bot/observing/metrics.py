"""What is counted for operators, in Prometheus' terms; no person, workspace or question is among the labels."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import Counter, Gauge, start_http_server

REPLIES = Counter("smallprint_replies", "Replies given, by surface and kind of reply", ["surface", "kind"])
FAILURES = Counter("smallprint_failures", "Replies that could not be delivered or made, by surface", ["surface"])
ANSWERS = Gauge("smallprint_answers", "Answers on record: current, overdue for a check, or without a date of their source", ["state"])
RELOADS = Counter("smallprint_reloads", "Changes of the knowledge's files: taken, refused for a mistake, or failed", ["outcome"])

SOURCE_CHECKS = Counter("smallprint_source_checks", "Checks of cited pages, by how they ended", ["outcome"])


def replies(surface: str, kind: str) -> Counter:
    """Return the counter of one kind of reply on one surface."""
    return REPLIES.labels(surface, kind)


@contextmanager
def served(host: str, port: int) -> Iterator[int]:
    """Serve the metrics in a thread until the end of the block; yields the port. OSError if the address cannot be had."""
    server, thread = start_http_server(port, host)
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
