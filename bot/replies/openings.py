"""Choose the word that a reply opens with: Yes or No to a question, True or Not true to something stated.

A wrong word is worse than none: it is said only if the form of the question, the side that it takes and the answer are all plain.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from bot.replies import dates, wording
from bot.replies.all_times import asks_for_all_times, open_on_all_times
from bot.replies.beside import asks_since_when, bears_out_no_part, is_beside
from bot.replies.dated import since_when
from bot.replies.part import said_in
from bot.replies.places import judge_place
from bot.replies.reply import Opened, Opening, Reply
from bot.understanding import thresholds
from bot.understanding.asked_matters import joins_calls
from bot.understanding.forms import STATED
from bot.understanding.manner import BY_DEFAULT
from bot.understanding.question import Question
from bot.understanding.recorded_claims import claims_touched, is_denied, tells_of_suit
from bot.understanding.sides import SIDE_OF_AVERSE, Side, side_taken
from bot.understanding.subject import HISTORY
from bot.understanding.text import tokens
from knowledge.base import Knowledge, answer_on, cited
from knowledge.records import Claim, Platform
from knowledge.vocabulary import CONDITIONAL, NO_LIKE, YES_LIKE, ClaimStatus, contrary

_UNIVERSAL_WORDS = frozenset("any anything all always every everything everybody everyone never nobody nothing no".split())
"""Words of a headline that says as much."""
_EXCEPTS = re.compile(
    r"\b(?:unless|except|only (?:if|once|after|for|when)|until|some|generally|usually|mostly|otherwise|apart from|by default|"
    r"not (?:named|said|mentioned|clear)|does not hold)\b"
)
"""Words of an answer that leaves something out."""
_UNKNOWN = re.compile(
    r"\b(?:(?:does|do|did|is|are) not (?:say|said|name|named|known|clear)|not (?:known|found|said|named)|unclear|unknown|says? nothing|"
    r"no (?:reliable )?source)\b"
)
"""Words of an answer that leaves open what is asked, so that it bears nothing out in part."""
_NOT_READ = re.compile(r"\bnot (?:read|covered|mentioned)\b")
"""Words of a limit that leaves open more of what is asked."""
_TURNED: dict[ClaimStatus, Opening] = {"true": "false", "false": "true", "partly": "partly", "outdated": "true"}
"""The opening of a reply to a message that denies a claim on record, by the status of the claim."""
_ASKED: dict[ClaimStatus, Opening] = {"true": "yes", "false": "no", "partly": "partly", "outdated": ""}
"""The opening of a reply to a question whether a claim on record is so."""


def open_reply(question: Question, reply: Reply, knowledge: Knowledge, claim: Claim | None, today: date) -> Opened:
    """Return the opening of a reply to a question on one platform; without a word if anything about it, such as its topic, is unsure.

    `claim` is the claim on record that the question makes, if it makes one.
    """
    form, platform = question.manner.form, knowledge.platforms[reply.platforms[0]]
    if reply.as_of is None and claim is not None:
        opening = "" if question.manner.told_event or asks_since_when(question) else _judge_claim(question, claim)
        return Opened(opening, _claim_in_words(opening, claim, platform, today, polar=form == "polar"), claim)
    asked = _Judged(question, reply, form)
    if not asked.can_be_judged or is_beside(question, reply, asked.told, knowledge) or not _topic_is_plain(question, reply, knowledge):
        return Opened()
    if _asks_two_things(question, reply, platform):
        return Opened()
    if asks_for_all_times(question, reply):
        entry = answer_on(platform, reply.topics[0])
        opened = open_on_all_times(question, asked.taken, entry, polar=form == "polar") if entry else Opened()
        return opened if opened.words else opened._replace(words=_in_words(opened.opening, asked, today))
    if reply.topics[0] == "location" and question.scope.regions:
        place = judge_place(question.scope, reply, asked.taken)
        if place == "elsewhere":
            opening = "no" if form == "polar" else "false"
            return Opened(opening, wording.as_documents_say(wording.OPENINGS[opening]), settles=True)
        if place == "unclear":
            return Opened()
    elif reply.topics[0] == "location" and not question.manner.of_own_place:
        return Opened()
    opening = asked.opening()
    touched = claims_touched(question, platform, reply.topics[0])
    if opening == "true" and any(claim.status == "partly" for claim in touched):
        return Opened()
    if opening == "partly" and (_UNKNOWN.search(asked.told) or bears_out_no_part(question, reply, asked.told)):
        return Opened()
    return Opened(opening, _in_words(opening, asked, today))


class _Judged(NamedTuple):
    """A message and its answer, with how it is asked: `form` is "polar", a stated one, or one that takes no word."""

    question: Question
    reply: Reply
    form: str

    @property
    def can_be_judged(self) -> bool:
        """Return True if it is a question or a statement on today, on the topic of the answer and on no other."""
        question, reply, topic = self.question, self.reply, self.reply.topics[0]
        if question.manner.told_event or tells_of_suit(question):  # of which the answer on what it is about says nothing
            return False
        if self.form not in STATED | {"polar"} or question.framed.unsure or topic == HISTORY or reply.as_of is not None:
            return False
        if reply.warnings:  # of what is retired, an answer on the past is none to whether it still does so
            return False
        return (topic == "consent" or not question.manner.asks_more) and topic not in question.manner.beside_topics

    @property
    def taken(self) -> Side:
        """The side that the message takes."""
        return side_taken(self.question, self.reply.topics[0])

    @property
    def answer_side(self) -> str:
        """The side that the answer is on."""
        return "yes" if self.reply.verdict in YES_LIKE else "no"

    @property
    def not_by_default(self) -> bool:
        """Return True if it is asked whether something happens that has to be switched on."""
        return self.form == "polar" and self.reply.verdict == "opt-in" and self.taken.side == "yes" and self.taken.plain

    @property
    def for_others(self) -> bool:
        """Return True if the answer is otherwise for some."""
        against = contrary(self.reply.verdict or "silent")
        return any(condition.verdict in against for condition in self.reply.conditions if condition.in_calls)

    @property
    def told(self) -> str:
        """Return title and headline, which the first word must agree with."""
        return f"{self.reply.said.sentence} {self.reply.said.headline}"

    @property
    def denies_too_much(self) -> bool:
        """Return True if a message denies, or asks for, something of any kind, and the answer that denies it leaves something out."""
        leaves_out = _EXCEPTS.search(self.told) is not None or self.lists_some
        return self.answer_side == "no" and self.question.manner.of_none and leaves_out

    @property
    def lists_some(self) -> bool:
        """Return True if an answer that denies something names some of it, of calls or of other content."""
        return self.answer_side == "no" and any(condition.verdict in YES_LIKE for condition in self.reply.conditions)

    def opening(self) -> Opening:
        """Return the word for the side that is taken."""
        verdict, manner = self.reply.verdict, self.question.manner
        if verdict not in YES_LIKE | NO_LIKE:
            unsettled: Opening = "partly" if verdict == "depends" else "unknown"
            of_part = self.reply.part.of_part and (unsettled == "partly" or bool(self.reply.said.general))
            return "" if manner.offers_two or of_part else unsettled
        taken = self.taken
        if verdict in CONDITIONAL:
            return "" if manner.offers_two else self._on_condition(taken)
        if not taken.plain:
            return ""
        if taken.side == self.answer_side == "yes" and self._asks_for_more():
            return "partly"
        if self.question.manner.of_none and taken.side != self.answer_side and self.lists_some:
            return ""
        of_some = self.form != "polar" and self.reply.part.of_part and self.for_others
        if taken.side == self.answer_side and (self.denies_too_much or of_some):
            return "partly"
        agreeing, against = ("yes", "no") if self.form == "polar" else ("true", "false")
        return agreeing if taken.side == self.answer_side else against  # type: ignore[return-value]

    def _on_condition(self, taken: Side) -> Opening:
        """Judge what holds only on a condition, or by default: partly right, unless the message says just that."""
        agreeing, against = ("yes", "no") if self.form == "polar" else ("true", "false")
        side, manner = self.question.reading.side, self.question.manner
        if manner.excepts and side.best == self.answer_side and side.of(side.best) >= thresholds.SIDE_ALONE:
            return agreeing  # type: ignore[return-value]
        if not taken.plain:
            return "partly"
        if self.form != "polar" and self.reply.verdict == "opt-in" and taken.side == "yes" and self._asks_for_more():
            return "false"
        if manner.unasked and taken.share == 1.0 and not BY_DEFAULT.search(self.told):
            return against if self.reply.verdict == "opt-in" else agreeing  # type: ignore[return-value]
        if self.form == "polar" and self.reply.verdict == "opt-in":
            return "yes" if taken.side == "no" and taken.share == SIDE_OF_AVERSE else "partly"
        told = f"{self.reply.said.sentence} {self.reply.said.headline} {self.reply.said.detail}"
        if manner.by_default and not BY_DEFAULT.search(told) and not self.for_others:
            return agreeing if taken.side == self.answer_side else against  # type: ignore[return-value]
        sure = taken.side == self.answer_side and taken.share >= thresholds.SIDE_ON_CONDITION
        if not sure or self.reply.verdict == "opt-in" or self.for_others or self._asks_for_more():
            return "partly"
        return agreeing  # type: ignore[return-value]

    def _asks_for_more(self) -> bool:
        """Return True if a message is about all of something ("do people listen to everything?") and the answer does not say as much."""
        leaves_out = _UNIVERSAL_WORDS.isdisjoint(tokens(self.reply.said.headline)) or _EXCEPTS.search(self.told) is not None
        return self.question.manner.of_all and leaves_out


def _asks_two_things(question: Question, reply: Reply, platform: Platform) -> bool:
    """Return True if a question is about calls and other content at once, of which otherwise holds."""
    if not joins_calls(question.text.words) or reply.verdict is None:
        return False
    entry, otherwise = answer_on(platform, reply.topics[0]), contrary(reply.verdict)
    parts = () if entry is None or reply.part.of_part else entry.conditions
    of_a_part = any(part.verdict in otherwise and said_in(part.applies_to.text, question.text.words) for part in parts)
    return of_a_part or (reply.part.of_part and bool(reply.said.general))


def _topic_is_plain(question: Question, reply: Reply, knowledge: Knowledge) -> bool:
    """Return True if no other topic is nearly as likely as the one that is answered, except one on which the same word is right."""
    topic, share, platform = reply.topics[0], question.reading.topic, knowledge.platforms[reply.platforms[0]]
    near = [other for other in question.reading.topics if other != topic and share.of(other) > thresholds.CLOSE_TOPIC * share.of(topic)]

    if topic != "consent" and question.manner.unasked:
        near = [other for other in near if other != "consent"]

    if question.manner.of_all_times:  # the positions on record are its history
        near = [other for other in near if other != HISTORY]

    def is_alike(other: str) -> bool:
        entry, verdicts = answer_on(platform, other), knowledge.topics[other].verdicts
        alike = entry is not None and entry.verdict == reply.verdict and not reply.part.of_part
        return alike and "yes" in verdicts and verdicts["yes"].tone == knowledge.topics[topic].verdicts["yes"].tone

    return all(map(is_alike, near))


def _in_words(opening: Opening, asked: _Judged, today: date) -> str:
    """Return the opening in words; one that is old, is hedged, disputed or has exceptions says so."""
    reply = asked.reply
    words = wording.OPENINGS[opening] if opening else ""
    if opening == "partly" and asked.form == "polar":
        words = wording.NOT_BY_DEFAULT if asked.not_by_default else wording.IN_PART
    elif opening == "unknown" and any(sign in f"{reply.said.headline} {reply.said.sentence}" for sign in wording.DISPUTED_BY):
        words = wording.DISPUTED
    elif opening == "yes" and reply.verdict == "opt-in" and asked.taken.side == "no":
        words = wording.BY_DEFAULT
    exact, said = words != wording.BY_DEFAULT, reply.said
    flat = opening in {"yes", "no", "true", "false"} and exact
    hedged = is_hedged(reply)
    if flat and not hedged and _has_exceptions(opening, asked):
        words = wording.with_exceptions(words)
    elif exact and opening in {"yes", "no", "true"} and said.limit and not hedged:
        words = wording.with_limit(words)
    if words and (when := since_when(reply.evidence.last_verified, today, f"{said.sentence} {said.headline}")):
        return wording.as_of(when, words)
    return wording.as_far_as_known(words) if flat and hedged else words


def is_hedged(reply: Reply) -> bool:
    """Return True if a flat Yes or No would say more than the answer, which rests on little or leaves a part open."""
    said = reply.said
    open_end = _UNKNOWN.search(said.limit) or _NOT_READ.search(said.limit)
    return bool(open_end) or reply.evidence.confidence == "low" or any(hedge in said.headline for hedge in wording.HEDGES)


def _has_exceptions(opening: Opening, asked: _Judged) -> bool:
    """Return True if the answer is otherwise for some, or denies more than it says."""
    return (not asked.reply.part.of_part and asked.for_others) or (opening in {"no", "false"} and asked.denies_too_much)


def _judge_claim(question: Question, claim: Claim) -> Opening:
    """Return what there is to a claim on record, turned round if the message denies what it says."""
    denied = is_denied(question, claim)
    if question.manner.form == "polar":
        return _ASKED[claim.status] if denied is False else ""
    return "" if denied is None else _TURNED[claim.status] if denied else claim.status


def _claim_in_words(opening: Opening, claim: Claim, platform: Platform, today: date, *, polar: bool) -> str:
    """Return what there is to a claim on record in words, with the day until or since which it is so."""
    ended = dates.in_words(claim.true_until) if claim.true_until is not None else ""
    if opening == "outdated" and ended:
        return wording.out_of_date_since(ended)
    if opening == "true" and claim.status == "outdated" and ended:
        return wording.true_since(ended)
    words = wording.IN_PART if polar and opening == "partly" else wording.OPENINGS[opening] if opening else ""
    read = max((entry.source.dated for entry in cited(platform, claim.sources) if entry.source.dated), default=None)
    when = since_when(read, today, claim.why)
    return wording.as_of(when, words) if when and words else words
