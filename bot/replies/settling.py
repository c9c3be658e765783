"""Tell the sentence on record that settles what was asked, whatever topic it stands under, if the brief of a reply leaves it out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from math import log
from typing import NamedTuple

from bot.replies import wording
from bot.replies.alike import places_of
from bot.replies.blocks import BlockRole, Heading, Paragraph, Points
from bot.replies.layout import lay_out
from bot.replies.part import asked_roots, statements_of
from bot.replies.repeats import mostly_repeats
from bot.replies.reply import Also, Reply
from bot.replies.scoped import contradicts
from bot.replies.second_half import with_line
from bot.replies.steps import step_words
from bot.understanding import thresholds
from bot.understanding.forms import STATED
from bot.understanding.question import Question
from bot.understanding.subject import HISTORY
from knowledge.base import Knowledge
from knowledge.records import Condition, Platform

_POINTS_BACK = re.compile(
    r"(?:(?:Only|But|Nor|So|In|For|From|With|By|On|At|After|Before) )?(?:[Tt]hat|[Tt]his|[Tt]hese|[Tt]hose|[Ss]uch)\b|"
    r"(?:Then|It|Its|They|Their|There|He|She|Both|Either|Neither|Others?|One|Another|Otherwise|If (?:so|not)|Afterwards|Elsewhere)\b|"
    r"(?:\w+ ){1,3}(?:then|also)\b"
)
"""The beginning of a sentence that says nothing certain without the one before it."""
_LEAVES_OUT = re.compile(r"\b(?:is|are|does|do|did|can|has|have),")
"""A mark of a sentence that leaves out what the claim says which it judges: "All calls are, conferences too"."""


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


class _Fitting(NamedTuple):
    """A sentence on what is asked: the words of the question that it has, what each word of the question weighs, and how well it fits."""

    sentence: OnRecord
    named: frozenset[str]
    weights: Mapping[str, float]
    rank: float

    def says_more_than(self, told: frozenset[str]) -> bool:
        """Return True if it has clearly more of what is asked than a brief with some of the words."""
        total = sum(self.weights.values())
        named, told_already, added = (sum(self.weights[root] for root in some) for some in (self.named, told, self.named - told))
        return named >= told_already + thresholds.SETTLING_OVER_BRIEF * total and added >= thresholds.SETTLING_ADDS * total

    def is_alone_on_it(self, told: frozenset[str]) -> bool:
        """Return True if a brief with some of the words has less than half of what it has."""
        return 2 * sum(self.weights[root] for root in told) < sum(self.weights[root] for root in self.named)

    def line(self, platform: str, brief: str) -> Also:
        """Return the line that tells it below a brief."""
        verdict = self.sentence.condition.verdict if self.sentence.condition else None
        return Also(platform, self.sentence.topic, verdict, self.sentence.told_below(brief), asked=True)


def with_settling_sentence(reply: Reply, knowledge: Knowledge, question: Question) -> Reply:
    """Return a reply on one platform with the sentence that has clearly more of the asker's words than its brief, if there is one.

    It says nothing on what opens the reply; what was said not to be on record and stands in it is not said.
    """
    told = len(question.halves) > 1 or any(line.asked for line in reply.also) or _judges_statement(reply, question)
    if told or reply.as_of or question.label or reply.reasons or len(reply.platforms) != 1 or HISTORY in reply.topics[:1]:
        return reply
    if reply.kind not in {"answer", "clarify"}:
        return reply
    fitting = tuple(_on_what_is_asked(knowledge.platforms[reply.platforms[0]], question, reply.topics[:1]))
    if not fitting:
        return reply
    lead = tuple(text for text in reply.lead if not text.startswith(wording.NOT_ON_RECORD_BESIDES))
    brief = _brief(reply._replace(lead=lead, said=reply.said._replace(not_on_record="", opening_words="")))
    topic_words = " ".join(knowledge.topics[reply.topics[0]].words) if reply.kind == "answer" else ""
    in_brief = frozenset(root for root, found in places_of([f"{brief} {topic_words}"], fitting[0].weights).items() if found)
    best = max((one for one in fitting if one.says_more_than(in_brief)), key=lambda one: one.rank, default=None)
    line = best.line(reply.platforms[0], brief) if best is not None else None
    if best is None or line is None or len(line.headline) > thresholds.LONGEST_SETTLING or mostly_repeats(brief, line.headline):
        return reply
    is_alone = best.is_alone_on_it(in_brief)
    if reply.part.place is not None and not is_alone and len(brief) + len(line.headline) > thresholds.ONE_GLANCE:
        return reply  # no room beside a sentence that has the asker's own words
    if reply.kind == "clarify":
        return reply._replace(also=(line,))
    said = reply.said
    if any({0, 1} <= found for found in places_of([line.headline, said.not_on_record], best.weights).values()):
        if not (reply.part.about or line.topic == reply.topics[0] or len(best.named) > thresholds.WORDS_ELSEWHERE):
            return reply  # it has the word, and does not tell what was asked of that
        said = said._replace(not_on_record="")
    if line.topic != reply.topics[0] and is_alone:  # so that the word judges what was not asked
        said = said._replace(opening="", opening_words=wording.without_word(said.opening_words))
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


def _on_what_is_asked(platform: Platform, question: Question, answered: tuple[str, ...]) -> Iterator[_Fitting]:
    """Yield the sentences with enough of what is asked: the less likely their topic is meant, the more they have to have.

    A single word is enough on the topic that is answered or likeliest, in few sentences.
    """
    roots = asked_roots(platform, question.rest)
    sentences = tuple(on_record(platform, with_steps=question.reading.form.best in {"howto", "request"})) if roots else ()
    places = places_of([one.words for one in sentences], roots)
    weights = {root: log((1 + len(sentences)) / (1 + len(found))) for root, found in places.items()}
    for place in frozenset[int]().union(*places.values()):
        one, named = sentences[place], frozenset(root for root in roots if place in places[root])
        share = question.reading.topic.of(one.topic)
        covered = sum(weights[root] for root in named) / sum(weights.values())
        rare = max(len(places[root]) for root in named) <= thresholds.RARE_ON_RECORD
        if share < thresholds.SETTLING_TOPIC:
            enough = len(named) > thresholds.WORDS_ELSEWHERE or (rare and len(named) > 1)
            fits = enough and covered >= thresholds.COVERED_ELSEWHERE
        elif len(named) > 1:
            fits = covered >= thresholds.COVERED
        else:
            fits = rare and covered >= thresholds.COVERED_BY_ONE and one.topic in {*answered, question.reading.topics[0]}
        if fits and (one.condition is None or not contradicts(one.condition.applies_to, question.scope)):
            rank = covered + thresholds.SETTLING_BY_TOPIC * share - thresholds.SETTLING_PER_WORD * len(one.words.split())
            yield _Fitting(one, named, weights, rank)
