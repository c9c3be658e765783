"""Lays a reply out as blocks, in the order in which a person should read it; every surface renders the same blocks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from bot.replies import dates
from bot.replies.reply import Change, Choice, Reply
from knowledge.base import Cited
from knowledge.dates import PartialDate
from knowledge.vocabulary import Tone

if TYPE_CHECKING:
    from bot.replies.claims import FoundClaim

NO_CLAIM = "I found no claim in it that I can speak to."


class Heading(NamedTuple):
    """The first line: whom the reply is about, the verdict in words, and its tone."""

    text: str
    tone: Tone = "neutral"


class Text(NamedTuple):
    """A paragraph, with a label in front of it or none; `begins` where a part begins with it that has no heading, such as a claim."""

    text: str
    label: str = ""
    begins: bool = False


class Points(NamedTuple):
    """A labelled list."""

    label: str
    points: tuple[str, ...]


class Sources(NamedTuple):
    """Sources, each with its link."""

    sources: tuple[Cited, ...]


class Choices(NamedTuple):
    """What can be asked next."""

    choices: tuple[Choice, ...]


class Table(NamedTuple):
    """Replies side by side: the names of the columns, and a row for each platform."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Heading | Text | Points | Sources | Choices


def lay_out(reply: Reply) -> tuple[Block, ...]:
    """The blocks of a reply; where it holds several answers, each of them in brief with its own sources."""
    blocks = [*map(Text, reply.lead), *_heading(reply), *_statement(reply)]
    if reply.replies:
        for below in reply.replies:
            blocks += [*_heading(below), *map(Text, below.lead), Text(below.headline), *_scope(below), *_evidence(below)]
    else:
        blocks += [*_scope(reply), *_particulars(reply), *_evidence(reply)]
    return (*blocks, Choices(reply.choices)) if reply.choices else tuple(blocks)


def _heading(reply: Reply) -> Iterable[Block]:
    if reply.title:
        yield Heading(f"{reply.title}: {reply.words}" if reply.words else reply.title, reply.tone)


def _statement(reply: Reply) -> Iterable[Block]:
    yield from (Text(text) for text in (reply.headline, reply.detail) if text)


def _scope(reply: Reply) -> Iterable[Block]:
    if reply.applies_to:
        yield Text(reply.applies_to, "For whom")
    if since := _since(reply):
        yield Text(since, "Since")


def _particulars(reply: Reply) -> Iterable[Block]:
    if reply.conditions:
        yield Points("In particular", tuple(f"{held.applies_to}: {held.note}" for held in reply.conditions))
    if reply.steps:
        yield Points("What to do", reply.steps)
    if reply.history and not reply.before:
        yield Points("Before and after" if reply.as_of else "What changed", tuple(map(change_words, reply.history)))


def _evidence(reply: Reply) -> Iterable[Block]:
    if reply.ask_company:
        yield Text(reply.ask_company, "You could ask the company")
    if reply.sources:
        yield Sources(reply.sources)
    confidence = f"Confidence: {reply.confidence}." if reply.confidence else ""
    if reply.verified or confidence:
        yield Text(f"{reply.verified} {confidence}".strip())


def _since(reply: Reply) -> str:
    since = dates.in_words(reply.since) if reply.since else ""
    if not reply.before:
        return since
    return f"{since or 'the beginning is not on record'}. Before that: {reply.before}."


def table_of(reply: Reply) -> Table | None:
    """The table of a reply over several platforms; None where there is nothing to lay side by side."""
    if reply.kind not in {"compare", "alternatives"} or not reply.replies:
        return None
    return Table(("Platform", "Answer", "For whom", "Since", "Last verified"), tuple(map(_row, reply.replies)))


def _row(reply: Reply) -> tuple[str, ...]:
    since = dates.in_words(reply.since) if reply.since else "not on record"
    when = dates.in_words(reply.last_verified) if reply.last_verified else "never against a dated copy"
    verified = f"{when} (check again)" if reply.stale and reply.last_verified else when
    return (reply.title, reply.words, reply.applies_to or "not on record", since, verified)


def lay_out_claims(found: Sequence[FoundClaim], day: PartialDate | None) -> tuple[Block, ...]:
    """What a post claims: each claim's sentence, what held on the post's date, what holds today, on what evidence."""
    if not found:
        return (Text(NO_CLAIM),)
    blocks: list[Block] = [Text(f"{len(found)} claim{'s' if len(found) > 1 else ''} that I can speak to:")]
    for number, held in enumerate(found, start=1):
        if held.sentence:
            blocks.append(Text(f"{number}. “{held.sentence}”", begins=True))
        blocks.append(Text(f"{held.claim.text}.", "Claim", begins=not held.sentence))
        if held.then is not None and day is not None:
            blocks.append(Text(held.then, f"On {dates.in_words(day)}"))
        blocks += [Text(held.now, "Today"), Sources(held.sources)]
    return tuple(blocks)


def change_words(change: Change) -> str:
    """A change in one line; a position's line names its own dates."""
    return change.what if change.until or not change.date else f"{dates.in_words(change.date)}: {change.what}"


def source_words(entry: Cited) -> str:
    """A source in one line: title, section, publisher, dates."""
    source = entry.source
    section = f", {entry.section if not entry.section[0].isdigit() else 'section ' + entry.section}" if entry.section else ""
    day = dates.in_words(source.document_date) if source.document_date else ""
    copy = f"copy of {dates.in_words(source.copy_date)}" if source.copy_date else ""
    when = "; ".join(part for part in (day, copy) if part) or "no date"
    kind = "" if source.kind == "primary" else f", {source.kind}"
    return f"{source.title}{section} ({source.publisher}{kind}; {when})"
