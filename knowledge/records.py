"""The shape of a platform's TOML file: what each table holds.

The fields are the keys of the file. A key without a default must be there; no other key is allowed.
`knowledge.schema` reads a file into these records; `knowledge.rules` checks what a shape cannot say. They are named
tuples because an answer needs them at once, and dataclasses take ten times as long to set up.
"""

from __future__ import annotations

from typing import NamedTuple

from knowledge.dates import PartialDate
from knowledge.vocabulary import (
    ClaimStatus,
    Confidence,
    Data,
    Plan,
    PlatformKind,
    Region,
    Role,
    SourceKind,
    Status,
    Verdict,
)


class Source(NamedTuple):
    """A document that was read. `copy_date` is the day of the copy; `document_date` what the document says."""

    title: str
    url: str
    publisher: str
    kind: SourceKind
    archived_url: str | None = None
    document_date: PartialDate | None = None
    copy_date: PartialDate | None = None

    @property
    def dated(self) -> PartialDate | None:
        """The date for which this source speaks: the copy's, else the document's own."""
        return self.copy_date or self.document_date


class Citation(NamedTuple):
    """Where a statement was read: the name of a source of the same file, and the section in it."""

    name: str
    section: str | None = None


class Scope(NamedTuple):
    """For whom and what a statement holds: in words, and split into what can be asked for.

    An empty list means that the statement does not tell apart along that line.
    """

    text: str
    plan: tuple[Plan, ...] = ()
    region: tuple[Region, ...] = ()
    role: tuple[Role, ...] = ()
    data: tuple[Data, ...] = ()


class Condition(NamedTuple):
    """A part of the answer that holds for some plans, regions, roles or data only.

    Without sources of its own it rests on those of its answer; `last_verified`, `verified_in` and `title` as in `Answer`.
    """

    verdict: Verdict
    applies_to: Scope
    note: str
    since: PartialDate | None = None
    last_verified: PartialDate | None = None
    verified_in: str | None = None
    sources: tuple[Citation, ...] = ()
    title: str | None = None


class Step(NamedTuple):
    """One thing to do, who can do it, where, and when that path through the menus was seen."""

    who: Role
    do: str
    where: str | None = None
    seen: PartialDate | None = None


class Earlier(NamedTuple):
    """A position that no longer holds. `until` is the first day on which it did not hold any more."""

    verdict: Verdict
    headline: str
    applies_to: Scope
    until: PartialDate
    sources: tuple[Citation, ...]
    detail: str | None = None
    since: PartialDate | None = None


class Answer(NamedTuple):
    """What holds today on one topic, and under `earlier` what held before.

    `verified_in` names the source in which the headline's statement was read, `last_verified` is that source's date.
    `title` is the answer in one short sentence, for an entry to which the sentence of its topic and verdict does not fit: because it
    holds for some calls only, or rests on what others say. `limit` are the words of title or headline that take something back from the
    verdict ("guests can only ask"), so that no flat Yes or No stands in front.
    `owner` keeps the answer true; left out, it is the owner of the platform or of the layer in which the answer stands.
    """

    topic: str
    verdict: Verdict
    headline: str
    detail: str
    applies_to: Scope
    confidence: Confidence
    sources: tuple[Citation, ...]
    since: PartialDate | None = None
    last_verified: PartialDate | None = None
    verified_in: str | None = None
    verified_by: str | None = None
    review_days: int = 180
    conditions: tuple[Condition, ...] = ()
    steps: tuple[Step, ...] = ()
    earlier: tuple[Earlier, ...] = ()
    owner: str | None = None
    title: str | None = None
    limit: str | None = None


class Event(NamedTuple):
    """One entry of the platform's timeline, and the topics that it concerns; with `stayed` it tells that nothing changed by then."""

    date: PartialDate
    what: str
    sources: tuple[Citation, ...]
    topics: tuple[str, ...] = ()
    stayed: bool = False


class Claim(NamedTuple):
    """A sentence that people repeat about the platform, and what there is to it.

    `asserts` is the verdict that the sentence claims for its topic (none for a claim on history). A text makes the claim where every one
    of the `signs` is found in one sentence; a sign lists its wordings with `|` between them ("own|property of").
    `true_since` and `true_until` bound the time in which the claim was true, if there was one.
    """

    text: str
    topic: str
    status: ClaimStatus
    why: str
    signs: tuple[str, ...]
    sources: tuple[Citation, ...]
    asserts: Verdict | None = None
    true_since: PartialDate | None = None
    true_until: PartialDate | None = None


class LocalNote(NamedTuple):
    """What people of one organisation should know beside an answer: "Here: turn it off; ask privacy@…".

    A file gives topic and text. The layer's name and the workspaces that may see it (none: everybody) come from its `layer.toml`.
    """

    topic: str
    text: str
    layer: str = ""
    workspaces: tuple[str, ...] = ()


class Platform(NamedTuple):
    """One platform: who it is, how people call it, and everything that is known about it.

    `ordinary_aliases` are names that are also English words ("meet", "slack"). The name and the slug are aliases without
    being listed. `own_server` says that its users can run the service on a server of their own.
    """

    slug: str
    name: str
    vendor: str
    kind: PlatformKind
    status: Status
    sources: dict[str, Source]
    retired_on: PartialDate | None = None
    successor: str | None = None
    homepage: str | None = None
    own_server: bool = False
    aliases: tuple[str, ...] = ()
    ordinary_aliases: tuple[str, ...] = ()
    answers: tuple[Answer, ...] = ()
    events: tuple[Event, ...] = ()
    claims: tuple[Claim, ...] = ()
    notes: tuple[LocalNote, ...] = ()
    owner: str | None = None


class Named(NamedTuple):
    """How the files of a platform name it: every name, folded, and the rank of the last layer that has a file of it."""

    names: frozenset[str]
    rank: int
