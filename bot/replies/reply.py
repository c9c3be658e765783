"""A reply as data: what every surface shows, and what the JSON of an answer is made from."""

from __future__ import annotations

from typing import Any, NamedTuple

from bot.understanding.decide import Decision, Kind
from knowledge.base import Cited
from knowledge.dates import PartialDate
from knowledge.vocabulary import Confidence, Tone, Verdict


class ShownCondition(NamedTuple):
    """A part of the answer for some people or data only. `asked` is set if the question was about just these."""

    applies_to: str
    verdict: Verdict
    note: str
    sources: tuple[Cited, ...] = ()
    asked: bool = False


class Change(NamedTuple):
    """Something that changed on a date, or a position that began then; `date` is None if it is not known."""

    date: PartialDate | None
    what: str
    sources: tuple[Cited, ...]
    until: PartialDate | None = None


class Choice(NamedTuple):
    """Something to ask next: what a button says, the question in words, and, if that is settled, what it asks for."""

    label: str
    question: str
    asks: Decision | None = None


class Reply(NamedTuple):
    """One reply.

    `lead` holds what must be read before the answer (a correction, a warning of age, how the question was read);
    `words` is the verdict in words with its `tone`; `choices` are what can be asked next.
    """

    kind: Kind
    platforms: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    title: str = ""
    lead: tuple[str, ...] = ()
    verdict: Verdict | None = None
    words: str = ""
    tone: Tone = "neutral"
    applies_to: str | None = None
    headline: str = ""
    detail: str = ""
    conditions: tuple[ShownCondition, ...] = ()
    steps: tuple[str, ...] = ()
    before: str = ""
    history: tuple[Change, ...] = ()
    sources: tuple[Cited, ...] = ()
    since: PartialDate | None = None
    confidence: Confidence | None = None
    last_verified: PartialDate | None = None
    verified: str = ""
    stale: bool = False
    as_of: PartialDate | None = None
    ask_company: str = ""
    choices: tuple[Choice, ...] = ()
    replies: tuple[Reply, ...] = ()


def to_json(reply: Reply) -> dict[str, Any]:
    """Return the JSON of a reply, with the keys and their order as README and contract name them; dates are text or None."""
    return {
        "kind": reply.kind,
        "platforms": list(reply.platforms),
        "topics": list(reply.topics),
        "verdict": reply.verdict,
        "applies_to": reply.applies_to,
        "headline": reply.headline,
        "detail": reply.detail,
        "conditions": [{"applies_to": part.applies_to, "verdict": part.verdict, "note": part.note} for part in reply.conditions],
        "steps": list(reply.steps),
        "history": [
            {"date": change.date, "what": change.what, "sources": [to_source(entry) for entry in change.sources]}
            for change in reply.history
        ],
        "sources": [to_source(entry) for entry in reply.sources],
        "since": reply.since,
        "confidence": reply.confidence,
        "last_verified": reply.last_verified,
        "stale": reply.stale,
        "as_of": reply.as_of,
        "lead": list(reply.lead),
        "choices": [{"label": choice.label, "question": choice.question} for choice in reply.choices],
        "replies": [to_json(below) for below in reply.replies],
    }


def to_source(entry: Cited) -> dict[str, str | None]:
    """Return the JSON of a source."""
    source = entry.source
    return {
        "title": source.title,
        "url": source.url,
        "archived_url": source.archived_url,
        "publisher": source.publisher,
        "kind": source.kind,
        "section": entry.section,
        "document_date": source.document_date,
        "copy_date": source.copy_date,
    }
