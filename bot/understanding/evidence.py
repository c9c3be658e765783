"""How much the writing of an ordinary word and its neighbours speak for a platform of that name.

The words to look for are in `cues`; from how much evidence on a word is a name, `names` decides.
"""

from __future__ import annotations

from bot.understanding import cues
from bot.understanding.text import Text


def weigh_writing(text: Text, start: int, end: int) -> float:
    """What capitals, a possessive and the place in the sentence say."""
    opens = text.opens(start)
    evidence = 1.2 if not opens and not text.is_shouted and text.has_capital(start) else 0.0
    evidence += 1.0 if text.is_possessive(end - 1) else 0.0
    return evidence + (0.6 if opens and end < len(text.words) else 0.0)


def weigh_neighbours(name: str, text: Text, start: int, end: int) -> float:
    """What the words before and behind say; `name` is the first word of the name."""
    words, opens = text.words, text.opens(start)
    before = "" if opens or not start else words[start - 1]
    after = words[end] if end < len(words) else ""
    evidence = 1.2 if before in cues.ASKING else 0.0
    evidence += 1.0 if before in cues.USING else 0.0
    ends_there = not after or after in cues.PRODUCT_NOUNS or after in cues.PREPOSITIONS or text.opens(end)
    evidence += 1.0 if before in cues.PREPOSITIONS and ends_there else 0.0
    if after in cues.PRODUCT_NOUNS:
        evidence += 1.0 if not start or before in cues.POSSESSIVES else 0.8
    elif before in cues.ARTICLES or before in cues.POSSESSIVES:
        evidence -= 1.0
    if after in cues.PARTICLES and before not in cues.PREPOSITIONS:
        evidence -= 0.8
    used = before == "to" and start > 1 and words[start - 2] in cues.MOVING
    evidence += 1.0 if used else 0.0
    if before in cues.VERB_BEFORE and name in cues.VERBS and not used:
        evidence -= 0.8
    return evidence
