"""The words with which a message asks for something directly: "compare zoom teams", "history zoom", "alternatives webex".

Whoever starts a message with one of them means the platforms behind it, also those whose names are ordinary words.
Everything else is left to understanding.
"""

from __future__ import annotations

from datetime import date

from bot.dialogue.engine import Engine, Message
from bot.understanding import cuts
from bot.understanding.cues import FILLER
from bot.understanding.decide import DEFAULT_TOPIC, HISTORY, Kind
from bot.understanding.subject import Subject

COMPARE, ALTERNATIVES = "compare", "alternatives"
DIRECT_WORDS = (COMPARE, ALTERNATIVES, HISTORY)
MAX_COMPARED = 5
"""More platforms than this cannot be read side by side on a phone."""


def read_directly(engine: Engine, text: str, today: date) -> Subject | None:
    """What a message asks for that starts with a direct word; None where it does not, or names too few platforms for it."""
    word, _, rest = text.strip().partition(" ")
    if word.lower() not in DIRECT_WORDS:
        return None
    platforms, beside = engine.understanding.names_in_list(rest)
    if not platforms:
        return None
    others = [word for word in beside if word.lower() not in FILLER]
    question, _ = engine.understand(Message(text), today)
    topic = DEFAULT_TOPIC
    if others:
        ranking = engine.understanding.rank_topics(others)
        topic = ranking.topics[0] if ranking.best >= max(cuts.LENIENT, ranking.background) else DEFAULT_TOPIC
    if word.lower() == HISTORY:
        behind = (topic,) if others and topic != HISTORY else ()
        return Subject("answer", platforms[:1], (HISTORY, *behind), question.scope, question.period)
    if topic == HISTORY:
        topic = DEFAULT_TOPIC
    if word.lower() == ALTERNATIVES:
        return Subject("alternatives", platforms[:1], (topic,), question.scope)
    kind: Kind = "compare" if len(platforms) > 1 else "answer"
    return Subject(kind, platforms[:MAX_COMPARED], (topic,), question.scope, question.period)
