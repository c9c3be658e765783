"""How to ask in Discord, line by line, for the help."""

from __future__ import annotations

USAGE = (
    "Mention me with a question, reply to my answer, or write to me directly.",
    "/ask, only for you unless you choose to post it; /platform, /compare, /history and /alternatives.",
    "Check claims: in the menu of a message, under Apps.",
    "/privacy: what is stored about you, and a button to delete it.",
)
