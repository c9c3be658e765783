"""The verdicts that say yes to a topic's question, and those that say no."""

from __future__ import annotations

from knowledge.vocabulary import Verdict

YES_LIKE: frozenset[Verdict] = frozenset({"yes", "opt-out"})
NO_LIKE: frozenset[Verdict] = frozenset({"no", "opt-in"})
CONDITIONAL: frozenset[Verdict] = frozenset({"opt-in", "opt-out"})


def contrary(verdict: Verdict) -> frozenset[Verdict]:
    """Return the verdicts that say the opposite of one."""
    return NO_LIKE if verdict in YES_LIKE else YES_LIKE
