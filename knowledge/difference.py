"""What changed between two versions of a base in terms of answers, not of lines."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.load import Loaded
from knowledge.records import Answer, Platform

_WORDED = ("headline", "detail", "conditions", "steps")
_FOUNDED = ("sources", "last_verified", "confidence", "review_days")


def differences(before: Loaded, after: Loaded) -> Iterable[str]:
    """Return one line for each platform or answer that came, went or changed, in the order of the names."""
    old = {platform.slug: platform for platform in before.platforms}
    new = {platform.slug: platform for platform in after.platforms}
    for slug in sorted({*old, *new}):
        if slug not in new:
            yield f"{old[slug].name}: taken out"
        elif slug not in old:
            yield f"{new[slug].name}: added, with {len(new[slug].answers)} answers"
        else:
            yield from _platform(old[slug], new[slug])


def _platform(old: Platform, new: Platform) -> Iterable[str]:
    if old.status != new.status:
        yield f"{new.name}: {old.status} -> {new.status}" + (f", {new.retired_on}" if new.retired_on else "")
    answers = {answer.topic: answer for answer in old.answers}
    for answer in new.answers:
        was = answers.pop(answer.topic, None)
        if was is None:
            yield f"{new.name}, {answer.topic}: added ({answer.verdict}{_since(answer)})"
        elif change := _answer(was, answer):
            yield f"{new.name}, {answer.topic}: {change}"
    yield from (f"{new.name}, {topic}: taken out (was {answer.verdict})" for topic, answer in answers.items())
    for part in ("events", "claims"):
        count = len(getattr(new, part)) - len(getattr(old, part))
        if count:
            yield f"{new.name}: {abs(count)} {part} {'added' if count > 0 else 'taken out'}"


def _answer(old: Answer, new: Answer) -> str:
    if old.verdict != new.verdict:
        return f"{old.verdict} -> {new.verdict}{_since(new)}"
    changes = []
    if old.since != new.since:
        changes.append(f"since {old.since or 'unknown'} -> {new.since or 'unknown'}")
    if old.last_verified != new.last_verified:
        changes.append(f"last verified {old.last_verified or 'never'} -> {new.last_verified or 'never'}")
    if old.earlier != new.earlier:
        changes.append("earlier positions changed")
    if any(getattr(old, name) != getattr(new, name) for name in _WORDED) or old.applies_to != new.applies_to:
        changes.append("reworded")
    elif not changes and any(getattr(old, name) != getattr(new, name) for name in _FOUNDED):
        changes.append("other sources or confidence")
    return "; ".join(changes)


def _since(answer: Answer) -> str:
    return f", since {answer.since}" if answer.since else ""
