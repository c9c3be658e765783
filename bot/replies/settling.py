"""Tell the sentence on record that settles what was asked, whatever topic it stands under, if the brief of a reply leaves it out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import accumulate
from math import log
from typing import NamedTuple

from bot.replies import wording
from bot.replies.alike import alike
from bot.replies.blocks import BlockRole, Heading, Paragraph, Points
from bot.replies.current import step_words
from bot.replies.layout import lay_out
from bot.replies.part import asked_roots, statements_of
from bot.replies.repeats import mostly_repeats
from bot.replies.reply import Also, Reply
from bot.replies.scoped import contradicts
from bot.replies.second_half import with_line
from bot.understanding import thresholds
from bot.understanding.forms import STATED
from bot.understanding.question import Question
from bot.understanding.subject import HISTORY
from knowledge.base import Knowledge
from knowledge.records import Condition, Platform

_POINTS_BACK = re.compile(
    r"(?:(?:Only|But|Nor|So|In|For|From|With|By|On|At|After|Before) )?(?:Then|[Tt]hat|[Tt]his|[Tt]hese|[Tt]hose|[Ss]uch|It|Its|They|"
    r"Their|There|Both|Either|Neither|Nobody else|Others?|One|Another|Otherwise|If (?:so|not)|Afterwards|Else|Elsewhere|He|She|Also|Here)\b"
)
"""The beginning of a sentence that says nothing certain without the one before it."""
_LEAVES_OUT = re.compile(r"\b(?:is|are|does|do|did|can|has|have),")
"""A mark of a sentence that leaves out what the claim says which it judges: "All calls are, conferences too"."""
_NOT_LETTERS = str.maketrans(dict.fromkeys("-/.,;:()[]'\"!?+&", " "))


class OnRecord(NamedTuple):
    """A sentence on record: its topic, its words, the one before it if it points back, and the condition that it belongs to."""

    topic: str
    words: str
    before: str = ""
    condition: Condition | None = None

    def told_below(self, brief: str) -> str:
        """Return the sentence with what it needs in order to be understood below a brief."""
        if self.condition is not None:
            return wording.for_those(self.condition.applies_to.text, self.condition.note)
        return self.words if not self.before or self.before in brief else f"{self.before} {self.words}"


def with_settling_sentence(reply: Reply, knowledge: Knowledge, question: Question) -> Reply:
    """Return a reply on one platform with the sentence that has clearly more of the asker's words than its brief, if there is one.

    It says nothing on what opens the reply; what was said not to be on record and stands in it is not said.
    """
    told = len(question.halves) > 1 or any(line.asked for line in reply.also) or _judges_statement(reply, question)
    if told or reply.as_of or question.label or reply.reasons or len(reply.platforms) != 1 or HISTORY in reply.topics[:1]:
        return reply
    if reply.kind not in {"answer", "clarify"}:
        return reply
    roots = asked_roots(knowledge.platforms[reply.platforms[0]], question.rest)
    lead = tuple(text for text in reply.lead if not text.startswith(wording.NOT_ON_RECORD_BESIDES))
    brief = _brief(reply._replace(lead=lead, said=reply.said._replace(not_on_record="", opening_words="")))
    found = _settling(knowledge, reply, question, roots, brief) if roots else None
    if found is None:
        return reply
    line = Also(reply.platforms[0], found.topic, found.condition.verdict if found.condition else None, found.told_below(brief), asked=True)
    if len(line.headline) > thresholds.LONGEST_SETTLING or mostly_repeats(brief, line.headline):
        return reply
    if reply.kind == "clarify":
        return reply._replace(also=(line,))
    said = reply.said
    if line.topic != reply.topics[0]:  # so that the word may judge what was not asked
        said = said._replace(opening="", opening_words=wording.without_word(said.opening_words))
    if any({0, 1} <= places for places in _places([line.headline, said.not_on_record], roots).values()):
        said = said._replace(not_on_record="")
    return with_line(reply._replace(lead=lead, said=said), knowledge, line, most=thresholds.ONE_GLANCE)


def _judges_statement(reply: Reply, question: Question) -> bool:
    """Return True if a reply says of something stated whether it is so, which settles it."""
    return bool(reply.said.opening) and question.reading.form.best in STATED


def _brief(reply: Reply) -> str:
    """Return what the brief of a reply says, without where and when it was checked."""
    texts: list[str] = []
    for block in lay_out(reply)[0]:
        if isinstance(block, Points):
            texts += block.points
        elif isinstance(block, Heading | Paragraph) and block.role is not BlockRole.VERIFIED:
            texts.append(block.text)
    return " ".join(texts)


def on_record(platform: Platform, *, with_steps: bool) -> Iterator[OnRecord]:
    """Yield the sentences on record of a platform that hold today."""
    for entry in platform.answers:
        before = ""
        for said in statements_of(entry):
            if said.condition is not None:
                yield OnRecord(entry.topic, f"{said.condition.applies_to.text}. {said.sentence}", condition=said.condition)
                continue
            leaning = before if _POINTS_BACK.match(said.sentence) else ""
            yield OnRecord(entry.topic, said.sentence, leaning)
            before = f"{leaning} {said.sentence}".strip()
        for step in entry.steps if with_steps else ():
            yield OnRecord(entry.topic, step_words(step))
    for claim in platform.claims:
        if not _POINTS_BACK.match(claim.why) and not _LEAVES_OUT.search(claim.why):
            yield OnRecord(claim.topic, claim.why)


def _settling(knowledge: Knowledge, reply: Reply, question: Question, roots: Collection[str], brief: str) -> OnRecord | None:
    """Return the sentence that covers most of what is asked, if it covers enough, and clearly more than the brief and the topic do."""
    sentences = tuple(on_record(knowledge.platforms[reply.platforms[0]], with_steps=question.reading.form.best in {"howto", "request"}))
    places = _places([one.words for one in sentences], roots)
    weights = {root: log((1 + len(sentences)) / (1 + len(found))) for root, found in places.items()}
    total = sum(weights.values())
    topic_words = " ".join(knowledge.topics[reply.topics[0]].words) if reply.topics and reply.kind == "answer" else ""
    in_brief = {root for root, found in _places([f"{brief} {topic_words}"], roots).items() if found}
    least = sum(weights[root] for root in in_brief) + thresholds.SETTLING_OVER_BRIEF * total
    best, most = None, 0.0
    for place in set().union(*places.values()):
        one, named = sentences[place], [root for root in roots if place in places[root]]
        weight, added = (sum(weights[root] for root in some) for some in (named, set(named) - in_brief))
        share = question.reading.topic.of(one.topic)
        if weight < least or added < thresholds.SETTLING_ADDS * total or not _is_about(weight / total, share, named, places):
            continue
        if one.condition is not None and contradicts(one.condition.applies_to, question.scope):
            continue
        rank = weight / total + thresholds.SETTLING_BY_TOPIC * share - thresholds.SETTLING_PER_WORD * len(one.words.split())
        if rank > most:
            best, most = one, rank
    return best


def _is_about(covered: float, share: float, named: Sequence[str], places: Mapping[str, Collection[int]]) -> bool:
    """Return True if a sentence with some of the words is on what was asked: the less likely its topic, the more it has to have."""
    if share < thresholds.SETTLING_TOPIC:
        return len(named) > thresholds.WORDS_ELSEWHERE and covered >= thresholds.COVERED_ELSEWHERE
    if len(named) > 1:
        return covered >= thresholds.COVERED
    return covered >= thresholds.COVERED_BY_ONE and len(places[named[0]]) <= thresholds.RARE_ON_RECORD


def _places(texts: Sequence[str], roots: Collection[str]) -> Mapping[str, frozenset[int]]:
    """Return for each stem the places of the texts that have it, or a word for the same thing."""
    starts = (0, *accumulate(len(text) + 2 for text in texts))
    everything = f" {'  '.join(texts)} ".lower().translate(_NOT_LETTERS)
    return {root: frozenset(_found(everything, starts, alike(root))) for root in roots}


def _found(text: str, starts: Sequence[int], words: Sequence[str]) -> Iterator[int]:
    for word in words:
        at = text.find(word)
        while at >= 0:
            yield bisect_right(starts, at) - 1
            at = text.find(word, at + 1)
