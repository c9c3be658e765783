"""The position of a platform: what followers are told of when it changes. Wording, sources and dates are no part of it.

A position is JSON: of each answer the verdict and its conditions, of each claim what there is to it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any, NamedTuple

from knowledge.records import Condition, Platform

Position = Mapping[str, Any]


class PositionChange(NamedTuple):
    """A part of a position that changed: of the answer on a `topic`, of its conditions, or of a claim on it.

    `subject` is what changed besides the answer itself: the scope of a condition or the text of a claim, "" for neither. `before` and
    `now` are verdicts, of a claim its status; None for a condition that was not there, or is not there any more.
    """

    topic: str
    kind: str
    subject: str
    before: str | None
    now: str | None


def position_of(platform: Platform) -> Position:
    """Return the position of a platform."""
    return {
        "answers": {
            answer.topic: {"verdict": answer.verdict, "conditions": sorted(map(_condition, answer.conditions), key=json.dumps)}
            for answer in platform.answers
        },
        "claims": {claim.text: {"status": claim.status, "topic": claim.topic} for claim in platform.claims},
    }


def digest_of(position: Position) -> str:
    """Return a digest of a position, the same for the same position."""
    compared = {topic: [answer["verdict"], _by_scope(answer)] for topic, answer in position["answers"].items()}
    return sha256(json.dumps([compared, position["claims"]], sort_keys=True).encode()).hexdigest()[:16]


def changes_between(before: Position, now: Position) -> tuple[PositionChange, ...]:
    """Return what changed from one position to another.

    An answer or a claim that was not there before, or is not there any more, is no change: the curators got to it, or put it in other
    words.
    """
    return (*_changed_answers(before["answers"], now["answers"]), *_changed_claims(before["claims"], now["claims"]))


def with_what_was(before: Position, now: Position) -> Position:
    """Return the position to be kept: the new one, with the answers and claims that are missing in it as they were.

    So an answer that is taken out and put back is compared with what was said last.
    """
    return {part: {**before[part], **now[part]} for part in ("answers", "claims")}


def _changed_answers(before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[PositionChange]:
    for topic, answer in now.items():
        was = before.get(topic)
        if was is None:
            continue
        if was["verdict"] != answer["verdict"]:
            yield PositionChange(topic, "answer", "", was["verdict"], answer["verdict"])
        old, new = _by_scope(was), _by_scope(answer)
        names = {_scope_key(condition): condition["text"] for condition in (*was["conditions"], *answer["conditions"])}
        for scope, name in names.items():
            if old.get(scope) != new.get(scope):
                yield PositionChange(topic, "condition", name, old.get(scope), new.get(scope))


def _changed_claims(before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[PositionChange]:
    for text, claim in now.items():
        was = before.get(text)
        if was is not None and was["status"] != claim["status"]:
            yield PositionChange(claim["topic"], "claim", text, was["status"], claim["status"])


def _condition(condition: Condition) -> dict[str, Any]:
    text, *lines = condition.applies_to
    return {"verdict": condition.verdict, "text": text, "scope": [sorted(line) for line in lines]}


def _by_scope(answer: Mapping[str, Any]) -> dict[str, str]:
    """Return the verdicts of an answer's conditions by scope; several for one scope, which is rare, stand together."""
    verdicts: dict[str, list[str]] = {}
    for condition in answer["conditions"]:
        verdicts.setdefault(_scope_key(condition), []).append(condition["verdict"])
    return {scope: "+".join(sorted(found)) for scope, found in verdicts.items()}


def _scope_key(condition: Mapping[str, Any]) -> str:
    """Return what tells a scope apart: what can be asked for, or its words if it says nothing of the kind."""
    return json.dumps(condition["scope"] if any(condition["scope"]) else condition["text"])
