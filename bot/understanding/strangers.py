"""Find a product that no list knows, by its place in the sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bot.understanding.names import JOINING, PRODUCT_NOUNS, NameMatch
from bot.understanding.text import Text

SHORTEST = 4
_BEFORE_PRODUCT = frozenset("does is on via using use uses with from called joined like about can did has will if".split())
"""Words behind which a word that no dictionary knows is likely a product: "does Bliro train", "calls on Tixeo"."""
_DETERMINERS = frozenset("a an the my our your his her their this that these those some any no every each".split())
_SAYING = frozenset("says said say claims claimed swears thinks told insists reckons".split())
"""Words behind which somebody is named rather than a product: "Marek says"."""
_INTERJECTION = re.compile(r"\W*\w+\s*[,.!]+\s")
"""How a message begins whose first word is an outcry: "phew, same for business?"."""


def find_strangers(text: Text, names: Sequence[NameMatch], is_known_word: Callable[[str], bool]) -> tuple[str, ...]:
    """Return the words, as they were written, that look like the name of a product nobody has told us of.

    Beside a known platform only those that are set against it: "zoom vs blorp".
    """
    found = []
    joins = {match.start - 1 for match in names} | {match.end for match in names}
    named = any(match.alias.listed for match in names)
    for place, word in enumerate(text.words):
        if len(word) < SHORTEST or not word.isalpha() or is_known_word(word):
            continue
        before = text.words[place - 1] if place else ""
        after = text.words[place + 1] if place + 1 < len(text.words) else ""
        joined = (before in JOINING and place - 1 in joins) or (after in JOINING and place + 1 in joins)
        opens = not before and place + 1 < len(text.words) and not _INTERJECTION.match(text.clean)
        placed = before not in _DETERMINERS and (opens or before in _BEFORE_PRODUCT or after in PRODUCT_NOUNS) and after not in _SAYING
        if joined or (placed and not named):
            found.append(text.between(place, place + 1))
    return tuple(dict.fromkeys(found))
