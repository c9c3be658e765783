"""Recognise messages that ask about a post rather than a platform: "is this true?", "fact check please"."""

from __future__ import annotations

import re

_TRUTH = frozenset(
    "true truth false real really right correct accurate legit fake hoax rumour rumor claim claims fact facts factcheck check verify "
    "wrong nonsense debunk debunked thoughts".split()
)
_BESIDE = frozenset(
    "is are was it this that these those the a an any of all post message above here thing story article what's whats what about in "
    "for me us can could you please pls hey hi so and or not isn't isnt does still they say says said he she someone somebody tell "
    "if how much there to actually thanks thx".split()
)


def asks_about_post(text: str) -> bool:
    """Return True if a message names nothing itself and asks whether something is true."""
    words = set(re.findall(r"[a-z']+", text.lower().replace("’", "'")))
    return bool(words & _TRUTH) and words <= _TRUTH | _BESIDE
