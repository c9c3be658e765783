"""Reply with what held on a day in the past, and with what changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.replies import dates, wording
from bot.replies.asking import Asking
from bot.replies.offered import next_of
from bot.replies.part import said_in
from bot.replies.reply import Change, Evidence, Reply, Said, ShownCondition
from bot.replies.sourced import deciding_source, read_as_position, read_line
from bot.understanding.subject import DEFAULT_TOPIC, HISTORY
from knowledge.base import Knowledge, Position, answer_on, cited, known_from
from knowledge.dates import PartialDate
from knowledge.records import Answer, Earlier, Platform
from knowledge.topics import Topic

FEW_CHANGES = 2
"""With fewer changes on AI training a history tells all changes."""
_OF_ANY_CHANGE = frozenset(
    "change changes changed history happened happen update updated updates new news recently latest policy over".split()
)
"""Words that ask for what changed, whatever it was."""


def reply_of_past(
    platform: Platform, topic: Topic, entry: Answer, topics: tuple[str, ...], period: PartialDate, held: Sequence[Position]
) -> Reply:
    """Return what held in a period by the positions that fall into it; without any, that nothing is on record."""
    when = dates.in_words(period)
    today = wording.today_it_says(entry.headline)
    base = Reply(
        kind="answer", platforms=(platform.slug,), topics=topics, title=f"{platform.name}, {when}", as_of=period,
        choices=next_of(platform, topics[0]),
    )  # fmt: skip
    if not held:
        return base._replace(
            said=Said(wording.not_on_record(when), wording.first_on_record(platform.name, _first_known(platform, entry))),
            verdict="unverified",
            words=topic.verdicts["unverified"].short,
            evidence=Evidence(stale=True),
        )
    last = held[-1]
    deciding = deciding_source(platform, last, None)
    several = len(held) > 1
    verdict = last.verdict if not several or len({position.verdict for position in held}) == 1 else "depends"
    parts = tuple(
        ShownCondition(span_words(position), position.verdict, position.headline, cited(platform, position.sources)) for position in held
    )
    return base._replace(
        said=Said(
            wording.changed_during(when) if several else wording.back_then(when, topic.verdicts[verdict].sentence(platform, past=True)),
            wording.held_last(span_words(last), last.headline) if several else last.headline,
            " ".join(part for part in ("" if several else last.detail, "" if last is entry else today) if part),
        ),
        verdict=verdict,
        words=topic.verdicts[verdict].short,
        tone=topic.verdicts[verdict].tone,
        applies_to=last.applies_to.text,
        since=held[0].since,
        conditions=parts if several else (),
        history=tuple(earlier_change(platform, earlier) for earlier in entry.earlier if earlier not in held),
        evidence=Evidence(
            sources=cited(platform, tuple(citation for position in held for citation in position.sources)),
            deciding=deciding,
            confidence=entry.confidence if last is entry and entry.last_verified else None,
            last_verified=entry.last_verified if last is entry else read_as_position(platform, last),
            verified=read_line(deciding),
        ),
    )


def _first_known(platform: Platform, entry: Answer) -> str:
    """Return the first day on record in words, "" if there is none."""
    positions: tuple[Position, ...] = (entry, *entry.earlier)
    first = min(day for position in positions if (day := known_from(platform, position)) is not None)
    return "" if first == date.max else dates.in_words(PartialDate(first.isoformat()))


def reply_of_history(platform: Platform, topics: tuple[str, ...], knowledge: Knowledge, asking: Asking) -> Reply:
    """Return what changed on the second topic, or at all if there is none or AI training has too few changes; in a period if asked."""
    period, told_for = asking.period.as_of, topics[1] if len(topics) > 1 else DEFAULT_TOPIC
    events = [event for event in platform.events if told_for in event.topics]
    if len(topics) == 1 or period is not None or (told_for == DEFAULT_TOPIC and len(events) < FEW_CHANGES):
        events = list(platform.events)
    if period is not None:
        events = [event for event in events if event.date.first <= period.last and period.first <= event.date.last]
    begun = asking.manner.from_year if period is None else None
    if begun is not None:
        events = [event for event in events if event.date.first.year >= begun]
    words = [word for word in asking.words if word not in _OF_ANY_CHANGE and begun is None]
    named = [event for event in platform.events if said_in(event.what, words)] if period is None else []
    events = named or events
    entry = answer_on(platform, told_for)
    current = wording.today_on(knowledge.topics[told_for].name, entry.headline, _in_force(entry)) if entry else ""
    changes = tuple(
        Change(event.date, event.what, cited(platform, event.sources)) for event in sorted(events, key=lambda event: event.date)
    )
    last = dates.in_words(changes[-1].date) if changes and changes[-1].date else ""
    headline = (
        wording.changes_since(len(changes), platform.name, begun, last)
        if begun is not None
        else wording.changes_named(len(changes), platform.name, dates.in_words(changes[-1].date))
        if named and changes[-1].date
        else wording.changes_on_record(len(changes), platform.name, dates.in_words(changes[-1].date))
        if changes and changes[-1].date and period is None
        else wording.changes_in(len(changes), platform.name, dates.in_words(period) if period else "")
    )
    if asking.manner.since and period is None and begun is None and entry is not None:
        since = dates.in_words(entry.since) if entry.since else ""
        headline = wording.holds_since(platform.name, knowledge.topics[told_for].name, since)
    positions = tuple(
        earlier_change(platform, earlier)
        for answer in platform.answers
        for earlier in answer.earlier
        if not changes and period is None and begun is None and told_for in {answer.topic, DEFAULT_TOPIC}
    )
    deciding = next((source for change in reversed(changes or positions) for source in change.sources), None)
    return Reply(
        kind="answer",
        platforms=(platform.slug,),
        topics=topics,
        title=platform.name,
        said=Said(headline, current),
        warnings=gone(platform),
        words=knowledge.topics[HISTORY].name,
        history=changes or positions,
        evidence=Evidence(
            sources=tuple(dict.fromkeys(entry for change in changes or positions for entry in change.sources)),
            deciding=deciding,
            verified=read_line(deciding),
        ),
        as_of=period,
        choices=next_of(platform, topics[0]),
    )


def _in_force(entry: Answer) -> str:
    """Return since when an answer holds, in words; "" if that is not known or stands in its headline."""
    since = dates.in_words(entry.since) if entry.since else ""
    return "" if since in entry.headline else since


def gone(platform: Platform) -> tuple[str, ...]:
    """Say that a platform is retired, if it is."""
    if platform.status != "retired":
        return ()
    when = dates.in_words(platform.retired_on) if platform.retired_on else None
    return (wording.retired(platform.name, when, platform.successor),)


def before_words(positions: Sequence[Earlier]) -> str:
    """Return the earlier positions in one line, newest first."""
    return "; ".join(f"{span_words(position)}: {wording.VERDICTS[position.verdict]}" for position in positions)


def span_words(position: Position) -> str:
    """Return from when to when a position held."""
    until = dates.in_words(position.until) if isinstance(position, Earlier) else None
    if position.since is None:
        return f"before {until}" if until else "now"
    since = dates.in_words(position.since)
    return f"{since} to {until}" if until else f"since {since}"


def earlier_change(platform: Platform, earlier: Earlier) -> Change:
    """Return an earlier position as a line of a history."""
    return Change(
        earlier.since, f"{wording.begin_upper(span_words(earlier))}: {earlier.headline}", cited(platform, earlier.sources), earlier.until
    )
