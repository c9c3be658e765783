"""What must hold beyond the shape of a file: one rule a module, listed here in the order in which they are run."""

from __future__ import annotations

from knowledge.rules import (
    aliases,
    citations,
    coverage,
    future,
    layout,
    links,
    periods,
    slug,
    sourced,
    standing,
    status,
    topics,
    unused_sources,
    verified,
    wording,
)
from knowledge.rules.rule import Entry, Problem, Rule, Surroundings

RULES: tuple[Rule, ...] = (
    slug.RULE,
    aliases.RULE,
    status.RULE,
    topics.RULE,
    sourced.RULE,
    citations.RULE,
    unused_sources.RULE,
    links.RULE,
    future.RULE,
    periods.RULE,
    verified.RULE,
    standing.RULE,
    wording.RULE,
    coverage.RULE,
    layout.RULE,
)

__all__ = ["RULES", "Entry", "Problem", "Rule", "Surroundings"]
