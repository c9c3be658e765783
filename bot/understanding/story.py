"""Split a message into what it tells and what it asks; every later step reads the one of the two that it needs."""

from __future__ import annotations

import re
from typing import NamedTuple

from bot.understanding.forms import has_verb
from bot.understanding.halves import asks_by_itself
from bot.understanding.text import tokens

_SENTENCE = re.compile(r"(?<=[.?!;])(?<! v\.)(?<! vs\.)\s+|\n+")
_BEGINS = re.compile(r"\s*(?:[,:;]|\s[-–—]+)\s+|\s+(?=(?:and|but|so)\s)")
"""The marks and words in front of a further clause of a sentence: "my doctor invited a bot, can she read it"."""
_REQUEST = re.compile(
    r"(?:\w+[,:]? ){0,3}?(?:wonder(?:ing|ed)?|curious|asking|(?:want|need|like|love|trying|try) to (?:know|find out|understand)|no idea|"
    r"not sure|unsure|tell (?:me|us)|explain|(?:any(?:one|body)|somebody|someone) knows?|know) (?:\w+ ){0,2}?"
    r"(?:if|whether|what|who|how|where|when|which|why)\b(?! to (?:ask|turn|look|start|begin|write|post|think|believe|say)\b)",
    re.IGNORECASE,
)
"""How a sentence begins that asks in other words: "just wondering whether …"."""
_NO_STORY = re.compile(
    r"(?:(?:so|and|but|also|ok|even|only) )*(?:if|when|once|after|as|while|unless|until|before|in|on|for|with|without|at|by|from|during|is|"
    r"are|does|do|can|not|regarding|about|i mean|meaning|namely)\b",
    re.IGNORECASE,
)
"""How a clause begins that says of the question on what condition or for whom it is asked."""
_TELLS = re.compile(
    r"(?:(?:and|but|so|because|bc|cause|coz|cuz|since|as) )*"
    r"(?:i|i'm|we|we're|he|she|they|my|our|the|an?|there|(?:some|every|no)(?:body|one| one)|people|(?:just )?asking)\b",
    re.IGNORECASE,
)
"""How a clause begins that tells something behind a question: "…, my boss wants to know"."""
_RELATIVE = re.compile(r"(?:who|whose|which|where|when)\b", re.IGNORECASE)
_GOES_ON = re.compile(
    r"(?:and|but|so) (?:is|are|was|were|do|does|did|has|have|had|can|will) (?:not|never|also|an?|in|on|by|\w+ed)\b", re.IGNORECASE
)
"""How a clause goes on that says more of the subject before it: "a notetaker that does not train and does not keep recordings"."""
_IS_IT_TRUE = re.compile(
    r"(?:\w+ )?(?:is|was|are|isn'?t) (?:that|this|it|he|she|they) (?:(?:really|actually|still|even|all|just) )*"
    r"(?:true|right|correct|so|the case|accurate|legit|nonsense|wrong|a lie|a myth)\b|"
    r"(?:\w+ )*still (?:so|true|the case|accurate|holds?)\b",
    re.IGNORECASE,
)
"""A question about what is told before it."""
_SUBJECTS = frozenset("i we he she they somebody someone everybody everyone nobody there".split())
"""Words behind which there is a verb."""
_SHORTEST_CLAUSE = 3


class Parts(NamedTuple):
    """The story of a message and its question; `told` is empty if there is no story, or if no clause is plainly the question."""

    told: str
    asked: str


def told_and_asked(message: str) -> Parts:
    """Return the story of a message and its questions, whatever its length; a condition ("if I leave, …") belongs to its question."""
    sentences = [sentence.strip() for sentence in _SENTENCE.split(message.strip()) if sentence.strip()]
    told: list[str] = []
    asked: list[str] = []
    for sentence in sentences:
        parts = _within(sentence)
        told += [parts.told] if parts.told else []
        asked += [parts.asked] if parts.asked else []
    points_back = len(asked) == 1 and _IS_IT_TRUE.match(asked[0])
    return Parts(" ".join(told), " ".join(asked)) if told and asked and not points_back else Parts("", message)


def _within(sentence: str) -> Parts:
    """Return what one sentence tells in front of its question or behind it, and the question."""
    clauses = list(_BEGINS.finditer(sentence))
    start = 0
    if not asks(sentence):
        begins = next((one for one in clauses if _asks_behind(sentence[one.end() :]) and _tells(sentence[: one.start()])), None)
        if begins is None:
            return Parts("", sentence) if sentence.endswith("?") else Parts(sentence, "")
        start = begins.end()
    behind = next((one for one in clauses if one.start() > start and _is_told_behind(sentence[one.end() :])), None)
    end = behind.start() if behind is not None else len(sentence)
    return Parts(f"{sentence[:start]} {sentence[end:].lstrip(' ,:;-–—')}".strip(), sentence[start:end].strip())


def asks(clause: str) -> bool:
    """Return True if a clause begins as a question or a request for an answer does."""
    return asks_by_itself(clause) or _REQUEST.match(clause) is not None


def _tells(clause: str) -> bool:
    """Return True if a clause tells something by itself, rather than says under which condition or for whom something is asked."""
    words = tokens(clause)
    has_subject = bool(words) and words[0] in _SUBJECTS
    return len(words) >= _SHORTEST_CLAUSE and not _NO_STORY.match(clause) and (has_subject or has_verb(" ".join(words)))


def _asks_behind(clause: str) -> bool:
    """Return True if a clause behind another one asks, rather than says more of somebody ("my neighbour, who teaches.")."""
    return asks(clause) and not (_RELATIVE.match(clause) and clause.endswith(".")) and not _GOES_ON.match(clause)


def _is_told_behind(clause: str) -> bool:
    return _TELLS.match(clause) is not None and _tells(clause) and not asks(clause)
