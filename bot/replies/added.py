"""Add to an answer what the question calls for: the word it opens with, how it was read, what else it may mean."""

from __future__ import annotations

import re

from bot.replies import dates, wording
from bot.replies.answer import Asking, answer
from bot.replies.offered import about
from bot.replies.openings import open_reply
from bot.replies.reply import Also, Opening, Reply
from bot.understanding.decide import HISTORY, Decision
from bot.understanding.question import Question
from knowledge.base import Knowledge
from knowledge.records import Claim

PEOPLE_FIRST = frozenset({"access", "human-review", "authorities", "third-party-ai", "data-sharing", "opt-out", "uninvited-bots"})
"""Topics whose headline names people or companies, which a question that begins with "who" asks for."""
NEXT_TOPICS = 2
"""How many topics behind the first can be pressed: the right one is among the first three in .97 to 1 of messages."""
_TIME = re.compile(
    r"\b(?:\d+|an?|one|two|three|six|twelve|ninety|thirty) (?:minute|hour|day|week|month|year)s?\b|\bforever\b|\bindefinitely\b"
)
_KEEPING = re.compile(r"\b(?:keeps?|kept|stays?|stores?|stored|retains?|deletes?|deleted|erases?)\b(?!.*\b(?:trash|restored?)\b)")
_SENTENCE_END = re.compile(r"(?<=[.!?]) (?=[A-Z])")
_LONGEST_TITLE = 150


def with_reading(reply: Reply, knowledge: Knowledge, question: Question, decision: Decision, asking: Asking, claim: Claim | None) -> Reply:
    """Return the answer on one platform as its question calls for it; other replies as they are.

    `claim` is the claim on record that the question makes, if it makes one.
    """
    if decision.kind != "answer" or len(decision.platforms) > 1:
        return reply
    platform = knowledge.platforms[decision.platforms[0]]
    lead = tuple(
        wording.meant(question.text.between(match.start, match.end), platform.name)
        for match in question.names
        if match.misspelt and match.alias.target == platform.slug
    )
    opened = open_reply(question, reply, claim)
    reply = _with_asked_first(reply, question.reading.form.best)
    if opened.claim is not None:
        reply = _on_claim(reply, opened.opening, opened.claim)
    elif opened.opening:
        reply = reply._replace(opening=opened.opening, opening_words=wording.OPENINGS[opened.opening])
    also = tuple(_also(knowledge, platform.slug, topic, asking) for topic in decision.also if HISTORY not in {topic, decision.topics[0]})
    close = [line.topic for line in also]
    next_likely = [topic for topic in decision.topics[1 : 1 + NEXT_TOPICS] if topic not in {*close, HISTORY}]
    offered = {choice.asks for choice in reply.choices}
    first, last = (tuple(about(platform, knowledge.topics[topic]) for topic in topics) for topics in (close, next_likely))
    first, last = (tuple(choice for choice in choices if choice.asks not in offered) for choices in (first, last))
    return reply._replace(lead=(*lead, *reply.lead), also=also, choices=(*first, *reply.choices, *last))


def _also(knowledge: Knowledge, slug: str, topic: str, asking: Asking) -> Also:
    reply = answer(knowledge, slug, (topic,), asking)
    return Also(slug, topic, reply.verdict, reply.sentence)


def _with_asked_first(reply: Reply, form: str) -> Reply:
    """Put the time first if a question asks how long, and the people if it asks who."""
    if form == "who" and reply.topics[0] in PEOPLE_FIRST and not reply.general and len(reply.headline) <= _LONGEST_TITLE:
        return reply._replace(sentence=reply.headline, headline="")
    if form != "howlong" or reply.general or _TIME.search(reply.sentence):
        return reply
    for sentence in (*_SENTENCE_END.split(reply.headline), *_SENTENCE_END.split(reply.detail)):
        if _TIME.search(sentence) and _KEEPING.search(sentence) and len(sentence) <= _LONGEST_TITLE:
            rest = reply.headline.replace(sentence, "").strip()
            return reply._replace(sentence=sentence, headline=rest)
    return reply


def _on_claim(reply: Reply, opening: Opening, claim: Claim) -> Reply:
    """Answer a claim on record by what there is to it, in its own words."""
    words = wording.OPENINGS[opening]
    if opening == "outdated" and claim.true_until is not None:
        words = wording.true_until_then(dates.in_words(claim.true_until))
    first, *rest = _SENTENCE_END.split(claim.why)
    return reply._replace(
        opening=opening,
        opening_words=words,
        sentence=first if len(first) <= _LONGEST_TITLE else reply.sentence,
        headline=" ".join(rest) if len(first) <= _LONGEST_TITLE else claim.why,
        general=wording.in_general(reply.sentence) if reply.sentence and not reply.general else reply.general,
        detail=f"{reply.headline} {reply.detail}".strip(),
    )
