"""A reply as data: what every surface shows, and what the JSON of an answer is made from."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

from bot.understanding.subject import AskingBack, Kind, Subject
from knowledge.base import Cited
from knowledge.dates import PartialDate
from knowledge.records import Claim, Earlier
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
    """Something that changed on a date, or a position that began then; `date` is None if it is not known.

    With `stayed` nothing changed by then; with `turned` the answer on the topic that is told has been another since.
    """

    date: PartialDate | None
    what: str
    sources: tuple[Cited, ...]
    until: PartialDate | None = None
    stayed: bool = False
    turned: bool = False


class Choice(NamedTuple):
    """Something to ask next: what a button says, the question in words, and, if that is settled, what it asks for."""

    label: str
    question: str
    asks: Subject | None = None


ReplyKind = Kind | AskingBack
"""An answer of some kind, or a way to ask back."""
Opening = Literal["yes", "no", "true", "false", "partly", "outdated", "unknown", ""]
"""The word that a reply opens with: Yes or No to a question, the others to something stated; "" if the reply just states what holds."""


class Opened(NamedTuple):
    """Hold the opening of a reply, the same in words, and the claim on record that it judges, if it is one.

    With `settles` the place that the answer does not name is none of those that it lists, so that nothing is left open.
    `position` is the earlier position that decides what ever or never was.
    """

    opening: Opening = ""
    words: str = ""
    claim: Claim | None = None
    settles: bool = False
    position: Earlier | None = None


class Also(NamedTuple):
    """A further reading of the question, told in one line: `headline` is its answer in a sentence.

    `asked` is set if it is the other half of a question that asks two things.
    """

    platform: str
    topic: str
    verdict: Verdict | None
    headline: str
    asked: bool = False


class Said(NamedTuple):
    """The sentences of a reply: `sentence` is the answer in one, `headline` and `detail` add to it.

    `opening` is what the reply opens with, and `opening_words` the same in words. With `headline_first` the headline says more than the
    sentence and stands for it. `limit` are the words of either that take something back from the verdict. `general` is the general
    answer in one line if `sentence` is about the part that was asked about, and `not_on_record` says of such a part that nothing is.
    """

    sentence: str = ""
    headline: str = ""
    detail: str = ""
    opening: Opening = ""
    opening_words: str = ""
    headline_first: bool = False
    limit: str = ""
    general: str = ""
    not_on_record: str = ""


class ShownPart(NamedTuple):
    """The part of an answer that was asked about.

    `place` is that of the statement on it, `of_part` is set if the verdict shown is the part's, `about` names what was asked about
    instead of calls.
    """

    place: int | None = None
    of_part: bool = False
    about: str = ""


class Evidence(NamedTuple):
    """The sources of a reply, the date on which they were read, and how far they can be relied on.

    `resting_on` are the sources of the answer without its conditions, `deciding` is the one that it was last checked in, and `verified`
    says so in words.
    """

    sources: tuple[Cited, ...] = ()
    resting_on: tuple[Cited, ...] = ()
    deciding: Cited | None = None
    confidence: Confidence | None = None
    last_verified: PartialDate | None = None
    verified: str = ""
    stale: bool = False


class ToDo(NamedTuple):
    """The steps for the asker; with `steps_first` the question was how, with `of_each` the first one of each role stands in the brief.

    `ask_company` is a question to a vendor who does not say.
    """

    steps: tuple[str, ...] = ()
    steps_first: bool = False
    of_each: bool = False
    ask_company: str = ""


class Reply(NamedTuple):
    """Hold one reply to a question, as data.

    `title` names the platform; `words` is the verdict in words, for tables, with its `tone`. `for_some` is set if `applies_to` leaves
    somebody out. `before` tells the earlier positions in one line. `lead` holds how the question was read, `warnings` what to know before
    relying on the answer. `also` are further readings and `choices` are what can be asked next. With `reasons` the question was why, or in
    which sources, it stands. `notes` are those of the asker's own organisation.
    """

    kind: ReplyKind
    platforms: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    title: str = ""
    said: Said = Said()
    verdict: Verdict | None = None
    words: str = ""
    tone: Tone = "neutral"
    applies_to: str | None = None
    for_some: bool = False
    since: PartialDate | None = None
    part: ShownPart = ShownPart()
    conditions: tuple[ShownCondition, ...] = ()
    before: str = ""
    history: tuple[Change, ...] = ()
    evidence: Evidence = Evidence()
    todo: ToDo = ToDo()
    lead: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    also: tuple[Also, ...] = ()
    choices: tuple[Choice, ...] = ()
    replies: tuple[Reply, ...] = ()
    as_of: PartialDate | None = None
    reasons: bool = False
    notes: tuple[str, ...] = ()

    @property
    def is_told_in_words(self) -> bool:
        """True if the answer is a sentence on other content than that for which its verdict holds."""
        return bool(self.part.about) and self.tone == "neutral" and not self.said.not_on_record


def to_json(reply: Reply) -> dict[str, Any]:
    """Return the JSON of a reply, with the keys and their order as README and contract name them; dates are text or None."""
    return {
        "kind": reply.kind,
        "platforms": list(reply.platforms),
        "topics": list(reply.topics),
        "verdict": reply.verdict,
        "title": reply.said.sentence or reply.title,
        "applies_to": reply.applies_to,
        "headline": reply.said.headline,
        "detail": reply.said.detail,
        "conditions": [{"applies_to": part.applies_to, "verdict": part.verdict, "note": part.note} for part in reply.conditions],
        "steps": list(reply.todo.steps),
        "notes": list(reply.notes),
        "history": [
            {"date": change.date, "what": change.what, "sources": [to_source(entry) for entry in change.sources]}
            for change in reply.history
        ],
        "sources": [to_source(entry) for entry in reply.evidence.sources],
        "since": reply.since,
        "confidence": reply.evidence.confidence,
        "last_verified": reply.evidence.last_verified,
        "stale": reply.evidence.stale,
        "as_of": reply.as_of,
        "lead": [*filter(None, (reply.said.not_on_record,)), *reply.lead, *reply.warnings],
        "choices": [to_choice(choice) for choice in reply.choices],
        "replies": [to_json(below) for below in reply.replies],
        "also": [
            {"platform": line.platform, "topic": line.topic, "verdict": line.verdict, "headline": line.headline} for line in reply.also
        ],
        "opening": reply.said.opening,
    }


def to_choice(choice: Choice) -> dict[str, Any]:
    """Return the JSON of a choice; what it asks for is empty where only its words say it."""
    kind, platforms, topics = choice.asks[:3] if choice.asks is not None else ("", (), ())
    return {
        "label": choice.label,
        "question": choice.question,
        "kind": kind,
        "platforms": list(platforms),
        "topics": list(topics),
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
