"""What is counted for operators, in Prometheus' terms; no person, workspace or question is among the labels."""

from __future__ import annotations

from functools import cache

from prometheus_client import Counter, generate_latest

REPLIES = Counter("smallprint_replies", "Replies given, by surface and kind of reply", ["surface", "kind"])
FAILURES = Counter("smallprint_failures", "Replies that could not be delivered or made, by surface", ["surface"])


@cache
def replies(surface: str, kind: str) -> Counter:
    """The counter of one kind of reply on one surface; kept, because finding it takes longer than counting."""
    return REPLIES.labels(surface, kind)


def exposition() -> bytes:
    """Everything that is counted, in Prometheus' text format."""
    return generate_latest()
