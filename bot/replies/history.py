"""Reply with what changed, at all, on a topic, in a period, or in particular."""

from __future__ import annotations

from collections.abc import Sequence

from bot.replies import dates, wording
from bot.replies.offered import next_of
from bot.replies.part import said_in
from bot.replies.past import earlier_change, gone
from bot.replies.reply import Change, Evidence, Reply, Said
from bot.replies.reply_context import ReplyContext
from bot.replies.sourced import read_line
from bot.understanding.features import stem
from bot.understanding.subject import DEFAULT_TOPIC, HISTORY
from bot.understanding.text import tokens
from knowledge.base import Knowledge, answer_on, cited
from knowledge.records import Answer, Event, Platform
from knowledge.topics import Topic

AI = "ai"
FEW_CHANGES = 2
"""With fewer changes on AI training a history tells all changes."""
_OF_ANY_CHANGE = frozenset(
    "change changes changed history happened happen update updated updates new news recently latest policy over".split()
)
"""Words that ask for what changed, whatever it was."""


def reply_of_history(platform: Platform, topics: tuple[str, ...], knowledge: Knowledge, context: ReplyContext) -> Reply:
    """Return what changed on the second topic, or at all if there is none or AI training has too few changes; in a period if asked."""
    told_for = topics[1] if len(topics) > 1 else DEFAULT_TOPIC
    topic, entry = knowledge.topics[told_for], answer_on(platform, told_for)
    named = _events_named(platform, knowledge, context)
    events = sorted(named or _events(platform, topics, told_for, context), key=lambda event: event.date)
    changes = tuple(Change(event.date, event.what, cited(platform, event.sources), stayed=event.stayed) for event in events)
    headline = _counted(platform, events, topic, context, named=bool(named))
    if context.manner.since and context.period.as_of is None and context.manner.from_year is None and entry is not None:
        headline = wording.holds_since(platform.name, topic.name, dates.in_words(entry.since) if entry.since else "")
    today = wording.today_on(topic.name, entry.headline, _in_force(entry)) if entry else ""
    ended = gone(platform) if context.period.as_of is None and context.manner.from_year is None and not named else ()
    history = changes or _positions(platform, told_for, context)
    told_first = [change for change in reversed(history) if not change.stayed] or history
    deciding = next((source for change in told_first for source in change.sources), None)
    sources = tuple(dict.fromkeys(entry for change in history for entry in change.sources))
    return Reply(
        kind="answer",
        platforms=(platform.slug,),
        topics=topics,
        title=platform.name,
        said=Said(ended[0], headline) if ended else Said(headline, today),
        words=knowledge.topics[HISTORY].name,
        history=history,
        evidence=Evidence(sources, deciding=deciding, verified=read_line(deciding)),
        warnings=() if ended else gone(platform),
        choices=next_of(platform, topics[0]),
        as_of=context.period.as_of,
    )


def _events(platform: Platform, topics: Sequence[str], told_for: str, context: ReplyContext) -> list[Event]:
    """Return what happened on a topic, in the period or from the year on that is asked about."""
    period, begun = context.period.as_of, context.manner.from_year
    events = [event for event in platform.events if told_for in event.topics]
    if len(topics) == 1 or period is not None or (told_for == DEFAULT_TOPIC and len(events) < FEW_CHANGES):
        events = list(platform.events)
    if period is not None:
        return [event for event in events if event.date.first <= period.last and period.first <= event.date.last]
    return events if begun is None else [event for event in events if event.date.first.year >= begun]


def _events_named(platform: Platform, knowledge: Knowledge, context: ReplyContext) -> list[Event]:
    """Return what happened that the question names; nothing if it asks for a time."""
    if context.period.as_of is not None or context.manner.from_year is not None:
        return []
    words = [word for word in context.words if word not in _OF_ANY_CHANGE and word not in tokens(platform.name)]
    named = [event for event in platform.events if _speaks_of(event, words, knowledge)]
    return named or [event for event in platform.events if AI in words and AI in tokens(event.what)]


def _speaks_of(event: Event, words: Sequence[str], knowledge: Knowledge) -> bool:
    """Return True if an event tells of something that some words name, in its own words or in those of its topics."""
    of_topics = {stem(word) for topic in event.topics for word in knowledge.topics[topic].words}
    return not of_topics.isdisjoint(map(stem, words)) or said_in(event.what, words) > 0


def _counted(platform: Platform, events: Sequence[Event], topic: Topic, context: ReplyContext, *, named: bool) -> str:
    """Say how many changes there are, and when the last one was; what stayed as it was is none, unless there is nothing else."""
    events = [event for event in events if not event.stayed] or events
    period, begun = context.period.as_of, context.manner.from_year
    last = dates.in_words(events[-1].date) if events else ""
    if period is None and begun is not None:
        return wording.changes_since(len(events), platform.name, begun, last)
    if named:
        return wording.changes_named(len(events), platform.name, last)
    if events and period is None:
        return wording.changes_on_record(len(events), platform.name, last)
    if platform.events and period is None:
        return wording.no_change_on(platform.name, topic.name)
    return wording.changes_in(len(events), platform.name, dates.in_words(period) if period else "")


def _positions(platform: Platform, told_for: str, context: ReplyContext) -> tuple[Change, ...]:
    """Return the earlier positions on a topic, which stand for its changes if no event is on record; none if a time is asked about."""
    if context.period.as_of is not None or context.manner.from_year is not None:
        return ()
    answers = (answer for answer in platform.answers if told_for in {answer.topic, DEFAULT_TOPIC})
    return tuple(earlier_change(platform, earlier) for answer in answers for earlier in answer.earlier)


def _in_force(entry: Answer) -> str:
    """Return since when an answer holds, in words; "" if that is not known or stands in its headline."""
    since = dates.in_words(entry.since) if entry.since else ""
    return "" if since in entry.headline else since
