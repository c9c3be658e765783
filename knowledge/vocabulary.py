"""The closed lists of words that a record may use, and what a person is told about each."""

from __future__ import annotations

from typing import Literal

Verdict = Literal["no", "opt-in", "opt-out", "yes", "depends", "silent", "unverified"]
Tone = Literal["good", "caution", "bad", "neutral"]
Confidence = Literal["high", "medium", "low"]
Status = Literal["active", "retired"]
PlatformKind = Literal[
    "meetings", "messaging", "social", "notetaker", "clinical-notes", "sales", "hiring", "assistant", "recording", "wearable", "phone",
    "telephony", "contact-center", "telehealth", "therapy",
]  # fmt: skip
SourceKind = Literal["primary", "archive", "press", "regulator", "court", "analysis"]
ClaimStatus = Literal["true", "outdated", "false", "partly"]

Plan = Literal["free", "individual", "business", "enterprise", "education", "healthcare", "government"]
Region = Literal[
    "eu", "uk", "switzerland", "us", "illinois", "california", "texas", "canada", "brazil", "india",
    "china", "hong-kong", "japan", "south-korea", "australia", "south-africa",
]  # fmt: skip
Role = Literal["guest", "user", "host", "admin"]
Data = Literal[
    "audio", "video", "chat", "transcript", "recording", "summary", "screen", "files", "metadata", "telemetry",
]  # fmt: skip

YES_LIKE: frozenset[Verdict] = frozenset({"yes", "opt-out"})
"""Verdicts that say yes to a topic's question, flatly or unless somebody objects."""
NO_LIKE: frozenset[Verdict] = frozenset({"no", "opt-in"})
"""Verdicts that say no, flatly or unless somebody switches it on."""
CONDITIONAL: frozenset[Verdict] = frozenset({"opt-in", "opt-out"})
"""Verdicts that hold on a condition, or by default."""
OPEN_VERDICTS: frozenset[Verdict] = frozenset({"silent", "unverified"})
"""Verdicts that leave open what holds."""


def contrary(verdict: Verdict) -> frozenset[Verdict]:
    """Return the verdicts that say the opposite of one."""
    return NO_LIKE if verdict in YES_LIKE else YES_LIKE


def says_nothing(verdict: Verdict) -> bool:
    """Return True if a verdict leaves open what holds, so that nothing can be called better or worse."""
    return verdict in OPEN_VERDICTS
