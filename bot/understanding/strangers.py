"""Find a product that no list knows, by its place in the sentence."""

from __future__ import annotations

from collections.abc import Callable

from bot.understanding.names import PRODUCT_NOUNS
from bot.understanding.text import Text

SHORTEST = 4
_BEFORE_PRODUCT = frozenset("does is on via using use uses with from called joined like about can did has will if".split())
"""Words behind which a word that no dictionary knows is likely a product: "does Bliro train", "calls on Tixeo"."""
_DETERMINERS = frozenset("a an the my our your his her their this that these those some any no every each".split())


def find_strangers(text: Text, is_known_word: Callable[[str], bool]) -> tuple[str, ...]:
    """Return the words, as they were written, that look like the name of a product nobody has told us of."""
    found = []
    for place, word in enumerate(text.words):
        if len(word) < SHORTEST or not word.isalpha() or is_known_word(word):
            continue
        before = text.words[place - 1] if place else ""
        after = text.words[place + 1] if place + 1 < len(text.words) else ""
        opens = not before and place + 1 < len(text.words)
        if before not in _DETERMINERS and (opens or before in _BEFORE_PRODUCT or after in PRODUCT_NOUNS):
            found.append(text.between(place, place + 1))
    return tuple(dict.fromkeys(found))
