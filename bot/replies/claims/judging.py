"""Judge a claim by the answers on record: what holds today, and what held on the day of the post."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from bot.replies import dates, wording
from bot.understanding.posts.named_part import NamedPart
from bot.understanding.posts.stance import Side, Stance
from knowledge.base import Cited, Knowledge, Position, answer_on, cited, positions_during
from knowledge.dates import PartialDate
from knowledge.records import Answer, Condition, Earlier, Platform
from knowledge.topics import Topic
from knowledge.vocabulary import OPEN_VERDICTS, YES_LIKE, Verdict

Status = Literal["true", "outdated", "false", "partly", "unknown"]


class Judgement(NamedTuple):
    """What there is to a claim: today, when it was true, and, if the day of the post is known, what held then.

    `by_part` tells that a part of the answer decided: for a plan, a region, a role or a kind of data that the claim names.
    """

    status: Status
    true_since: PartialDate | None
    true_until: PartialDate | None
    now: str
    then: str | None
    sources: tuple[Cited, ...]
    by_part: bool = False


def judge(knowledge: Knowledge, slug: str, topic: str, side: Side, named: NamedPart, day: PartialDate | None) -> Judgement | None:
    """Judge a side of a topic's question on a platform; None if the base does not speak of the topic.

    What is named decides which part of the answer counts.
    """
    platform = knowledge.platforms[slug]
    entry = answer_on(platform, topic)
    if entry is None:
        return None
    part = _part(entry.conditions, named)
    if part is not None:
        return _by_part(platform, entry, part, side, day)
    elsewhere = bool(named.data & {"chat", "files"}) and not _speaks_of_chats(entry)
    status: Status = "unknown" if elsewhere else _compare(entry.verdict, side)
    was_true = next((position for position in entry.earlier if _compare(position.verdict, side) == "true"), None)
    exception = None
    if status == "false":
        exception = next((part for part in entry.conditions if _compare(part.verdict, side) == "true"), None)
    since, until = (entry.since, None) if status == "true" else (None, None)
    if status in {"false", "unknown"} and was_true is not None and not elsewhere:
        status, since, until, exception = "outdated", was_true.since, was_true.until, None
    elif exception is not None:
        status = "partly"
    said = [
        entry.headline,
        entry.detail if elsewhere else "",
        f"{wording.begin_upper(exception.applies_to.text)}: {exception.note}" if exception else "",
    ]
    return Judgement(
        status,
        since,
        until,
        " ".join(part for part in said if part),
        _held_then(positions_during(platform, entry, day), entry, side, day) if day is not None else None,
        cited(platform, entry.sources),
    )


def _compare(verdict: Verdict, side: Side) -> Status:
    """Return whether a position bears a side out."""
    if verdict in OPEN_VERDICTS or not side:
        return "unknown"
    if verdict == "depends" or verdict == "opt-in":
        return "partly"
    return "true" if (verdict in YES_LIKE) == (side == "yes") else "false"


def _speaks_of_chats(entry: Answer) -> bool:
    """Return True if an answer's headline, which is about calls, holds for messages too."""
    return re.search(r"\b(?:messages?|chats?|posts?|dms?|files|content|everything)\b", entry.headline, re.IGNORECASE) is not None


def _part(conditions: Sequence[Condition], named: NamedPart) -> Condition | None:
    """Return the part of an answer that speaks of just what is named: plan, region, role or kind of data."""
    met = [(_lines(condition, named), -number) for number, condition in enumerate(conditions)]
    best, number = max(met, default=(0, 0))
    return conditions[-number] if best else None


def _lines(condition: Condition, named: NamedPart) -> int:
    """Return along how many lines a condition speaks of what is named; 0 if it speaks of something else along one."""
    scope, asked = condition.applies_to, named.scope
    lines = ((asked.plans, scope.plan), (asked.regions, scope.region), (asked.roles, scope.role), (tuple(named.data), scope.data))
    if any(set(wanted).isdisjoint(told) for wanted, told in lines if told and wanted):
        return 0
    unnamed = any(told and not wanted for wanted, told in lines[:1])
    return 0 if unnamed else sum(bool(wanted and told) for wanted, told in lines)


def _by_part(platform: Platform, entry: Answer, part: Condition, side: Side, day: PartialDate | None) -> Judgement:
    status = _compare(part.verdict, side)
    scope = part.applies_to
    if status == "true" and _compare(entry.verdict, side) != "true" and not (scope.plan or scope.region or scope.role):
        status = "partly"  # some of the data is not all of it
    then = None
    if day is not None:
        held = part.since is not None and part.since.first <= day.last
        earlier = [position for position in positions_during(platform, entry, day) if isinstance(position, Earlier)]
        then = wording.SAME_THEN if held else _held_then(earlier, entry, side, day)
    return Judgement(
        status,
        part.since if status == "true" else None,
        None,
        f"{wording.begin_upper(part.applies_to.text)}: {part.note}",
        then,
        cited(platform, part.sources or entry.sources),
        by_part=True,
    )


def _held_then(positions: Sequence[Position], entry: Answer, side: Side, day: PartialDate) -> str:
    """Return what held on a day: whether a claim was true then, and the positions of then that are not today's."""
    if not positions:
        return wording.nothing_on_record(dates.in_words(day))
    found = {_compare(position.verdict, side) for position in positions}
    said = [_held(found, positions, entry)] if found <= {"true", "false"} else []
    said += [position.headline for position in positions if position is not entry]
    return " ".join(part for part in said if part) or wording.SAME_THEN


def _held(found: set[Status], positions: Sequence[Position], entry: Answer) -> str:
    if found == {"true"}:
        return wording.was_true(wording.TRUE_THEN)
    if found == {"false"}:
        dated = all(position.since is not None or isinstance(position, Earlier) for position in positions)
        return wording.NEVER_TRUE if dated else wording.SAME_THEN if positions == (entry,) else ""
    ended = next((position.until for position in positions if isinstance(position, Earlier)), None)
    return wording.was_true(wording.true_until(dates.in_words(ended))) if ended else ""


def in_words(judgement: Judgement, stance: Stance) -> str:
    """Say what holds today of a claim."""
    verdict = wording.CLAIM_STANCE.get(stance, {}).get(judgement.status) or wording.CLAIM_STATUS[judgement.status]
    return f"{verdict} {judgement.now}".strip()


def claim_in_words(platform: Platform, topic: Topic, side: Side) -> str:
    """Say what a sentence claims."""
    return topic.claims.of(side, platform) or wording.CLAIM_WITHOUT_SIDE.format(platform=platform.name, topic=topic.name)
