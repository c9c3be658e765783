"""Adapt an answer to its question: opening word, misspelt names, further readings, next topics."""

from __future__ import annotations

import re

from bot.replies import dates, wording
from bot.replies.all_times import asks_for_all_times, with_position
from bot.replies.answer import answer
from bot.replies.offered import about, has_answer_on
from bot.replies.openings import open_reply
from bot.replies.part import SENTENCE_END
from bot.replies.repeats import mostly_repeats
from bot.replies.reply import Also, Evidence, Opened, Reply, Said
from bot.replies.reply_context import ReplyContext
from bot.replies.sourced import read_line
from bot.understanding import thresholds
from bot.understanding.manner import Manner
from bot.understanding.question import Question
from bot.understanding.subject import DEFAULT_TOPIC, HISTORY, OPT_OUT, RETENTION, Subject
from knowledge.base import Knowledge, cited
from knowledge.records import Claim, Platform
from knowledge.vocabulary import NO_LIKE, YES_LIKE, says_nothing

_UNTIL = re.compile(r"\b(?:until|as long as|once|at once|right away|immediately)\b")
_KEEPING = re.compile(r"\b(?:keeps?|kept|stays?|stores?|stored|retains?|deletes?|deleted|erases?)\b(?!.*\b(?:trash|restored?)\b)")
_LONGEST_TITLE = 150


def adapted_to_question(
    reply: Reply, knowledge: Knowledge, question: Question, subject: Subject, context: ReplyContext, claim: Claim | None
) -> Reply:
    """Return the answer on one platform as its question calls for it; other replies as they are.

    `claim` is the claim on record that the question makes, if it makes one.
    """
    if subject.kind != "answer" or len(subject.platforms) > 1:
        return reply
    platform = knowledge.platforms[subject.platforms[0]]
    opened = open_reply(question, reply, knowledge, claim, context.today)
    reply = _with_retirement_first(reply, question)
    reply = _with_opening(reply._replace(said=_with_time_first(reply, question)), platform, opened)
    reply = _with_nothing_to_turn_off(reply, knowledge, question, subject, context)
    if asks_for_all_times(question, reply) and reply.before and not reply.said.general and opened.claim is None:
        reply = reply._replace(said=reply.said._replace(general=wording.earlier_positions(reply.before)))
    meant = tuple(
        wording.meant(question.text.between(match.start, match.end), platform.name)
        for match in question.names
        if match.misspelt and match.alias.target == platform.slug
    )
    return _with_other_readings(reply._replace(lead=(*meant, *reply.lead)), knowledge, platform, subject, context)


def _with_opening(reply: Reply, platform: Platform, opened: Opened) -> Reply:
    """Open with what there is to a claim, or with the word for what was asked."""
    if opened.claim is not None:  # it says itself what content it is about
        evidence = _with_sources_of(opened.claim, reply.evidence, platform)
        return reply._replace(said=_on_claim(reply.said, opened, opened.claim), evidence=evidence)
    if not opened.opening or (reply.said.not_on_record and not opened.settles) or (reply.part.about and not reply.part.of_part):
        return reply
    said = reply.said._replace(opening=opened.opening, opening_words=opened.words, not_on_record="")
    reply = reply._replace(said=said)
    return with_position(reply, platform, opened.position) if opened.position else reply


def _with_other_readings(reply: Reply, knowledge: Knowledge, platform: Platform, subject: Subject, context: ReplyContext) -> Reply:
    """Tell what else the question may mean, and offer the topics that are next likely."""
    near = [
        topic
        for topic in subject.also
        if not reply.part.about
        and topic != reply.topics[0]
        and HISTORY not in {topic, subject.topics[0]}
        and context.names(knowledge.topics[topic])
    ]
    also = reply.also or tuple(_in_one_line(knowledge, platform.slug, topic, context) for topic in near)
    said = f"{reply.said.sentence} {reply.said.headline}"
    also = tuple(line for line in also if not (line.verdict and says_nothing(line.verdict)) and not mostly_repeats(said, line.headline))
    close = [line.topic for line in also]
    next_likely = [
        topic for topic in subject.topics[1 : 1 + thresholds.NEXT_TOPICS] if topic not in close and has_answer_on(platform, topic)
    ]
    offered = {choice.asks for choice in reply.choices}
    first, last = (
        tuple(choice for topic in topics if (choice := about(platform, knowledge.topics[topic])).asks not in offered)
        for topics in (close, next_likely)
    )
    return reply._replace(also=also, choices=(*first, *reply.choices, *last))


def _in_one_line(knowledge: Knowledge, slug: str, topic: str, context: ReplyContext) -> Also:
    reply = answer(knowledge, slug, (topic,), context)
    return Also(slug, topic, reply.verdict, reply.said.sentence)


def _with_retirement_first(reply: Reply, question: Question) -> Reply:
    """Say first that a platform is gone if that is asked."""
    if not reply.warnings or not (question.manner.if_still_there or (reply.verdict and says_nothing(reply.verdict))):
        return reply
    first, *warnings = reply.warnings
    said = reply.said._replace(sentence=first, opening_words="", headline_first=False)
    return reply._replace(said=said, warnings=tuple(warnings))


def _with_nothing_to_turn_off(reply: Reply, knowledge: Knowledge, question: Question, subject: Subject, context: ReplyContext) -> Reply:
    """Say that there is no training to opt out of to somebody who wants just that switched off; the steps are on other things."""
    goes_on = not question.platforms and subject.topics[1:2] == (DEFAULT_TOPIC,)
    if subject.topics[0] != OPT_OUT or reply.as_of or not (goes_on or "train" in context.stems):
        return reply
    training = answer(knowledge, subject.platforms[0], (DEFAULT_TOPIC,), context._replace(form="", words=(), stems=(), manner=Manner()))
    if training.verdict != "no" or any(condition.verdict in YES_LIKE for condition in training.conditions if condition.in_calls):
        return reply
    said = reply.said._replace(
        opening="",
        opening_words=training.said.opening_words,
        not_on_record="",
        sentence=wording.nothing_to_turn_off(training.said.sentence),
        headline=training.said.headline,
        headline_first=False,
        general=wording.otherwise(reply.said.sentence),
        detail=f"{reply.said.headline} {reply.said.detail}".strip(),
    )
    resting_on = training.evidence.resting_on
    sources = (*resting_on, *(source for source in reply.evidence.sources if source not in resting_on))
    return reply._replace(said=said, evidence=training.evidence._replace(sources=sources), todo=reply.todo._replace(steps_first=False))


def _with_time_first(reply: Reply, question: Question) -> Said:
    """Put the time first if a question asks how long; if it asks for a figure and none is on record, say that."""
    said = reply.said
    if question.reading.form.best != "howlong" or said.general or dates.SPAN.search(said.sentence):
        return said
    if dates.SPAN.search(said.headline) and len(said.headline) <= _LONGEST_TITLE:
        return said._replace(sentence=said.headline, headline="")
    for sentence in SENTENCE_END.split(said.detail):
        if dates.SPAN.search(sentence) and _KEEPING.search(sentence) and len(sentence) <= _LONGEST_TITLE:
            return said._replace(sentence=sentence, headline_first=False)
    until = _UNTIL.search(said.sentence + said.headline) is not None
    for sentence in () if until else SENTENCE_END.split(said.detail):
        if _UNTIL.search(sentence) and _KEEPING.search(sentence):
            first = said.headline if said.limit in said.headline and len(said.headline) <= _LONGEST_TITLE else ""
            return said._replace(sentence=first or said.sentence, headline=sentence, headline_first=False)
    if said.not_on_record or reply.verdict is None or says_nothing(reply.verdict) or reply.topics[0] != RETENTION:
        return said
    if (until or reply.verdict in NO_LIKE) and not question.manner.in_figures:
        return said
    return said._replace(not_on_record=wording.NO_TIME)


def _with_sources_of(claim: Claim, evidence: Evidence, platform: Platform) -> Evidence:
    """Return the evidence with the sources of a claim first, and where it was read unless the answer was checked there too."""
    sources = cited(platform, claim.sources)
    evidence = evidence._replace(sources=tuple(dict.fromkeys((*sources, *evidence.sources))))
    if evidence.deciding in sources:
        return evidence
    return evidence._replace(deciding=sources[0], verified=read_line(sources[0]))


def _on_claim(said: Said, opened: Opened, claim: Claim) -> Said:
    """Answer a claim on record by what there is to it, in its own words."""
    first, *rest = SENTENCE_END.split(claim.why)
    return Said(
        sentence=first,
        headline=" ".join(rest),
        detail=f"{said.headline} {said.detail}".strip(),
        opening=opened.opening,
        opening_words=opened.words,
    )
