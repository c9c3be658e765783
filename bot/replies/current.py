"""Build the reply with today's answer on one platform: choose the part to show, its sentences and evidence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from bot.replies import wording
from bot.replies.asked_part import LONGEST_FIRST, elsewhere, is_asked_for, part_asked, place_of, with_next_sentence
from bot.replies.dated import since_when
from bot.replies.evidence import evidence_of
from bot.replies.exceptions import left_out
from bot.replies.matters import LOCATION
from bot.replies.not_on_record import MANY_PLANS, in_calls, missing_steps, not_on_record, same_for_all
from bot.replies.offered import next_of
from bot.replies.part import Part, Statement, statements_of
from bot.replies.past import before_words, earlier_change, gone
from bot.replies.reply import Also, Evidence, Reply, Said, ShownCondition, ShownPart
from bot.replies.reply_context import ReplyContext
from bot.replies.scoped import all_named, asked_for, fits
from bot.replies.steps import own_step, todo, without_switch
from bot.understanding.asked_matters import joins_calls
from bot.understanding.scope import AskedScope
from bot.understanding.subject import THIRD_PARTY_AI
from knowledge.base import Knowledge, answer_on, cited
from knowledge.records import Answer, Condition, Platform, Scope
from knowledge.topics import Topic
from knowledge.vocabulary import NO_LIKE, YES_LIKE, Plan, says_nothing

NOT_POLAR = frozenset({"who", "which", "what", "howlong"})
"""Forms of question that ask for more than the verdict, so that the headline answers them."""
JOINING = frozenset({"or", "and", "plus"})
"""Words between two contents that are asked about at once."""
_PLANS_TO_NAME: frozenset[Plan] = frozenset({"education", "healthcare", "government"})
"""Plans that an answer for several names to those who ask for them."""


class _Shown(NamedTuple):
    """Hold an answer and the part of it that is shown first.

    `asked` are the conditions that were asked for and `leading` the only one of them, whose verdict is then shown instead of the answer's;
    `statement` is the sentence on the part, and `others` are the conditions that follow; `exception` says otherwise of what is asked.
    """

    platform: Platform
    topic: Topic
    entry: Answer
    part: Part
    asked: Sequence[Condition]
    leading: Condition | None
    statement: Statement | None
    others: Sequence[Condition]
    exception: Condition | None

    @property
    def verdict_of(self) -> Answer | Condition:
        """The answer or the condition whose verdict is shown."""
        return self.leading or self.entry

    @property
    def is_past(self) -> bool:
        """True if the platform is retired."""
        return self.platform.status == "retired"

    @property
    def general(self) -> str:
        """The sentence of the verdict of the whole answer."""
        guests_cannot = any("guest" in condition.applies_to.role and condition.verdict == "no" for condition in self.entry.conditions)
        return self.topic.sentence(self.platform, self.entry, guests_cannot=guests_cannot)

    def limit_in(self, told: str) -> str:
        """Return the words of what is told that take something back from the verdict of the whole answer, "" if it has none."""
        limit = self.entry.limit
        return limit if self.leading is None and limit is not None and limit in told else ""

    def says_more(self, form: str) -> bool:
        """Return True if the headline answers better than the sentence of the verdict, which every answer with that verdict shares.

        It does not if the limit stands in the sentence alone.
        """
        if (self.entry.limit or "") not in self.entry.headline:
            return False
        tells_how = self.is_past and form != "howto"
        by_topic = self.entry.topic in {LOCATION, THIRD_PARTY_AI}
        return self.entry.verdict == "depends" or by_topic or form in NOT_POLAR or tells_how


def current(knowledge: Knowledge, platform: Platform, entry: Answer, topics: tuple[str, ...], context: ReplyContext) -> Reply:
    """Return the reply with today's answer."""
    shown = _shown(knowledge, platform, entry, context)
    held, part, topic = shown.verdict_of, shown.part, shown.topic
    evidence = evidence_of(platform, entry, shown.leading, shown.others, context.today, knowledge.sources)
    said, also = _said(knowledge, shown, evidence, context), elsewhere(knowledge, platform, topics, part, context)
    if part.about and also and said.not_on_record:  # another answer speaks of it, so that it is not true that nothing is on record
        said, evidence, also = *_told_elsewhere(knowledge, shown, said, evidence, also[0], context), ()
    return Reply(
        kind="answer",
        platforms=(platform.slug,),
        topics=topics,
        title=platform.name,
        said=said,
        verdict=held.verdict,
        words=topic.verdicts[held.verdict].short,
        tone=topic.verdicts[held.verdict].tone if shown.leading is not None or part.covers or not part.about else "neutral",
        applies_to=held.applies_to.text,
        for_some=_leaves_out(held.applies_to),
        since=held.since or (None if says_nothing(held.verdict) else entry.since),
        part=_part(knowledge, shown),
        conditions=tuple(_condition(platform, condition, asked=condition in shown.asked) for condition in shown.others),
        before=before_words(entry.earlier),
        history=tuple(earlier_change(platform, earlier) for earlier in entry.earlier),
        evidence=evidence,
        todo=todo(platform, topic, entry, held.verdict, context),
        lead=tuple(
            dict.fromkeys(
                filter(
                    None,
                    (
                        wording.takes_in(part.takes_in) if part.takes_in else "",
                        same_for_all(entry, shown.asked, context) if not shown.statement else "",
                        *_exception_line(shown),
                        *own_step(entry, shown.leading, context),
                        *without_switch(entry, context),
                    ),
                )
            )
        ),
        warnings=gone(platform),
        also=(*also, *_named_besides(shown, context)),
        choices=next_of(platform, topics[0]),
    )


def _shown(knowledge: Knowledge, platform: Platform, entry: Answer, context: ReplyContext) -> _Shown:
    """Choose which part of an answer is shown first."""
    asked = asked_for(platform, entry, context.scope, context.stems)
    part = part_asked(knowledge, platform, entry, context, asked)
    statement = statements_of(entry)[part.place] if part.place is not None else None
    if statement is not None and statement.condition is not None and is_asked_for(statement.condition, part, context):
        asked = [statement.condition]
    leading = asked[0] if len(asked) == 1 else None
    if statement is None and leading is None and not part.about and context.manner.of_none:
        statement = _what_is_listed(entry)
    told_first = leading or (statement.condition if statement is not None and not part.about and not context.manner.of_none else None)
    others = [*asked, *(condition for condition in entry.conditions if condition not in asked)]
    others = [condition for condition in others if condition is not told_first]
    exception = None if part.about else left_out(entry, leading, context)
    return _Shown(platform, knowledge.topics[entry.topic], entry, part, asked, leading, statement, others, exception)


def _what_is_listed(entry: Answer) -> Statement | None:
    """Return the first condition that an answer which denies something lists all the same, for whoever asks of anything at all."""
    listed = (condition for condition in entry.conditions if condition.verdict in YES_LIKE)
    return next((Statement(condition.note, condition) for condition in listed if entry.verdict in NO_LIKE), None)


def _part(knowledge: Knowledge, shown: _Shown) -> ShownPart:
    """Return the part that is shown, as a reply has it."""
    part = shown.part
    return ShownPart(
        place=place_of(knowledge, shown.entry, part, shown.leading),
        of_part=shown.leading is not None and (part.covers or not part.about),
        about="" if part.covers else part.about,
    )


def _said(knowledge: Knowledge, shown: _Shown, evidence: Evidence, context: ReplyContext) -> Said:
    """Return what is said of the part that is shown, and of what is not on record; an old answer says first of what day it is."""
    if shown.leading is not None:
        said = _said_of_condition(shown, shown.leading, context)
    elif shown.part.about:
        said = _said_of_content(shown, context.form)
    elif shown.statement is not None:
        said = _said_of_statement(shown, shown.statement, context.form)
    else:
        said = Said(shown.general, shown.entry.headline, shown.entry.detail)
    whole = shown.leading is None and shown.statement is None
    when = "" if shown.is_past else since_when(evidence.last_verified, context.today, f"{said.sentence} {said.headline}")
    limit = _exception_words(shown) or shown.limit_in(f"{said.sentence} {said.headline}")
    return said._replace(
        opening_words=wording.as_of(when) if when else "",
        headline_first=whole and (limit not in said.sentence or shown.says_more(context.form)),
        limit=limit,
        not_on_record=not_on_record(knowledge, shown.entry, shown.asked, shown.part, context, whole=whole)
        or (missing_steps(knowledge, shown.entry, context) if context.form == "howto" else ""),
    )


def _exception_words(shown: _Shown) -> str:
    """Return what holds otherwise for those who ask, in a sentence, "" if nothing does."""
    one = shown.exception
    return "" if one is None else one.title or wording.for_those(one.applies_to.text, one.note)


def _exception_line(shown: _Shown) -> tuple[str, ...]:
    """Return what holds otherwise for those who ask, unless it is the part that is shown."""
    is_shown = shown.statement is not None and shown.statement.condition is shown.exception
    return () if shown.exception is None or is_shown else (_exception_words(shown),)


def _told_elsewhere(
    knowledge: Knowledge, shown: _Shown, said: Said, evidence: Evidence, line: Also, context: ReplyContext
) -> tuple[Said, Evidence]:
    """Return the sentence of another answer first, with its evidence, and what holds of calls below it."""
    entry = answer_on(shown.platform, line.topic)
    if entry is None:
        return said, evidence
    first = evidence_of(shown.platform, entry, None, entry.conditions, context.today, knowledge.sources)
    sentence = wording.only_told(shown.part.about, line.headline)
    when = since_when(first.last_verified, context.today, sentence)
    sources = (*first.sources, *(source for source in evidence.sources if source not in first.sources))
    below = wording.on_calls(said.sentence)
    opening = wording.as_of(when) if when else ""
    return said._replace(sentence=sentence, general=below, not_on_record="", opening_words=opening), first._replace(sources=sources)


def _said_of_condition(shown: _Shown, condition: Condition, context: ReplyContext) -> Said:
    """Return what is said of a condition that was asked for, with the general answer below it."""
    sentence, headline = _on_condition(shown, condition, context.scope)
    general = _general(shown.general, shown.entry, condition, context)
    return Said(sentence, headline, f"{shown.entry.headline} {shown.entry.detail}", general=general)


def _said_of_content(shown: _Shown, form: str) -> Said:
    """Return what is said of content that was asked about instead of calls, or the answer on calls if there is nothing on that."""
    entry, everything = shown.entry, f"{shown.entry.headline} {shown.entry.detail}"
    if shown.statement is None:
        return Said(entry.headline if shown.says_more(form) else shown.general, detail=everything)
    told = with_next_sentence(shown.statement.sentence, entry)
    sentence = wording.on_content(shown.platform.name, shown.part.about, told, entry.headline)
    return Said(sentence, detail=everything.replace(told, "").strip())


def _said_of_statement(shown: _Shown, statement: Statement, form: str) -> Said:
    """Return what is said if a sentence of the answer has the asker's own words."""
    entry = shown.entry
    headline = (
        statement.sentence if statement.condition is None else wording.for_those(statement.condition.applies_to.text, statement.sentence)
    )
    by_headline = shown.says_more(form) and len(entry.headline) <= LONGEST_FIRST
    detail = f"{entry.headline} {entry.detail.replace(statement.sentence, '')}".strip()
    return Said(entry.headline if by_headline else shown.general, headline, detail)


def _on_condition(shown: _Shown, condition: Condition, asked: AskedScope) -> tuple[str, str]:
    """Return sentence and headline of a condition; the topic's sentence speaks of calls, so on other data its own note has to speak."""
    scope, other = condition.applies_to, bool(shown.part.about)
    if condition.title and not other:
        return condition.title, condition.note
    tells = condition.verdict != "depends" and not says_nothing(condition.verdict)
    if tells and (scope.plan or scope.region or scope.role) and in_calls(condition) and not other:
        text = next(
            (wording.with_plan(scope.text, plan) for plan in asked.plans if plan in _PLANS_TO_NAME and plan in scope.plan),
            scope.text,
        )
        return wording.for_part(text, shown.topic.verdicts[condition.verdict].sentence(shown.platform, past=shown.is_past)), condition.note
    first, _, rest = condition.note.partition(". ")
    return wording.of_part(shown.platform.name, scope.text, f"{first.removesuffix('.')}."), rest


def _general(sentence: str, entry: Answer, leading: Condition, context: ReplyContext) -> str:
    """Return what holds besides the part that was asked about.

    Nothing below a part for just those whom the question names, below one with the same verdict, and if nothing is known of the rest;
    if calls are asked about too, that is said.
    """
    with_calls = joins_calls(context.said)
    if with_calls and not in_calls(leading):
        return wording.on_calls(sentence)
    known = with_calls or not says_nothing(entry.verdict)
    if not known or leading.verdict == entry.verdict or fits(leading.applies_to, context.scope):
        return ""
    return wording.on_calls(sentence) if with_calls or not in_calls(leading) else wording.otherwise(sentence)


def _named_besides(shown: _Shown, context: ReplyContext) -> tuple[Also, ...]:
    """Return the other part that a question names behind an "or" or "and", in a line, if parts are told apart by what is named."""
    if shown.statement is None or shown.statement.condition is None or JOINING.isdisjoint(context.said):
        return ()
    named = [one for one in all_named(shown.platform, shown.entry, context.stems) if one is not shown.statement.condition]
    lines = (wording.of_part(shown.platform.name, one.applies_to.text, one.note) for one in named)
    return tuple(Also(shown.platform.slug, shown.topic.id, one.verdict, line) for one, line in zip(named[:1], lines, strict=False))


def _leaves_out(scope: Scope) -> bool:
    """Return True if a scope is of some plans, regions or roles only."""
    return bool(scope.region or scope.role or 0 < len(scope.plan) < MANY_PLANS)


def _condition(platform: Platform, condition: Condition, *, asked: bool) -> ShownCondition:
    return ShownCondition(
        condition.applies_to.text, condition.verdict, condition.note, cited(platform, condition.sources), asked, in_calls(condition)
    )
