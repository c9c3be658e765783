"""The shape of a platform's TOML file: what each table holds, in the order in which it is written.

The fields are the keys of the file. A key without a default must be there; no other key is allowed.
`knowledge.schema` reads a file into these records; `knowledge.rules` checks what a shape cannot say.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

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

CLOSED: dict[str, str] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document that was read. `copy_date` is the day of the copy; `document_date` what the document says."""

    __pydantic_config__: ClassVar = CLOSED

    title: str
    url: str
    archived_url: str | None = None
    publisher: str
    kind: SourceKind
    document_date: PartialDate | None = None
    copy_date: PartialDate | None = None

    @property
    def dated(self) -> PartialDate | None:
        """The date for which this source speaks: the copy's, else the document's own."""
        return self.copy_date or self.document_date


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Where a statement was read: the name of a source of the same file, and the section in it."""

    __pydantic_config__: ClassVar = CLOSED

    name: str
    section: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """For whom and what a statement holds: in words, and split into what can be asked for.

    An empty list means that the statement does not tell apart along that line.
    """

    __pydantic_config__: ClassVar = CLOSED

    text: str
    plan: tuple[Plan, ...] = ()
    region: tuple[Region, ...] = ()
    role: tuple[Role, ...] = ()
    data: tuple[Data, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A part of the answer that holds for some plans, regions, roles or data only.

    Without sources of its own it rests on those of its answer.
    """

    __pydantic_config__: ClassVar = CLOSED

    verdict: Verdict
    applies_to: Scope
    note: str
    since: PartialDate | None = None
    sources: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing to do, who can do it, where, and when that path through the menus was seen."""

    __pydantic_config__: ClassVar = CLOSED

    who: Role
    do: str
    where: str | None = None
    seen: PartialDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """A position that no longer holds. `until` is the first day on which it did not hold any more."""

    __pydantic_config__: ClassVar = CLOSED

    verdict: Verdict
    headline: str
    detail: str | None = None
    applies_to: Scope
    since: PartialDate | None = None
    until: PartialDate
    sources: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What holds today on one topic, and under `earlier` what held before."""

    __pydantic_config__: ClassVar = CLOSED

    topic: str
    verdict: Verdict
    headline: str
    detail: str
    applies_to: Scope
    since: PartialDate | None = None
    confidence: Confidence
    last_verified: PartialDate | None = None
    verified_by: str | None = None
    review_days: int = 180
    sources: tuple[Citation, ...]
    conditions: tuple[Condition, ...] = ()
    steps: tuple[Step, ...] = ()
    earlier: tuple[Earlier, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One entry of the platform's timeline, and the topics that it concerns."""

    __pydantic_config__: ClassVar = CLOSED

    date: PartialDate
    what: str
    topics: tuple[str, ...] = ()
    sources: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A sentence that people repeat about the platform, and what there is to it.

    `asserts` is the verdict that the sentence claims for its topic (none for a claim on history). A text makes the claim where every one
    of the `signs` is found in one sentence; a sign lists its wordings with `|` between them ("own|property of").
    `true_since` and `true_until` bound the time in which the claim was true, if there was one.
    """

    __pydantic_config__: ClassVar = CLOSED

    text: str
    topic: str
    asserts: Verdict | None = None
    status: ClaimStatus
    true_since: PartialDate | None = None
    true_until: PartialDate | None = None
    why: str
    signs: tuple[str, ...]
    sources: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """One platform: who it is, how people call it, and everything that is known about it.

    `ordinary_aliases` are names that are also English words ("meet", "slack"): a text means the platform
    by them only with other evidence. The name and the slug are aliases without being listed.
    """

    __pydantic_config__: ClassVar = CLOSED

    slug: str
    name: str
    vendor: str
    kind: PlatformKind
    status: Status
    retired_on: PartialDate | None = None
    successor: str | None = None
    homepage: str | None = None
    aliases: tuple[str, ...] = ()
    ordinary_aliases: tuple[str, ...] = ()
    sources: dict[str, Source]
    answers: tuple[Answer, ...] = ()
    events: tuple[Event, ...] = ()
    claims: tuple[Claim, ...] = ()
