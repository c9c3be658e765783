"""An active platform has an answer to the question that people come with."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.rules.rule import Entry, Problem, Rule, Surroundings

EXPECTED = "ai-training"


def check(entry: Entry, around: Surroundings) -> Iterable[Problem]:
    """Report an active platform without an answer on AI training."""
    platform = entry.platform
    if platform.status == "active" and EXPECTED in around.topics and all(answer.topic != EXPECTED for answer in platform.answers):
        yield Problem(("slug",), f"an active platform without an answer on {EXPECTED}; add one, or excuse it with the reason")


RULE = Rule("coverage", check, blocking=False)
