"""Claims on record: known sentences of posts, each with its own judgement and its why."""

from __future__ import annotations

import hashlib

from bot.replies import dates, wording
from bot.replies.claims.judging import Judgement
from knowledge.base import answer_on, cited, positions_during
from knowledge.dates import PartialDate
from knowledge.records import Claim, Platform


def judge_listed(platform: Platform, claim: Claim, day: PartialDate | None) -> Judgement:
    """Return what is on record on a claim."""
    return Judgement(
        status=claim.status,
        true_since=claim.true_since,
        true_until=claim.true_until,
        now=claim.why,
        then=_then(platform, claim, day) if day is not None else None,
        sources=cited(platform, claim.sources),
    )


def listed_name(platform: Platform, claim: Claim) -> str:
    """Return a name that outlives a restart and has none of a post's words: platform and a digest of the claim."""
    return f"{platform.slug}.{hashlib.sha256(claim.text.encode()).hexdigest()[:6]}"


def _then(platform: Platform, claim: Claim, day: PartialDate) -> str:
    entry = answer_on(platform, claim.topic)
    positions = positions_during(platform, entry, day) if entry is not None else ()
    parts = []
    if claim.status != "partly" and (claim.true_since is not None or claim.true_until is not None):
        parts.append(wording.was_true(_held(claim, day)))
    elif claim.status == "false" and positions:
        parts.append(wording.NEVER_TRUE)
    parts += [position.headline for position in positions if position is not entry]
    return " ".join(parts) or (wording.SAME_THEN if positions else wording.nothing_on_record(dates.in_words(day)))


def _held(claim: Claim, day: PartialDate) -> str:
    """Return whether a claim was true on a day, in words that follow "it was"."""
    if claim.true_since is not None and claim.true_since.first > day.last:
        return wording.NOT_YET_TRUE
    if claim.true_until is None or claim.true_until.first > day.last:
        return wording.TRUE_THEN
    if claim.true_until.last >= day.first:
        return wording.true_until(dates.in_words(claim.true_until))
    return wording.NO_LONGER_TRUE
