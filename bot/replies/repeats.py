"""Tell if a sentence says what another one says already, so that it is shown once."""

from __future__ import annotations

import re

from bot.understanding import thresholds
from bot.understanding.features import stem
from bot.understanding.text import tokens

_SAYS_UNKNOWN = re.compile(
    r"(?:Whether|How|What|Who|Where|Which)\b[^:;]* (?:is|are) (?:unknown|not known)\b|"
    r"(?:[^\s:;]+ ){1,8}(?:do|does|did) not (?:say|mention|speak|name|state)\b(?!.*\b(?:but|only)\b)[^:;]*$"
)
"""A sentence that says of the matter itself that it is not known or not said, as the first line of such an answer does."""
_OF_NO_CONTENT = frozenset(map(stem, "a an the is are was be by on of to in it its for your you call calls and or that this".split()))


def says_all_of(sentence: str, part: str, *, left_open: bool) -> bool:
    """Return True if a sentence tells a part of the headline; both may say that something is not known."""
    few = len(content(part) - content(sentence)) <= thresholds.FEW_NEW_WORDS
    says_unknown = _SAYS_UNKNOWN.match(part) is not None or (few and mostly_repeats(part, sentence))
    return mostly_repeats(sentence, part) or (left_open and says_unknown)


def mostly_repeats(text: str, sentence: str) -> bool:
    """Return True if a text has most of the words of a sentence that say something."""
    words = content(sentence)
    return len(words & content(text)) >= thresholds.REPEATED * len(words)


def content(sentence: str) -> frozenset[str]:
    """Return the stems of a sentence that say something."""
    return frozenset(map(stem, tokens(sentence))) - _OF_NO_CONTENT
