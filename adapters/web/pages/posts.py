"""A post with its claims marked where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from bot.replies import dates, wording
from bot.replies.claims import FoundClaim
from bot.replies.claims.judging import in_words
from bot.understanding.posts.sentences import split_post
from knowledge.base import Cited
from knowledge.dates import PartialDate


class Marked(NamedTuple):
    """A sentence of the post and the numbers of the claims that it makes."""

    text: str
    claims: tuple[int, ...]


class ShownClaim(NamedTuple):
    """A claim under its number; `counted` is what there is to it in a word or two, `then` what held on the day of the post."""

    number: int
    claim: FoundClaim
    counted: str
    now: str
    then: str
    sources: tuple[Cited, ...]


class CheckedPost(NamedTuple):
    """The post in its paragraphs, and what there is to its claims; `when` begins the sentence on the day of the post."""

    paragraphs: tuple[tuple[Marked, ...], ...]
    claims: tuple[ShownClaim, ...]
    when: str


def checked_post(post: str, found: Sequence[FoundClaim], day: PartialDate | None) -> CheckedPost:
    """Lay a post out with its claims. It is shown as it was read: without markup, links and pictures."""
    places: dict[str, list[int]] = {}
    for number, claim in enumerate(found, start=1):
        places.setdefault(claim.sentence, []).append(number)
    paragraphs = tuple(
        tuple(Marked(sentence.text, tuple(places.get(sentence.text, ()))) for sentence in sentences)
        for _, sentences in groupby(split_post(post), key=lambda sentence: sentence.paragraph)
    )
    when = wording.begin_upper(wording.on(dates.in_words(day))) if day else ""
    return CheckedPost(paragraphs, tuple(_shown(number, claim) for number, claim in enumerate(found, start=1)), when)


def _shown(number: int, claim: FoundClaim) -> ShownClaim:
    judgement = claim.judgement
    counted = wording.CLAIMS_COUNTED[judgement.status]
    return ShownClaim(number, claim, counted, in_words(judgement, claim.stance), judgement.then or "", judgement.sources)
