"""Lay out what holds at several platforms: a sentence on each, and a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.replies import dates, wording
from bot.replies.blocks import Block, BlockRole, Points, Row, Table
from bot.replies.first_line import first_line, said_first, with_opening
from bot.replies.not_on_record import missing_in_all, tells_of_it, without
from bot.replies.openings import is_hedged
from bot.replies.part import SENTENCE_END
from bot.replies.reply import Reply


def side_by_side(reply: Reply) -> Iterable[Block]:
    """Yield what holds at each of several platforms, in sentences and as a table; that is left out if no cell can say it, as of changes.

    In a list only those have a sentence of which a few words would leave out on what it depends, or what is not covered.
    """
    if reply.kind not in {"compare", "alternatives"}:
        return
    told = [below for below in reply.replies if reply.kind == "compare" or below.verdict == "depends" or below.said.limit]
    if told:
        yield Points(wording.ON_EACH, tuple(told_at_each(told)), BlockRole.HEADLINE)
    if any(below.verdict for below in reply.replies):
        cells = zip(reply.replies, cells_of(reply.replies), tells_of_it(reply.replies), strict=True)
        yield Table(wording.TABLE_COLUMNS, tuple(_row(below, words, tells=tells) for below, words, tells in cells))


def told_at_each(replies: Sequence[Reply]) -> list[str]:
    """Return what the brief of each answer says by itself, but for what it says of all of them."""
    missing = missing_in_all(replies)
    return [_said_besides_verdict(without(missing, reply)) for reply in replies]


def _said_besides_verdict(reply: Reply) -> str:
    """Return what the brief of a reply says, without the sentence of the verdict if the headline leaves out nothing but that."""
    said, part, first = reply.said, reply.part, said_first(reply)
    on_part = part.of_part or bool(part.about) or part.place is not None
    if not reply.evidence.sources:
        return first_line(reply)
    if said.headline and not on_part and said.limit in said.headline:
        return with_opening(reply, said.headline)
    told = (with_opening(reply, first.sentence), first.added, SENTENCE_END.split(said.limit)[0] if has_exception(reply) else "")
    return " ".join(filter(None, told))


def has_exception(reply: Reply) -> bool:
    """Return True if otherwise holds for some of what is asked, which neither sentence nor headline says."""
    return reply.said.limit not in f"{reply.said.sentence} {reply.said.headline}"


def cells_of(replies: Sequence[Reply]) -> list[str]:
    """Return the answers of several platforms in a few words each; of one that has nothing on what is asked, that."""
    return [
        _short_answer(reply) if tells else wording.NO_SHORT_ANSWER if reply.is_told_in_words else wording.NOTHING_ON_IT
        for reply, tells in zip(replies, tells_of_it(replies), strict=True)
    ]


def _short_answer(reply: Reply) -> str:
    """Return the verdict in a few words, no stronger than the answer opens by itself."""
    if reply.verdict not in {"yes", "no"}:
        return reply.words
    return wording.hedged_cell(reply.words) if is_hedged(reply) else wording.limited_cell(reply.words) if reply.said.limit else reply.words


def _row(reply: Reply, words: str, *, tells: bool) -> Row:
    day, stale = reply.evidence.last_verified, reply.evidence.stale
    when = dates.in_words(day) if day else wording.NEVER_DATED
    verified = f"{when} ({wording.CHECK_AGAIN})" if stale and day else when
    return Row(
        (reply.title, words, reply.applies_to or wording.NOT_ON_RECORD, verified),
        reply.tone if tells else "neutral",
        wording.checked_in_cell(when, overdue=stale) if day else wording.NOT_DATED,
    )
