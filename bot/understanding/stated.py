"""Find what a message states among what it just tells: in "we have no money. Signal is encrypted" the "no" denies nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bot.understanding.halves import asks_by_itself

_SENTENCE = re.compile(r"(?<=[.?!;])(?<! v\.)\s+|\n+")
_CLAUSE = re.compile(r"[,:]\s+|\s[-–—]+\s")
_POINTS_BACK = re.compile(r"\b(?:it|its|they|them|their|that|this|these|those|which|not)\b", re.IGNORECASE)
_BELONGS = re.compile(
    r"\b(?:true|untrue|false|lies?|lying|myth|wrong|right|correct|nonsense|hoax|fake|rumou?r|not so|that so|the case|don'?t think|doubt|"
    r"if|unless|until|when|once|after|while|without|as long as|except)\b",
    re.IGNORECASE,
)
"""Words that judge what stands beside them ("Zoom keeps calls. That is a lie") or say on what condition it holds."""


def stated_in(message: str, states: Callable[[str], bool], names: Callable[[str], bool]) -> str:
    """Return the sentence, or the clause of one, that alone states something; the whole message if it asks, or if others belong to it.

    `states` tells if a part is on a topic of ours, `names` if it names a platform.
    """
    sentence = _only(_SENTENCE.split(message), message, states, names)
    return _only(_CLAUSE.split(sentence), sentence, states, names)


def _only(parts: Sequence[str], whole: str, states: Callable[[str], bool], names: Callable[[str], bool]) -> str:
    parts = [part for part in parts if part.strip()]
    if len(parts) < 2 or any(map(asks_by_itself, parts)):
        return whole
    named, on_topic = list(filter(names, parts)), list(filter(states, parts))
    found = [part for part in named if part in on_topic] or on_topic or named
    if len(found) != 1 or (named and found[0] not in named and _POINTS_BACK.match(found[0].strip())):  # "it" is what the other part names
        return whole
    place = parts.index(found[0])
    told, behind = [*parts[:place], *parts[place + 1 :]], parts[place + 1 :]
    belongs = any(map(_BELONGS.search, told)) or any(_POINTS_BACK.search(part) for part in behind if part in on_topic or not on_topic)
    return whole if belongs else found[0]
