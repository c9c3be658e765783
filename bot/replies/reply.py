"""A reply as data: what every surface shows, and what the JSON of an answer is made from."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

from bot.understanding.decide import Decision, Kind
from knowledge.base import Cited
from knowledge.dates import PartialDate
from knowledge.vocabulary import Confidence, Tone, Verdict


class ShownCondition(NamedTuple):
    """A part of the answer for some people or data only.

    `asked` is set if the question was about just these, `in_calls` unless it speaks of data that is not of calls, such as chats.
    """

    applies_to: str
    verdict: Verdict
    note: str
    sources: tuple[Cited, ...] = ()
    asked: bool = False
    in_calls: bool = True


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


Opening = Literal["yes", "no", "true", "false", "partly", "outdated", "unknown", ""]
"""The word that a reply opens with: Yes or No to a question, the others to something stated; "" if the reply just states what holds."""


class Also(NamedTuple):
    """A further reading of the question, told in one line: `headline` is its answer in a sentence.

    `asked` is set if it is the other half of a question that asks two things.
    """

    platform: str
    topic: str
    verdict: Verdict | None
    headline: str
    asked: bool = False


class Reply(NamedTuple):
    """One reply.

    `title` names the platform, `sentence` is the answer in one sentence, `words` its short form for tables, with its `tone`. `opening` is
    what the reply opens with, and `opening_words` the same in words. With `headline_first` the headline says more than the sentence and
    stands for it. `general` is the general answer in one line where `sentence` is about the part that was asked about, `not_on_record`
    says of such a part that nothing is, `place` is that of the statement on it, and `of_part` is set if the answer shown is that of the
    part. `about` names what was asked about instead of calls. `lead` holds how the question was read, `warnings` what to know before
    relying on the answer. `for_some` is set if `applies_to` leaves somebody out. `resting_on` are the sources of the answer without its
    conditions, `deciding` is the one that it was last checked in. `also` are further readings and `choices` are what can be asked next.
    With `steps_first` the question was how to do something, with `reasons` why, or in which sources, it stands. `notes` are those of the
    asker's own organisation.
    """

    kind: Kind
    platforms: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    title: str = ""
    sentence: str = ""
    opening: Opening = ""
    opening_words: str = ""
    lead: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    verdict: Verdict | None = None
    words: str = ""
    tone: Tone = "neutral"
    applies_to: str | None = None
    for_some: bool = False
    headline: str = ""
    headline_first: bool = False
    general: str = ""
    not_on_record: str = ""
    place: int | None = None
    of_part: bool = False
    about: str = ""
    detail: str = ""
    conditions: tuple[ShownCondition, ...] = ()
    steps: tuple[str, ...] = ()
    steps_first: bool = False
    reasons: bool = False
    before: str = ""
    history: tuple[Change, ...] = ()
    sources: tuple[Cited, ...] = ()
    resting_on: tuple[Cited, ...] = ()
    deciding: Cited | None = None
    since: PartialDate | None = None
    confidence: Confidence | None = None
    last_verified: PartialDate | None = None
    verified: str = ""
    stale: bool = False
    as_of: PartialDate | None = None
    ask_company: str = ""
    also: tuple[Also, ...] = ()
    choices: tuple[Choice, ...] = ()
    replies: tuple[Reply, ...] = ()
    notes: tuple[str, ...] = ()


def to_json(reply: Reply) -> dict[str, Any]:
    """Return the JSON of a reply, with the keys and their order as README and contract name them; dates are text or None."""
    return {
        "kind": reply.kind,
        "platforms": list(reply.platforms),
        "topics": list(reply.topics),
        "verdict": reply.verdict,
        "title": reply.sentence or reply.title,
        "applies_to": reply.applies_to,
        "headline": reply.headline,
        "detail": reply.detail,
        "conditions": [{"applies_to": part.applies_to, "verdict": part.verdict, "note": part.note} for part in reply.conditions],
        "steps": list(reply.steps),
        "notes": list(reply.notes),
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
        "lead": [*filter(None, (reply.not_on_record,)), *reply.lead, *reply.warnings],
        "choices": [to_choice(choice) for choice in reply.choices],
        "replies": [to_json(below) for below in reply.replies],
        "also": [
            {"platform": line.platform, "topic": line.topic, "verdict": line.verdict, "headline": line.headline} for line in reply.also
        ],
        "opening": reply.opening,
    }


def to_choice(choice: Choice) -> dict[str, Any]:
    """Return the JSON of a choice; what it asks for is empty where only its words say it."""
    asks = choice.asks or Decision("off-topic")
    return {
        "label": choice.label,
        "question": choice.question,
        "kind": asks.kind if choice.asks else "",
        "platforms": list(asks.platforms),
        "topics": list(asks.topics),
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
