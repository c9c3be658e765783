"""Lay the claims of a post out: a summary as the first line, then each sentence with what there is to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bot.replies import dates, wording
from bot.replies.blocks import Block, BlockRole, Heading, Paragraph, Sources
from bot.replies.claims.finding import FoundClaim
from bot.replies.claims.judging import in_words
from bot.understanding.text import tokens
from knowledge.dates import PartialDate

MOST_SOURCES = 3
"""More sources than this are left to the answer itself: a post with nine claims would fill screens with them."""


def lay_out_claims(found: Sequence[FoundClaim], day: PartialDate | None) -> tuple[Block, ...]:
    """Return the blocks of a post's claims: a summary, then each sentence, what holds today, what held on the post's date, the sources.

    A sentence is quoted once, however many claims it makes, and not above a claim in the same words.
    """
    if not found:
        return (Paragraph(wording.NO_CLAIM),)
    blocks: list[Block] = [Heading(summary(found))]
    quoted = ""
    for number, claim in enumerate(found, start=1):
        judgement = claim.judgement
        if claim.sentence in {"", quoted} or tokens(claim.sentence) == tokens(claim.text):
            blocks.append(Paragraph(f"{claim.text}.", f"{number}. {wording.CLAIM}", BlockRole.CLAIM))
        else:
            blocks.append(Paragraph(f"{number}. “{claim.sentence}”", role=BlockRole.CLAIM))
            blocks.append(Paragraph(f"{claim.text}.", wording.CLAIM, BlockRole.FINDING))
        quoted = claim.sentence
        blocks.append(Paragraph(in_words(judgement, claim.stance), wording.TODAY, BlockRole.FINDING))
        if judgement.then is not None and day is not None:
            blocks.append(Paragraph(judgement.then, wording.begin_upper(wording.on(dates.in_words(day))), BlockRole.FINDING))
        blocks.append(Sources(judgement.sources[:MOST_SOURCES]))
    return tuple(blocks)


def summary(found: Sequence[FoundClaim]) -> str:
    """Return how many claims there are and what there is to them, in one sentence."""
    counted = Counter(_kind(claim) for claim in found)
    return wording.claims_summary(len(found), [f"{counted[kind]} {kind}" for kind in sorted(counted, key=_order)])


def _kind(claim: FoundClaim) -> str:
    """Return under what a claim is counted."""
    status, until = claim.judgement.status, claim.judgement.true_until
    if claim.stance == "denied":
        return wording.REJECTED_RIGHTLY if status in {"false", "outdated"} else wording.REJECTED
    if claim.stance == "alleged" and status != "true":
        return wording.ALLEGED
    if status == "outdated" and until is not None:
        return wording.true_until_month(dates.in_words(PartialDate(until[: len("2023-08")])))
    return wording.CLAIMS_COUNTED[status]


def _order(kind: str) -> tuple[int, str]:
    """Return the place of a kind in the summary: what is wrong today comes first."""
    places = [*wording.CLAIMS_COUNTED.values(), wording.ALLEGED, wording.REJECTED_RIGHTLY, wording.REJECTED]
    return (places.index(kind) if kind in places else 1, kind)
