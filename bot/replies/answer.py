"""Answer on one platform and one topic."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from bot.replies import dates, wording
from bot.replies.asked_part import LONGEST_FIRST, elsewhere, is_asked_for, part_asked, place_of, told_with
from bot.replies.asking import Asking
from bot.replies.dated import since_when
from bot.replies.not_told import LOCATION, in_calls, not_on_record
from bot.replies.offered import about, next_of, tells_of
from bot.replies.part import statements_of
from bot.replies.past import before_words, earlier_change, gone, reply_of_history, reply_of_past
from bot.replies.ranking import says_nothing
from bot.replies.reply import Reply, ShownCondition
from bot.replies.scoped import asked_for, fits, has_step_for, roles_of, steps_for
from bot.replies.sourced import checked_line, deciding_source, read_as_condition
from bot.replies.watched import reread, source_note
from bot.understanding.decide import HISTORY, OPT_OUT
from bot.understanding.periods import Period
from bot.understanding.scope import Asked
from knowledge.base import Knowledge, answer_on, cited, positions_during, review_due
from knowledge.dates import PartialDate
from knowledge.records import Answer, Condition, Platform, Scope, Step
from knowledge.topics import Topic
from knowledge.vocabulary import Plan, Role

JUST_NOW = 45
"""So many days ago is still today if the answer is the same: "I had a call yesterday" asks about no other time."""
MOST_OFFERED = 4
"""So many other topics are offered where there is nothing on the one that was asked about."""
NOT_POLAR = frozenset({"who", "which", "what", "howlong"})
"""Forms of question that ask for more than the verdict, so that the headline answers them."""
MANY_PLANS = 4
"""An answer for so many plans leaves nobody out who would notice."""
_PLANS_TO_NAME: frozenset[Plan] = frozenset({"education", "healthcare", "government"})
"""Plans that an answer for several names to those who ask for them."""


def answer(knowledge: Knowledge, slug: str, topics: Sequence[str], asking: Asking) -> Reply:
    """Return the whole answer on the first of `topics`; for a history, the second names what it is told for."""
    reply = _answer(knowledge, slug, tuple(topics), asking)
    return reply if reply.as_of else reply._replace(notes=_notes(knowledge.platforms[slug], topics[0], asking.workspace))


def _notes(platform: Platform, topic: str, workspace: str) -> tuple[str, ...]:
    """Return the local notes on a topic that a workspace may see; they are about today."""
    return tuple(
        wording.local_note(note.layer, note.text)
        for note in platform.notes
        if note.topic == topic and (not note.workspaces or workspace in note.workspaces)
    )


def _answer(knowledge: Knowledge, slug: str, topics: tuple[str, ...], asking: Asking) -> Reply:
    platform, topic = knowledge.platforms[slug], knowledge.topics[topics[0]]
    if topic.id == HISTORY:
        return reply_of_history(platform, topics, knowledge, asking)
    entry = answer_on(platform, topic.id)
    if entry is None:
        return _no_entry(platform, topic, topics, knowledge)
    period = _as_of(entry, asking.period)
    if period is not None and not _is_now(period, entry, asking.today):
        held = positions_during(platform, entry, period)
        if tuple(held) != (entry,) or (asking.today - period.last).days > JUST_NOW:
            return reply_of_past(platform, topic, entry, topics, period, held)
    return _current(knowledge, platform, entry, topics, asking)


def _as_of(entry: Answer, period: Period) -> PartialDate | None:
    """Return the date asked about; "before the change" is the last day on which the position before today's surely held."""
    if not period.before_change:
        return period.as_of
    return PartialDate((entry.earlier[0].until.first - timedelta(days=1)).isoformat()) if entry.earlier else None


def _is_now(period: PartialDate, entry: Answer, today: date) -> bool:
    return period.last >= today and (entry.since is None or entry.since.first <= period.first)


def _current(knowledge: Knowledge, platform: Platform, entry: Answer, topics: tuple[str, ...], asking: Asking) -> Reply:
    topic = knowledge.topics[entry.topic]
    sources = knowledge.sources
    roles = roles_of(asking.scope, asking.words)
    has_step = has_step_for(entry.steps, roles, asking.words)
    asked = asked_for(platform, entry, asking.scope, asking.stems)
    part = part_asked(knowledge, platform, topics, entry, asking, asked)
    said = statements_of(entry)[part.place] if part.place is not None else None
    if said is not None and said.condition is not None and is_asked_for(said.condition, part, asking):
        asked = [said.condition]
    leading = asked[0] if len(asked) == 1 else None
    ordered = [*asked, *(condition for condition in entry.conditions if condition not in asked)]
    past = platform.status == "retired"
    general = topic.sentence(platform, entry, guests_cannot=_guests_cannot(entry))
    # What is shown first is what the date must stand for: a condition that leads may rest on other sources than its answer.
    shown = entry if leading is None else entry._replace(last_verified=read_as_condition(platform, entry, leading))
    verdict, headline, detail, applies_to, sentence = entry.verdict, entry.headline, entry.detail, entry.applies_to.text, general
    missing = not_on_record(knowledge, entry, asked, part, asking, whole=leading is None and said is None)
    if leading is not None:
        verdict, applies_to = leading.verdict, leading.applies_to.text
        sentence, headline = _on_part(platform, topic, leading, asking.scope, past=past, other=bool(part.about))
        detail = f"{entry.headline} {entry.detail}"
        ordered.remove(leading)
    elif said is not None and part.about:
        told = told_with(said.sentence, entry)
        sentence, headline = wording.on_content(platform.name, part.about, told, entry.headline), ""
        detail = f"{entry.headline} {entry.detail}".replace(told, "").strip()
    elif part.about:
        headline, detail = "", f"{entry.headline} {entry.detail}"
        sentence = entry.headline if _says_more(entry, asking.form, past=past) else general
    elif said is not None:
        if _says_more(entry, asking.form, past=past) and len(headline) <= LONGEST_FIRST:
            sentence = headline
        headline = said.sentence if said.condition is None else wording.for_those(said.condition.applies_to.text, said.sentence)
        detail = f"{entry.headline} {entry.detail.replace(said.sentence, '')}".strip()
        ordered = [condition for condition in ordered if condition is not said.condition]
    if verdict == "unverified":
        shown = shown._replace(last_verified=None)
    held = entry if leading is None or not leading.sources else leading
    again = reread(platform, entry, held, shown.last_verified, sources)
    note = source_note(platform, entry, sources)
    due = review_due(shown._replace(last_verified=again or shown.last_verified))
    overdue = due is None or due < asking.today
    deciding = deciding_source(platform, held, shown.last_verified)
    verified = checked_line(shown.last_verified, again, deciding, asking.today, verdict, overdue=overdue)
    return Reply(
        kind="answer",
        platforms=(platform.slug,),
        topics=topics,
        title=platform.name,
        sentence=sentence,
        warnings=gone(platform),
        verdict=verdict,
        words=topic.verdicts[verdict].short,
        tone=topic.verdicts[verdict].tone if leading is not None or not part.about else "neutral",
        applies_to=applies_to,
        headline=headline,
        headline_first=leading is None and said is None and _says_more(entry, asking.form, past=past),
        general=_general(general, entry, leading, asking.scope) if leading is not None else "",
        detail=detail,
        conditions=tuple(_shown(platform, condition, asked=condition in asked) for condition in ordered),
        steps=tuple(step_words(step) for step in steps_for(entry.steps, roles if has_step else (), asking.words)),
        steps_first=asking.form == "howto",
        lead=_on_steps(entry, roles, asking, has_step=has_step, whole=leading is None),
        before=before_words(entry.earlier),
        history=tuple(earlier_change(platform, earlier) for earlier in entry.earlier),
        sources=cited(
            platform,
            (
                *(leading.sources if leading is not None else ()),
                *entry.sources,
                *(citation for condition in ordered for citation in condition.sources),
            ),
        ),
        resting_on=cited(platform, entry.sources),
        deciding=deciding,
        since=leading.since if leading is not None and leading.since else entry.since,
        confidence="medium" if shown.last_verified is None and entry.confidence == "high" else entry.confidence,
        last_verified=again or shown.last_verified,
        verified=f"{verified} {note}".strip(),
        stale=overdue or bool(note),
        opening_words=""
        if past or not (when := since_when(again or shown.last_verified, asking.today, f"{sentence} {headline}"))
        else wording.as_of(when),
        not_on_record=missing,
        of_part=leading is not None and (part.covers or not part.about),
        about="" if part.covers else part.about,
        place=place_of(knowledge, entry, part, leading),
        also=elsewhere(knowledge, platform, topics, part, asking),
        for_some=_leaves_out(entry.applies_to if leading is None else leading.applies_to),
        ask_company=_ask(platform, topic) if verdict in {"silent", "unverified"} else "",
        choices=next_of(platform, topics[0]),
    )


def _says_more(entry: Answer, form: str, *, past: bool) -> bool:
    """Return True if the headline answers better than the sentence of the verdict, which every answer with that verdict shares."""
    return entry.verdict == "depends" or entry.topic == LOCATION or form in NOT_POLAR or (past and form != "howto")


def _general(sentence: str, entry: Answer, leading: Condition, scope: Asked) -> str:
    """Return what holds besides the part that was asked about.

    Nothing below a part for just those whom the question names, below one with the same verdict, and if nothing is known of the rest.
    """
    if fits(leading.applies_to, scope) or leading.verdict == entry.verdict or says_nothing(entry.verdict):
        return ""
    return wording.otherwise(sentence) if in_calls(leading) else wording.on_calls(sentence)


def _on_steps(entry: Answer, roles: Sequence[Role], asking: Asking, *, has_step: bool, whole: bool) -> tuple[str, ...]:
    """Say that there is no step for those who ask how; to somebody who names a role and asks if they can, give their step."""
    if asking.form == "howto":
        return () if has_step else (wording.no_step_for(roles),)
    own = [step for step in steps_for(entry.steps, roles, asking.words) if step.who in roles]
    return (step_words(own[0]),) if own and whole and entry.topic == OPT_OUT else ()


def _leaves_out(scope: Scope) -> bool:
    """Return True if a scope is of some plans, regions or roles only."""
    return bool(scope.region or scope.role or 0 < len(scope.plan) < MANY_PLANS)


def _guests_cannot(entry: Answer) -> bool:
    return any("guest" in condition.applies_to.role and condition.verdict == "no" for condition in entry.conditions)


def _on_part(platform: Platform, topic: Topic, condition: Condition, asked: Asked, *, past: bool, other: bool) -> tuple[str, str]:
    """Return title and headline of the part of an answer that was asked about.

    The topic's sentence speaks of calls; of other data, such as chats, the condition's own note has to speak. `other` is set if
    something else than calls was asked about.
    """
    scope = condition.applies_to
    if condition.title and not other:
        return condition.title, condition.note
    tells = condition.verdict not in {"depends", "silent", "unverified"}
    if tells and (scope.plan or scope.region or scope.role) and in_calls(condition) and not other:
        text = next(
            (wording.with_plan(scope.text, plan) for plan in asked.plans if plan in _PLANS_TO_NAME and plan in scope.plan),
            scope.text,
        )
        return wording.for_part(text, topic.verdicts[condition.verdict].sentence(platform, past=past)), condition.note
    first, _, rest = condition.note.partition(". ")
    return wording.of_part(platform.name, scope.text, f"{first.removesuffix('.')}."), rest


def _no_entry(platform: Platform, topic: Topic, topics: tuple[str, ...], knowledge: Knowledge) -> Reply:
    known = [knowledge.topics[entry.topic] for entry in platform.answers if tells_of(platform, entry.topic)]
    return Reply(
        kind="answer",
        platforms=(platform.slug,),
        topics=topics,
        title=platform.name,
        verdict="unverified",
        warnings=gone(platform),
        words=wording.NOT_KNOWN,
        sentence=topic.verdicts["unverified"].sentence(platform, past=platform.status == "retired")
        if topic.verdicts
        else wording.changes_in(0, platform.name),
        headline=wording.on_record([topic.name for topic in known[:MOST_OFFERED]]) if known else "",
        stale=True,
        ask_company=_ask(platform, topic),
        choices=tuple(about(platform, topic) for topic in known[:MOST_OFFERED]),
    )


def step_words(step: Step) -> str:
    """Return a step in one line: who, what, where, and when the path was seen."""
    where = f" ({step.where})" if step.where else ""
    seen = f" [seen {dates.in_words(step.seen)}]" if step.seen else ""
    return f"{wording.ROLES[step.who]}: {step.do}{where}{seen}"


def _shown(platform: Platform, condition: Condition, *, asked: bool) -> ShownCondition:
    return ShownCondition(
        condition.applies_to.text, condition.verdict, condition.note, cited(platform, condition.sources), asked, in_calls(condition)
    )


def _ask(platform: Platform, topic: Topic) -> str:
    return topic.ask.format(platform=platform.name) if topic.ask else ""
