"""Reply with what changed, at all, on a topic, in a period, or in particular."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.replies import dates, wording
from bot.replies.offered import next_of
from bot.replies.part import said_in
from bot.replies.past import earlier_change, gone
from bot.replies.reply import Change, Evidence, Reply, Said
from bot.replies.reply_context import ReplyContext
from bot.replies.sourced import read_line
from bot.understanding.features import stem
from bot.understanding.periods import ASKING_TODAY
from bot.understanding.subject import DEFAULT_TOPIC, HISTORY
from bot.understanding.text import tokens
from knowledge.base import Knowledge, answer_on, cited
from knowledge.dates import PartialDate
from knowledge.records import Answer, Event, Platform
from knowledge.topics import Topic

AI = "ai"
FEW_CHANGES = 2
"""With fewer changes on AI training a history tells all changes."""
LONGEST_CHANGES = 250
"""Two changes stand in the brief of a history if they are no longer than this together, else one."""
LEAST_SHARE = 0.5
"""An event is one that a question names if it has half as many of its words as the one that has most."""
YEAR = re.compile(r"20\d\d")
_OF_ANY_CHANGE = frozenset(
    "change changes changed history happened happen update updated updates new news recently latest policy rule rules over".split()
)
"""Words that ask for what changed, whatever it was."""


def reply_of_history(platform: Platform, topics: tuple[str, ...], knowledge: Knowledge, context: ReplyContext) -> Reply:
    """Return what changed on the second topic, or at all if there is none or AI training has too few changes; in a period if asked.

    Whoever asks for today as well gets today's answer beside it.
    """
    named = _events_named(platform, knowledge, context)
    told_for = topics[1] if len(topics) > 1 else _topic_of(named, knowledge, context)
    topic, entry = knowledge.topics[told_for], answer_on(platform, told_for)
    events = sorted(named or _events(platform, topics, told_for, context), key=lambda event: event.date)
    turns = _turns(entry) if entry else frozenset[PartialDate]()
    changes = tuple(
        Change(event.date, event.what, cited(platform, event.sources), stayed=event.stayed, turned=event.date in turns) for event in events
    )
    headline = _counted(platform, events, topic, context, named=bool(named))
    if context.manner.since and context.period.as_of is None and context.manner.from_year is None and entry is not None:
        headline = wording.holds_since(platform.name, topic.name, dates.in_words(entry.since) if entry.since else "")
    today = wording.today_on(topic.name, entry.headline, _in_force(entry)) if entry else ""
    asks_today = bool(today) and not ASKING_TODAY.isdisjoint(context.said)
    ended = gone(platform) if context.period.as_of is None and context.manner.from_year is None and not named else ()
    history = changes or _positions(platform, told_for, context)
    shown = first_changes(history, of_period=context.period.as_of is not None)
    deciding = next((source for change in shown for source in change.sources), None)
    sources = tuple(dict.fromkeys(entry for change in history for entry in change.sources))
    return Reply(
        kind="answer",
        platforms=(platform.slug,),
        topics=topics,
        title=platform.name,
        said=Said(ended[0], headline) if ended else Said(headline, "" if asks_today else today),
        words=knowledge.topics[HISTORY].name,
        history=history,
        lead=(today,) if asks_today else (),
        evidence=Evidence(sources, deciding=deciding, verified=read_line(deciding)),
        warnings=() if ended else gone(platform),
        choices=next_of(platform, topics[0]),
        as_of=context.period.as_of,
    )


def first_changes(history: Sequence[Change], *, of_period: bool) -> tuple[Change, ...]:
    """Return the changes that stand in the brief of a history, two if they are short: the newest; of a period what turned the answer.

    What tells that something stayed as it was stands in the details, unless there is nothing else.
    """
    changes = [change for change in history if not change.stayed] or list(history)
    turns = [change for change in changes if change.turned]
    if of_period:
        last_turn = turns[-1:] or changes[:1]
        pair = [turns[0], turns[-1]] if len(turns) > 1 else changes[:2]
    else:
        last_turn, pair = changes[-1:], changes[:-3:-1]
    return tuple(pair if sum(len(change.what) for change in pair) <= LONGEST_CHANGES else last_turn)


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
    asked = [word for word in context.words if word not in _OF_ANY_CHANGE and word not in tokens(platform.name)]
    years = [word for word in asked if YEAR.fullmatch(word)]
    words = [word for word in asked if word not in years]
    events = [event for event in platform.events if not years or str(event.date.first.year) in years]
    found = {event: _words_on(event, words, knowledge) for event in events}
    if most := max(found.values(), default=0):
        return [event for event, count in found.items() if count >= most * LEAST_SHARE]
    return [event for event in events if years or (AI in words and AI in tokens(event.what))]


def _words_on(event: Event, words: Sequence[str], knowledge: Knowledge) -> int:
    """Return how many of some words an event is about, by its own words or those of its topics."""
    of_topics = {stem(word) for topic in event.topics for word in knowledge.topics[topic].words}
    return len(of_topics.intersection(map(stem, words))) + said_in(event.what, words)


def _topic_of(events: Sequence[Event], knowledge: Knowledge, context: ReplyContext) -> str:
    """Return the topic of some events that the question names by a word of it; AI training without one."""
    topics = (topic for event in events for topic in event.topics if context.names(knowledge.topics[topic]))
    return next(topics, DEFAULT_TOPIC)


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


def _turns(entry: Answer) -> frozenset[PartialDate]:
    """Return the days on which an answer became another."""
    days = (entry.since, *(day for earlier in entry.earlier for day in (earlier.since, earlier.until)))
    return frozenset(day for day in days if day is not None)


def _in_force(entry: Answer) -> str:
    """Return since when an answer holds, in words; "" if that is not known or stands in its headline."""
    since = dates.in_words(entry.since) if entry.since else ""
    return "" if since in entry.headline else since
