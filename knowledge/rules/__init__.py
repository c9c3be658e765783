"""The rules beyond the shape of a file: one a module, listed here in the order in which they are run."""

from __future__ import annotations

from knowledge.rules import (
    aliases,
    citations,
    confidence,
    contrary,
    coverage,
    future,
    gaps,
    headlines,
    layout,
    limits,
    links,
    notes,
    periods,
    review,
    since,
    slug,
    sourced,
    status,
    topics,
    unused_sources,
    unverified,
    verified,
    verified_in,
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
    gaps.RULE,
    since.RULE,
    verified.RULE,
    verified_in.RULE,
    unverified.RULE,
    confidence.RULE,
    review.RULE,
    headlines.RULE,
    limits.RULE,
    contrary.RULE,
    wording.RULE,
    notes.RULE,
    coverage.RULE,
    layout.RULE,
)

__all__ = ["RULES", "Entry", "Problem", "Rule", "Surroundings"]
