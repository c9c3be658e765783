"""Earlier days, changes and history."""

from __future__ import annotations

from bot.replies.wording.grammar import begin_upper, on, within_sentence

NEWEST_FIRST, OLDEST_FIRST = "Newest first", "Oldest first"
WHAT_CHANGED, BEFORE_AND_AFTER = "What changed", "Before and after"


def retired(platform: str, when: str | None, successor: str | None) -> str:
    """Say that a platform is gone; `when` is None if no day is on record."""
    gone = f"{platform} was retired {on(when)}." if when else f"{platform} has been retired."
    return f"{gone} Its successor: {successor}." if successor else gone


def back_then(when: str, sentence: str) -> str:
    """Give an answer on the past."""
    return f"{begin_upper(on(when))}: {sentence}"


def not_on_record(when: str) -> str:
    """Say that nothing is known about a day in the past."""
    return f"{when}: nothing on record."


def first_on_record(platform: str, first: str) -> str:
    """Say from when on something is known ("" if no source is dated)."""
    return f"The first document on record for {platform} on this is of {first}." if first else "No source on record says a day."


def changes_named(count: int, platform: str, last: str) -> str:
    """Say how many changes on record speak of what was named, and when the last one was."""
    return (
        f"{count} change{'s' if count > 1 else ''} on record for {platform} {'speaks' if count == 1 else 'speak'} of this, the last {last}."
    )


def changes_since(count: int, platform: str, year: int, last: str) -> str:
    """Say how many changes of a platform are known from a year on, and when the last one was ("" without any)."""
    if not count:
        return f"No change on record for {platform} since {year}."
    return f"{count} change{'s' if count > 1 else ''} on record for {platform} since {year}, the last {last}."


def changes_in(count: int, platform: str, when: str = "") -> str:
    """Say how many changes of a platform are known, in a period unless that is ""."""
    at = f"at {platform} {on(when)}" if when else f"at {platform}"
    return f"{count} change{'s' if count > 1 else ''} {at} on record." if count else f"No change {at} is on record."


def no_change_on(platform: str, topic: str) -> str:
    """Say that no change is on record on a topic, though there are some on others."""
    return f"No change at {platform} is on record on {within_sentence(topic)}."


def held(span: str, sentence: str) -> str:
    """Give one of several positions with its time, unless it begins with that."""
    span = begin_upper(span)
    return sentence if sentence.startswith(span) else f"{span}: {sentence}"


def earlier_positions(spans: str) -> str:
    """Say what held before, to a question about all times."""
    return f"Before: {spans}."


def today_it_says(headline: str) -> str:
    """Give today's answer below one on the past."""
    return f"Today: {headline}"


def changed_during(when: str) -> str:
    """Say that the answer changed in a period."""
    return f"The answer changed in the course of {when}."


def today_on(topic: str, headline: str, since: str) -> str:
    """Give today's answer on a topic in a history, and since when it holds if that is not ""."""
    return f"Today, on {within_sentence(topic)}{f' (since {since})' if since else ''}: {headline}"


def holds_since(platform: str, topic: str, since: str) -> str:
    """Say since when a platform's answer on a topic has been as it is, "" if that is not known."""
    on_topic = f"{platform}'s answer on {within_sentence(topic)} is as it is today"
    return f"{on_topic} since {since}." if since else f"It is not on record since when {on_topic}."


def changes_on_record(count: int, platform: str, last: str) -> str:
    """Say how much changed at a platform, and when last."""
    return f"{count} change{'' if count == 1 else 's'} on record for {platform}, the last {last}."
