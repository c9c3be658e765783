"""Find the part that asks in a message that tells a story."""

from __future__ import annotations

import re

from bot.understanding.halves import asks_by_itself

SHORTEST = 14
"""A message of at most so many words tells no story."""
SHORTEST_QUESTION = 5
"""A question of fewer words leans on what stands before it: "Zoom keeps calls. Is that so?"."""
_SENTENCE = re.compile(r"(?<=[.?!;])\s+|\n+")
_BEGINS = re.compile(r"(?:^|[,:;]|\s[-–—]|\s(?=(?:and|but|so)\s))\s*")
"""Where within a sentence a question may begin: "my doctor invited a bot, can she read it"."""


def asking_part(text: str) -> str | None:
    """Return the part of a long message that asks, if it is one sentence or its end; None for a short message or without such a part."""
    if len(text.split()) <= SHORTEST:
        return None
    sentences = _sentences(text)
    asking = [part for sentence in sentences if (part := _question_of(sentence, alone=len(sentences) == 1))]
    return asking[0] if len(asking) == 1 and len(asking[0]) < len(text.strip()) else None


def only_question(text: str) -> str | None:
    """Return the one sentence that asks, if the others tell something ("I have no money. Is Signal encrypted"); None if there is none."""
    sentences = _sentences(text)
    asking = [sentence for sentence in sentences if asks_by_itself(sentence) or sentence.endswith("?")]
    alone = len(sentences) > 1 and len(asking) == 1 and asks_by_itself(asking[0])
    return asking[0] if alone and len(asking[0].split()) >= SHORTEST_QUESTION else None


def _sentences(text: str) -> list[str]:
    return [sentence.strip() for sentence in _SENTENCE.split(text.strip()) if sentence.strip()]


def _question_of(sentence: str, *, alone: bool) -> str | None:
    """Return a sentence from where it begins to ask; all of it if only its question mark asks."""
    for begins in _BEGINS.finditer(sentence):
        if asks_by_itself(sentence[begins.end() :]):
            return sentence[begins.end() :]
    return sentence if sentence.endswith("?") and not alone else None
