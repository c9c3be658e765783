"""Lay a reply out as blocks, in the order in which a person should read it; every surface renders the same blocks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from bot.replies import dates, wording
from bot.replies.reply import Change, Choice, Reply
from knowledge.base import Cited
from knowledge.dates import PartialDate
from knowledge.vocabulary import Tone

if TYPE_CHECKING:
    from bot.replies.claims import FoundClaim

LONGEST_TITLE = 300
"""A source's title is shown up to this length even if there is room: longer ones are whole paragraphs."""


class BlockRole(StrEnum):
    """What a block is for. Surfaces and `bot.replies.shorten` decide by it; nothing decides by the words of a label."""

    VERDICT = "verdict"
    WARNING = "warning"
    HEADLINE = "headline"
    DETAIL = "detail"
    SCOPE = "scope"
    SINCE = "since"
    CONDITIONS = "conditions"
    STEPS = "steps"
    HISTORY = "history"
    ASK_COMPANY = "ask-company"
    SOURCES = "sources"
    VERIFIED = "verified"
    CLAIM = "claim"
    """The first block of a claim; a part of the card begins with it."""
    FINDING = "finding"
    """What is true of a claim, today or on its date."""
    NOTE = "note"
    """Any other sentence: help, privacy, notices."""
    CHOICES = "choices"


class Heading(NamedTuple):
    """The first line: whom the reply is about, the verdict in words, and its tone."""

    text: str
    tone: Tone = "neutral"
    role: BlockRole = BlockRole.VERDICT


class Text(NamedTuple):
    """A paragraph, with or without a label in front of it."""

    text: str
    label: str = ""
    role: BlockRole = BlockRole.NOTE


class Points(NamedTuple):
    """A labelled list."""

    label: str
    points: tuple[str, ...]
    role: BlockRole = BlockRole.NOTE


class Sources(NamedTuple):
    """Sources, each with its link.

    A title is shown up to `longest_title` characters, with section, publisher and dates behind it if `dated`; `left_out` is how many
    sources had no room at all, which a surface says.
    """

    sources: tuple[Cited, ...]
    longest_title: int = LONGEST_TITLE
    dated: bool = True
    left_out: int = 0
    role: BlockRole = BlockRole.SOURCES


class Choices(NamedTuple):
    """What can be asked next."""

    choices: tuple[Choice, ...]
    role: BlockRole = BlockRole.CHOICES


class Table(NamedTuple):
    """Replies side by side: the names of the columns, and a row for each platform."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Heading | Text | Points | Sources | Choices


def lay_out(reply: Reply) -> tuple[Block, ...]:
    """Return the blocks of a reply; of several answers in it, each in brief with its own sources."""
    blocks = [*_warnings(reply), *_heading(reply), *_statement(reply)]
    if reply.replies:
        for below in reply.replies:
            headline = Text(below.headline, role=BlockRole.HEADLINE)
            blocks += [*_heading(below), *_warnings(below), headline, *_scope(below), *_evidence(below)]
    else:
        blocks += [*_scope(reply), *_particulars(reply), *_evidence(reply)]
    return (*blocks, Choices(reply.choices)) if reply.choices else tuple(blocks)


def _warnings(reply: Reply) -> Iterable[Block]:
    return (Text(text, role=BlockRole.WARNING) for text in reply.lead)


def _heading(reply: Reply) -> Iterable[Block]:
    if reply.title:
        yield Heading(f"{reply.title}: {reply.words}" if reply.words else reply.title, reply.tone)


def _statement(reply: Reply) -> Iterable[Block]:
    if reply.headline:
        yield Text(reply.headline, role=BlockRole.HEADLINE)
    if reply.detail:
        yield Text(reply.detail, role=BlockRole.DETAIL)


def _scope(reply: Reply) -> Iterable[Block]:
    if reply.applies_to:
        yield Text(reply.applies_to, wording.FOR_WHOM, BlockRole.SCOPE)
    if since := _since(reply):
        yield Text(since, wording.SINCE, BlockRole.SINCE)


def _particulars(reply: Reply) -> Iterable[Block]:
    if reply.conditions:
        points = tuple(f"{condition.applies_to}: {condition.note}" for condition in reply.conditions)
        yield Points(wording.EXCEPTIONS, points, BlockRole.CONDITIONS)
    if reply.steps:
        yield Points(wording.WHAT_TO_DO, reply.steps, BlockRole.STEPS)
    if reply.history and not reply.before:
        label = wording.BEFORE_AND_AFTER if reply.as_of else wording.WHAT_CHANGED
        yield Points(label, tuple(map(change_words, reply.history)), BlockRole.HISTORY)


def _evidence(reply: Reply) -> Iterable[Block]:
    if reply.ask_company:
        yield Text(reply.ask_company, wording.ASK_THE_COMPANY, BlockRole.ASK_COMPANY)
    if reply.sources:
        yield Sources(reply.sources)
    confidence = wording.confidence(reply.confidence) if reply.confidence else ""
    if reply.verified or confidence:
        yield Text(f"{reply.verified} {confidence}".strip(), role=BlockRole.VERIFIED)


def _since(reply: Reply) -> str:
    since = dates.in_words(reply.since) if reply.since else ""
    if not reply.before:
        return since
    return wording.since_and_before(since, reply.before)


def table_of(reply: Reply) -> Table | None:
    """Return the table of a reply over several platforms; None if there is nothing to lay side by side."""
    if reply.kind not in {"compare", "alternatives"} or not reply.replies:
        return None
    return Table(wording.TABLE_COLUMNS, tuple(map(_row, reply.replies)))


def _row(reply: Reply) -> tuple[str, ...]:
    since = dates.in_words(reply.since) if reply.since else wording.NOT_ON_RECORD
    when = dates.in_words(reply.last_verified) if reply.last_verified else wording.NEVER_DATED
    verified = f"{when} ({wording.CHECK_AGAIN})" if reply.stale and reply.last_verified else when
    return (reply.title, reply.words, reply.applies_to or wording.NOT_ON_RECORD, since, verified)


def lay_out_claims(found: Sequence[FoundClaim], day: PartialDate | None) -> tuple[Block, ...]:
    """Return the blocks of a post's claims: each sentence, what was true on the post's date, what is true today, the sources."""
    if not found:
        return (Text(wording.NO_CLAIM),)
    blocks: list[Block] = [Text(wording.claims_found(len(found)))]
    for number, claim in enumerate(found, start=1):
        if claim.sentence:
            blocks.append(Text(f"{number}. “{claim.sentence}”", role=BlockRole.CLAIM))
        blocks.append(Text(f"{claim.claim.text}.", wording.CLAIM, BlockRole.FINDING if claim.sentence else BlockRole.CLAIM))
        if claim.then is not None and day is not None:
            blocks.append(Text(claim.then, wording.begin_upper(wording.on(dates.in_words(day))), BlockRole.FINDING))
        blocks += [Text(claim.now, wording.TODAY, BlockRole.FINDING), Sources(claim.sources)]
    return tuple(blocks)


def change_words(change: Change) -> str:
    """Return a change in one line; a position's line names its own dates."""
    return change.what if change.until or not change.date else f"{dates.in_words(change.date)}: {change.what}"


def source_words(entry: Cited) -> str:
    """Return a source in one line: title, section, publisher, dates."""
    source = entry.source
    section = f", {entry.section if not entry.section[0].isdigit() else 'section ' + entry.section}" if entry.section else ""
    day = dates.in_words(source.document_date) if source.document_date else ""
    copy = f"copy of {dates.in_words(source.copy_date)}" if source.copy_date else ""
    when = "; ".join(part for part in (day, copy) if part) or "no date"
    kind = "" if source.kind == "primary" else f", {source.kind}"
    return f"{source.title}{section} ({source.publisher}{kind}; {when})"
