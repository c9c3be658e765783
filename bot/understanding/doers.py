"""Tell a request for the platforms that do something ("list platforms that train") from one for those that do not."""

from __future__ import annotations

import re

from bot.understanding.text import Text

_ASKED_FOR = re.compile(
    r"^(?:(?:please|can you|could you) )*(?:lists?|show|name|tell|give|which|what)\b(?: \w+){0,4} "
    r"(?:platform|app|tool|service|software|one|notetaker|provider|program|recorder|messenger|product|company|vendor|bot)s?"
    r"(?: (?:that|which|who|are|can|do|does|will|may|might|actually|really|still|also|always))* "
    r"(?:train|learn|sell|share|listen|spy|eavesdrop|snoop|use|feed|scan|analy[sz]e|store|keep)(?:s|es|ing|ed)?\b",
    re.IGNORECASE,
)
_LOOKS_FOR_GOOD = frozenset(
    "private privacy privately safe safely safer safest secure secret best better least without only should local locally device devices "
    "phone computer no not never none nobody".split()
)
"""Words with which a list is asked for in order to use what is on it."""


def wants_those_that_do(text: Text) -> bool:
    """Return True if somebody asks which platforms do what a topic is about."""
    return _LOOKS_FOR_GOOD.isdisjoint(text.words) and _ASKED_FOR.search(text.clean) is not None
