"""Tell a question on something else than calls, so that an answer on calls never passes for one on it."""

from __future__ import annotations

import re

_OTHERS = {
    "voice messages": re.compile(r"\bvoice[ -]?(?:messages?|msgs?|notes?)\b"),
    "direct messages": re.compile(r"\bdms?\b|\bdirect messages?\b"),
    "photos": re.compile(r"\b(?:photos?|pictures?|pics|selfies?)\b"),
    "member data": re.compile(r"\bmember(?:s'|'s)? data\b|\bmy (?:posts?|profile)\b"),
    "a device that is still logged in": re.compile(r"\blogged in\b|\blinked devices?\b|\bold (?:phone|laptop|tablet|device)\b"),
}
"""What people ask about besides calls, and how they call it."""


def other_content(text: str) -> str:
    """Return what a text is about if it is something else than calls, "" otherwise."""
    lowered = text.lower()
    return next((name for name, words in _OTHERS.items() if words.search(lowered)), "")


def speaks_of(text: str, content: str) -> bool:
    """Return True if an answer's text speaks of such content too; messages of any kind are messages."""
    words = re.compile("messages?\\b") if content.endswith("messages") else _OTHERS[content]
    return words.search(text.lower()) is not None
