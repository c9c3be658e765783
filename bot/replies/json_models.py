"""The JSON of replies as pydantic models, for whoever publishes its shape: the API's document and the tools of assistants.

`reply.to_json` and `claims.to_json` make the JSON; these models take exactly that, no key more and none less, so the two cannot
part unnoticed. Nothing on the way of an answer in a chat or a terminal imports them.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.replies.card import CardKind
from bot.replies.claims.judging import Status as ClaimStatus
from bot.replies.reply import Opening
from bot.understanding.posts.stance import Stance
from bot.understanding.subject import Kind
from knowledge.dates import PartialDate
from knowledge.vocabulary import Confidence, PlatformKind, SourceKind, Status, Verdict

Day = Annotated[PartialDate, Field(description="ISO 8601; a year or a month where the source is no more exact.")]


class _Exact(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SourceJson(_Exact):
    """A document that was read, and the section in which the statement stands."""

    title: str
    url: str
    archived_url: str | None
    publisher: str
    kind: SourceKind
    section: str | None
    document_date: Day | None
    copy_date: Day | None


class ConditionJson(_Exact):
    """A part of the answer that holds for some plans, regions, roles or data only."""

    applies_to: str
    verdict: Verdict
    note: str


class ChangeJson(_Exact):
    """Something that changed, or an earlier position and when it began; the date is null if it is not known."""

    date: Day | None
    what: str
    sources: list[SourceJson]


class AlsoJson(_Exact):
    """A further reading of the question, with its answer in a sentence."""

    platform: str
    topic: str
    verdict: Verdict | None
    headline: str


class ChoiceJson(_Exact):
    """Something to ask next; `kind` is empty if only the words of the question say what it asks for."""

    label: str
    question: str
    kind: Kind | Literal[""]
    platforms: list[str]
    topics: list[str]


class AnswerJson(_Exact):
    """A reply. Show `verdict` with `headline` and `applies_to`, cite `sources`, and say when it was `last_verified`."""

    kind: CardKind
    platforms: list[str]
    topics: Annotated[list[str], Field(description="Ranked; an answer is given for the first.")]
    verdict: Annotated[Verdict | None, Field(description="Answers the yes-or-no question of the first topic.")]
    title: str
    applies_to: str | None
    headline: str
    detail: str
    conditions: list[ConditionJson]
    steps: list[str]
    notes: Annotated[list[str], Field(description="Notes of whoever runs this service.")]
    history: list[ChangeJson]
    sources: list[SourceJson]
    since: Annotated[Day | None, Field(description="The day from which it holds, if known.")]
    confidence: Confidence | None
    last_verified: Annotated[Day | None, Field(description="The date of the source in which it was last read.")]
    stale: Annotated[bool, Field(description="True if the answer is past its review date and may be outdated.")]
    as_of: Annotated[Day | None, Field(description="The day for which it is told; null for today.")]
    lead: Annotated[list[str], Field(description="What to know before relying on the answer.")]
    choices: list[ChoiceJson]
    replies: Annotated[list[AnswerJson], Field(description="One answer for each platform of a comparison or list of alternatives.")]
    also: list[AlsoJson]
    opening: Opening


class AskedJson(AnswerJson):
    """The reply to a question."""

    id: Annotated[str | None, Field(description="What the question was sent with.")]
    microseconds: int


class ClaimJson(_Exact):
    """A sentence of a post that can be checked: what it claims, what holds today, and what held on the day of the post."""

    sentence: str
    platform: str
    topic: str
    claim: str
    status: ClaimStatus
    true_since: Day | None
    true_until: Day | None
    now: str
    then: Annotated[str | None, Field(description="What held on the day of the post; null if no day was given.")]
    sources: list[SourceJson]
    stance: Stance
    side: Literal["yes", "no"] | None


class PlatformJson(_Exact):
    """A platform on record."""

    slug: str
    name: str
    vendor: str
    kind: PlatformKind
    status: Status


class TopicJson(_Exact):
    """A question that every platform is asked."""

    id: str
    name: str
    question: str
