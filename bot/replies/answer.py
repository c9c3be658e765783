"""The answer for one platform and one topic: today's, or what held at some time in the past."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from bot.replies import dates, wording
from bot.replies.offered import about, next_of
from bot.replies.reply import Change, Reply, ShownCondition
from bot.replies.scoped import asked_for, asked_words, fits, steps_for
from bot.understanding.decide import HISTORY
from bot.understanding.periods import NOW, Period
from bot.understanding.scope import ANYBODY, Asked
from knowledge.base import Knowledge, Position, answer_on, cited, positions_during, review_due
from knowledge.dates import PartialDate
from knowledge.records import Answer, Condition, Earlier, Platform, Step
from knowledge.topics import Topic


class Asking(NamedTuple):
    """For whom and for when an answer is wanted, and what day it is."""

    today: date
    scope: Asked = ANYBODY
    period: Period = NOW


def answer(knowledge: Knowledge, slug: str, topics: Sequence[str], asking: Asking) -> Reply:
    """Return the whole answer on the first of `topics`; for a history, the second names what it is told for."""
    topics = tuple(topics)
    platform, topic = knowledge.platforms[slug], knowledge.topics[topics[0]]
    if topic.id == HISTORY:
        return _history(platform, topics, knowledge)
    entry = answer_on(platform, topic.id)
    if entry is None:
        return _no_entry(platform, topic, topics, knowledge)
    period = _as_of(entry, asking.period)
    if period is not None and not _is_now(period, entry, asking.today):
        return _past(platform, topic, entry, topics, period)
    return _current(platform, topic, entry, topics, asking)


def _as_of(entry: Answer, period: Period) -> PartialDate | None:
    """Return the date asked about; "before the change" is the last day on which the position before today's surely held."""
    if not period.before_change:
        return period.as_of
    return PartialDate((entry.earlier[0].until.first - timedelta(days=1)).isoformat()) if entry.earlier else None


def _is_now(period: PartialDate, entry: Answer, today: date) -> bool:
    return period.last >= today and (entry.since is None or entry.since.first <= period.first)


def _current(platform: Platform, topic: Topic, entry: Answer, topics: tuple[str, ...], asking: Asking) -> Reply:
    asked = asked_for(entry.conditions, asking.scope)
    ordered = [*asked, *(condition for condition in entry.conditions if condition not in asked)]
    lead: list[str] = []
    # What is shown first is what the date must stand for: a condition that leads may rest on other sources than its answer.
    shown = entry if len(asked) != 1 else entry._replace(last_verified=_read_as_condition(platform, entry, asked[0]))
    due = review_due(shown)
    stale = due is None or due < asking.today
    verified = ""
    if shown.last_verified is not None:
        when, since_then = dates.in_words(shown.last_verified), dates.ago(shown.last_verified, asking.today)
        verified = wording.checked(when, since_then, "", overdue=stale)
    elif entry.verdict != "unverified":
        verified = wording.NEVER_VERIFIED
    verdict, headline, detail, applies_to = entry.verdict, entry.headline, entry.detail, entry.applies_to.text
    if len(asked) == 1:
        verdict, applies_to = asked[0].verdict, asked[0].applies_to.text
        headline, detail = asked[0].note, wording.in_general(entry.headline, entry.detail)
        ordered.remove(asked[0])
    elif asking.scope.anything and not asked and not fits(entry.applies_to, asking.scope):
        lead.append(wording.scope_not_covered(asked_words(asking.scope)))
    sources = cited(
        platform,
        (
            *(asked[0].sources if len(asked) == 1 else ()),
            *entry.sources,
            *(citation for condition in ordered for citation in condition.sources),
        ),
    )
    return Reply(
        kind="answer",
        platforms=(platform.slug,),
        topics=topics,
        title=platform.name,
        lead=tuple(lead),
        warnings=_gone(platform),
        verdict=verdict,
        words=topic.verdicts[verdict].words,
        tone=topic.verdicts[verdict].tone,
        applies_to=applies_to,
        headline=headline,
        detail=detail,
        conditions=tuple(_shown(platform, condition, asked=condition in asked) for condition in ordered),
        steps=tuple(step_words(step) for step in steps_for(entry.steps, asking.scope)),
        before=_before(entry.earlier),
        history=tuple(_earlier_change(platform, earlier) for earlier in entry.earlier),
        sources=sources,
        since=asked[0].since if len(asked) == 1 and asked[0].since else entry.since,
        confidence=entry.confidence,
        last_verified=shown.last_verified,
        verified=verified,
        stale=stale,
        ask_company=_ask(platform, topic) if verdict in {"silent", "unverified"} else "",
        choices=next_of(platform, topics[0]),
    )


def _read_as_condition(platform: Platform, entry: Answer, condition: Condition) -> PartialDate | None:
    """Return the date for which a condition can stand: the newest of its own sources, or the answer's if it has none of its own."""
    if not condition.sources or entry.last_verified is None:
        return entry.last_verified
    return max((entry.source.dated for entry in cited(platform, condition.sources) if entry.source.dated), default=None)


def _past(platform: Platform, topic: Topic, entry: Answer, topics: tuple[str, ...], period: PartialDate) -> Reply:
    held = positions_during(platform, entry, period)
    when = dates.in_words(period)
    today = wording.today_it_says(topic.verdicts[entry.verdict].words, entry.headline)
    if not held:
        return Reply(
            kind="answer", platforms=(platform.slug,), topics=topics, title=platform.name, verdict="unverified", as_of=period,
            words=topic.verdicts["unverified"].words, tone=topic.verdicts["unverified"].tone, applies_to=None,
            headline=wording.not_on_record(platform.name, when), detail=today, sources=cited(platform, entry.sources),
            last_verified=None, stale=True, choices=next_of(platform, topics[0]),
        )  # fmt: skip
    last = held[-1]
    several = len(held) > 1
    verdict = last.verdict if not several or len({position.verdict for position in held}) == 1 else "depends"
    headline = wording.changed_during(when) if several else last.headline
    parts = tuple(
        ShownCondition(_span_words(position), position.verdict, position.headline, cited(platform, position.sources)) for position in held
    )
    sources = cited(platform, tuple(citation for position in held for citation in position.sources))
    return Reply(
        kind="answer",
        platforms=(platform.slug,),
        topics=topics,
        title=f"{platform.name}, {when}",
        lead=(wording.as_of(when),),
        verdict=verdict,
        words=topic.verdicts[verdict].words,
        tone=topic.verdicts[verdict].tone,
        applies_to=last.applies_to.text,
        headline=headline,
        detail=" ".join(part for part in ("" if several else last.detail, "" if last is entry else today) if part),
        conditions=parts if several else (),
        history=tuple(_earlier_change(platform, earlier) for earlier in entry.earlier if earlier not in held),
        sources=sources,
        since=held[0].since,
        confidence=entry.confidence if last is entry else None,
        last_verified=entry.last_verified if last is entry else _read_on(platform, last),
        stale=False,
        as_of=period,
        choices=next_of(platform, topics[0]),
    )


def _read_on(platform: Platform, position: Position) -> PartialDate | None:
    """Return the newest date of the sources in which a past position was read."""
    return max((entry.source.dated for entry in cited(platform, position.sources) if entry.source.dated), default=None)


def _history(platform: Platform, topics: tuple[str, ...], knowledge: Knowledge) -> Reply:
    wanted = set(topics[1:2])
    events = [event for event in platform.events if wanted & set(event.topics)]
    events = list(platform.events) if len(events) < 2 else events
    main = answer_on(platform, "ai-training")
    current = wording.on_ai_training_today(main.headline) if main else ""
    changes = tuple(
        Change(event.date, event.what, cited(platform, event.sources)) for event in sorted(events, key=lambda event: event.date)
    )
    headline = (
        wording.changes_on_record(len(changes), platform.name, dates.in_words(changes[-1].date))
        if changes and changes[-1].date
        else wording.no_entry(platform.name, knowledge.topics[HISTORY].name)
    )
    positions = tuple(_earlier_change(platform, earlier) for answer in platform.answers for earlier in answer.earlier if not changes)
    return Reply(
        kind="answer",
        platforms=(platform.slug,),
        topics=topics,
        title=platform.name,
        lead=_gone(platform),
        words=knowledge.topics[HISTORY].name,
        headline=headline,
        detail=current,
        history=changes or positions,
        sources=tuple(dict.fromkeys(entry for change in changes or positions for entry in change.sources)),
        last_verified=None,
        stale=False,
        choices=next_of(platform, topics[0]),
    )


def _gone(platform: Platform) -> tuple[str, ...]:
    """Say that a platform is retired, if it is."""
    if platform.status != "retired":
        return ()
    when = dates.in_words(platform.retired_on) if platform.retired_on else None
    return (wording.retired(platform.name, when, platform.successor),)


def _no_entry(platform: Platform, topic: Topic, topics: tuple[str, ...], knowledge: Knowledge) -> Reply:
    known = [knowledge.topics[entry.topic] for entry in platform.answers if entry.topic in knowledge.topics]
    return Reply(
        kind="answer",
        platforms=(platform.slug,),
        topics=topics,
        title=platform.name,
        verdict="unverified",
        words=wording.NOT_KNOWN,
        headline=wording.no_entry(platform.name, topic.name),
        detail=wording.on_record([topic.name for topic in known]) if known else "",
        stale=True,
        ask_company=_ask(platform, topic),
        choices=tuple(about(platform, topic) for topic in known[:4]),
    )


def step_words(step: Step) -> str:
    """Return a step in one line: who, what, where, and when the path was seen."""
    where = f" ({step.where})" if step.where else ""
    seen = f" [seen {dates.in_words(step.seen)}]" if step.seen else ""
    return f"{wording.ROLES[step.who]}: {step.do}{where}{seen}"


def _shown(platform: Platform, condition: Condition, *, asked: bool) -> ShownCondition:
    return ShownCondition(condition.applies_to.text, condition.verdict, condition.note, cited(platform, condition.sources), asked)


def _before(positions: Sequence[Earlier]) -> str:
    """Return the earlier positions in one line, newest first."""
    return "; ".join(f"{_span_words(position)}: {wording.VERDICTS[position.verdict]}" for position in positions)


def _span_words(position: Position) -> str:
    until = dates.in_words(position.until) if isinstance(position, Earlier) else None
    if position.since is None:
        return f"before {until}" if until else "now"
    since = dates.in_words(position.since)
    return f"{since} to {until}" if until else f"since {since}"


def _earlier_change(platform: Platform, earlier: Earlier) -> Change:
    return Change(
        earlier.since, f"{wording.begin_upper(_span_words(earlier))}: {earlier.headline}", cited(platform, earlier.sources), earlier.until
    )


def _ask(platform: Platform, topic: Topic) -> str:
    return topic.ask.format(platform=platform.name) if topic.ask else ""
