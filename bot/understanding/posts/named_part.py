"""Read which part of an answer a sentence of a post names: a plan, region, role or kind of data."""

from __future__ import annotations

import re
from typing import NamedTuple

from bot.understanding.scope import ANYBODY, AskedScope, read_scope
from bot.understanding.text import split
from knowledge.records import Platform
from knowledge.vocabulary import Data

_DATA: dict[Data, str] = {
    "chat": r"messages?|chats?|dms?|posts?|channels?|texts?|inmail",
    "files": r"files?|photos?|pictures?|documents?|clips",
    "telemetry": r"telemetry|diagnostics?|usage data|service[- ]generated",
    "recording": r"recordings?",
    "transcript": r"transcripts?",
    "summary": r"summar(?:y|ies)",
    "metadata": r"metadata",
    "screen": r"screen ?shares?",
}
_SPOKEN = re.compile(r"\b(?:calls?|meetings?|huddles?|audio|video|voice)\b", re.IGNORECASE)
_CALLS = re.compile(r"\b(?:calls?|meetings?|huddles?|audio|video|voice|talks?|sessions?|conversations?|everything)\b", re.IGNORECASE)


class NamedPart(NamedTuple):
    """For whom a sentence speaks, and of which kinds of data besides calls; of none if it speaks of calls too."""

    scope: AskedScope = ANYBODY
    data: frozenset[Data] = frozenset()


def part_named(platform: Platform, sentence: str) -> NamedPart:
    """Return the part that a sentence on a platform names."""
    text = split(sentence)
    data = {kind for kind, pattern in _DATA.items() if re.search(rf"\b(?:{pattern})\b", sentence, re.IGNORECASE)}
    written = platform.kind in {"messaging", "social"}  # there "conversations" are as likely chats
    calls = _CALLS if not written else _SPOKEN
    of_calls = calls.search(sentence) is not None and "telemetry" not in data
    return NamedPart(read_scope(text.words, text.written), frozenset() if of_calls else frozenset(data))
