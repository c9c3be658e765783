"""Tell what changed between two versions of a base in terms of answers, with the texts before and after, not of lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from knowledge.load import Loaded
from knowledge.plain import as_plain
from knowledge.records import Answer, Claim, Condition, Event, Platform, Scope, Step

_TEXTS = ("headline", "detail")
_FOUNDED = ("sources", "verified_in", "verified_by", "confidence", "review_days")


def differences(before: Loaded, after: Loaded) -> Iterable[str]:
    """Return what came, went or changed, platforms in the order of their names, then phrases; texts stand below, indented."""
    old = {platform.slug: platform for platform in before.platforms}
    new = {platform.slug: platform for platform in after.platforms}
    for slug in sorted({*old, *new}):
        if slug not in new:
            yield f"{old[slug].name}: taken out"
        elif slug not in old:
            yield f"{new[slug].name}: added, with {len(new[slug].answers)} answers"
        else:
            yield from _platform(old[slug], new[slug])
    phrases = {topic.id: topic.phrases for topic in before.topics.topics}
    for topic in after.topics.topics:
        yield from _names(topic.id, "phrase", phrases.get(topic.id, ()), topic.phrases)


def _platform(old: Platform, new: Platform) -> Iterable[str]:
    if old.status != new.status:
        yield f"{new.name}: {old.status} -> {new.status}" + (f", {new.retired_on}" if new.retired_on else "")
    yield from (
        f"{new.name}: {key} {getattr(old, key) or 'none'} -> {getattr(new, key) or 'none'}"
        for key in ("name", "vendor", "kind", "homepage", "own_server", "successor")
        if getattr(old, key) != getattr(new, key)
    )
    yield from _names(new.name, "alias", (*old.aliases, *old.ordinary_aliases), (*new.aliases, *new.ordinary_aliases))
    answers = {answer.topic: answer for answer in old.answers}
    for answer in new.answers:
        was = answers.pop(answer.topic, None)
        if was is None:
            yield f"{new.name}, {answer.topic}: added ({answer.verdict}{_since(answer)})"
            yield f"  + {answer.headline}"
        else:
            yield from _answer(f"{new.name}, {answer.topic}", was, answer)
    for topic, answer in answers.items():
        yield f"{new.name}, {topic}: taken out (was {answer.verdict})"
        yield f"  - {answer.headline}"
    yield from _names(new.name, "event", [_event(event) for event in old.events], [_event(event) for event in new.events])
    yield from _claims(new.name, old.claims, new.claims)


def _event(event: Event) -> str:
    return f"{event.date}: {event.what}"


def _answer(name: str, old: Answer, new: Answer) -> Iterable[str]:
    changes = [f"{old.verdict} -> {new.verdict}{_since(new)}"] if old.verdict != new.verdict else []
    if old.since != new.since and not changes:
        changes.append(f"since {old.since or 'unknown'} -> {new.since or 'unknown'}")
    if old.last_verified != new.last_verified:
        changes.append(f"last verified {old.last_verified or 'never'} -> {new.last_verified or 'never'}")
    if old.earlier != new.earlier:
        changes.append("earlier positions changed")
    texts = [*_texts(old, new)]
    if texts:
        changes.append("reworded" if old.verdict == new.verdict else "with other texts")
    if not changes and any(getattr(old, key) != getattr(new, key) for key in _FOUNDED):
        changes.append("other sources or confidence")
    if changes:
        yield f"{name}: {'; '.join(changes)}"
        yield from texts


def _texts(old: Answer, new: Answer) -> Iterable[str]:
    """Yield the texts of an answer that changed, before and after."""
    for key in _TEXTS:
        yield from _pair(key, getattr(old, key), getattr(new, key))
    yield from _pair("applies to", _scope(old.applies_to), _scope(new.applies_to))
    yield from _both("condition", list(map(_condition, old.conditions)), list(map(_condition, new.conditions)))
    yield from _both("step", list(map(_step, old.steps)), list(map(_step, new.steps)))


def _condition(condition: Condition) -> str:
    return f"{condition.verdict}, {_scope(condition.applies_to)}: {condition.note}"


def _step(step: Step) -> str:
    return ", ".join(part for part in step if part)


def _scope(scope: Scope) -> str:
    parts = {key: value for key, value in as_plain(scope).items() if key != "text" and value}
    return scope.text + "".join(f"; {key}: {', '.join(value)}" for key, value in parts.items())


def _claims(name: str, old: Sequence[Claim], new: Sequence[Claim]) -> Iterable[str]:
    before = {claim.text: claim for claim in old}
    for claim in new:
        was = before.pop(claim.text, None)
        if was is None:
            yield f"{name}: claim added ({claim.status})"
            yield f"  + {claim.text}: {claim.why}"
        elif was != claim:
            change = f"{was.status} -> {claim.status}" if was.status != claim.status else "changed"
            yield f'{name}: claim "{claim.text}" {change}'
            yield from _pair("why", was.why, claim.why)
            yield from _both("sign", was.signs, claim.signs)
    for claim in before.values():
        yield f"{name}: claim taken out (was {claim.status})"
        yield f"  - {claim.text}"


def _names(name: str, kind: str, old: Sequence[str], new: Sequence[str]) -> Iterable[str]:
    yield from (f'{name}: {kind} added "{each}"' for each in new if each not in old)
    yield from (f'{name}: {kind} taken out "{each}"' for each in old if each not in new)


def _both(label: str, old: Sequence[str], new: Sequence[str]) -> Iterable[str]:
    yield from (f"  - {label}: {each}" for each in old if each not in new)
    yield from (f"  + {label}: {each}" for each in new if each not in old)


def _pair(label: str, old: str, new: str) -> Iterable[str]:
    if old != new:
        yield from (f"  - {label}: {old}", f"  + {label}: {new}")


def _since(answer: Answer) -> str:
    return f", since {answer.since}" if answer.since else ""
