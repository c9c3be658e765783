"""Counters and gauges for operators, in Prometheus' terms; no person, workspace or word of a question is among the labels.

`platform` and `topic` are names of the knowledge base or of its list of known products, never what somebody typed.
Gauges of the database are the same in every process that shares it: take their maximum, not their sum.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import Counter, Gauge, Histogram, Info, start_http_server

QUICK = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
AGES = (30, 90, 180, 365, 730, 1095)

VERSION = Info("smallprint", "What runs")
HEALTHY = Gauge("smallprint_healthy", "1 if a part can work: the database, and each surface that is configured", ["part"])

REPLIES = Counter(
    "smallprint_replies",
    "Replies given, by surface, kind of reply and form of the question: question, follow-up, choice (a button)",
    ["surface", "kind", "form"],
)
ASKED_ABOUT = Counter("smallprint_asked_about", "Platforms and topics that were asked about", ["platform", "topic"])
POSTS = Counter("smallprint_posts", "Posts read for claims, by whether one was found", ["found"])
PRESSES = Counter("smallprint_presses", "Buttons pressed, by what they do: helpful, unhelpful, share, wrong …", ["surface", "action"])
ANSWER_SECONDS = Histogram("smallprint_answer_seconds", "Time to make an answer", ["surface"], buckets=QUICK)
ANSWER_AGE = Histogram("smallprint_answer_age_days", "Days since the source of a given answer was last checked", buckets=AGES)

DELIVERIES = Counter(
    "smallprint_deliveries", "Acknowledged events, by how they ended: answered, apologised, undelivered", ["surface", "outcome"]
)
DELIVERY_SECONDS = Histogram(
    "smallprint_delivery_seconds", "Time from claiming an event to its reply being there", ["surface"], buckets=QUICK
)
NOTIFICATIONS = Counter(
    "smallprint_notifications", "Messages sent unasked, by outcome: sent, postponed, retried, given-up", ["surface", "outcome"]
)
FAILURES = Counter("smallprint_failures", "Incidents: replies that could not be delivered or made, by surface", ["surface"])
BACKGROUND_FAILURES = Counter("smallprint_background_failures", "Tasks in the background that ended with an error")

BACKLOG = Gauge("smallprint_backlog", "What stands in the database, by queue (outbox, jobs, curators) and state", ["queue", "state"])
OLDEST_DUE = Gauge("smallprint_oldest_due_seconds", "For how long the oldest waiting entry has been due", ["queue"])

ANSWERS = Gauge("smallprint_answers", "Answers on record: current, overdue for a check, or without a date of their source", ["state"])
RELOADS = Counter("smallprint_reloads", "Changes of the knowledge's files: taken, refused for a mistake, or failed", ["outcome"])

SOURCE_CHECKS = Counter("smallprint_source_checks", "Checks of cited pages, by how they ended", ["outcome"])
SOURCES = Gauge("smallprint_sources", "Cited pages, by how their last check ended", ["outcome"])


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
