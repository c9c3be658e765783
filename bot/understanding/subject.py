"""What a reply is about, as data: enough to give it again, today, without the question that led to it.

Buttons carry it, so that they work after a restart and on old messages, and nobody's words are kept. It decides
nothing: `bot.replies.compose` makes the reply, from what the knowledge base says by then.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, cast, get_args

from bot.understanding.periods import NOW, Period
from bot.understanding.scope import ANYBODY, AskedScope
from knowledge.dates import PartialDate
from knowledge.vocabulary import Plan, PlatformKind, Region, Role

Kind = Literal["answer", "compare", "alternatives"]
AskingBack = Literal["clarify", "unknown-platform", "off-topic"]

DEFAULT_TOPIC = "ai-training"
"""The topic of a comparison, of alternatives and of a platform on the whole ("is Zoom safe?"): what Smallprint exists for."""
HISTORY = "history"
"""The topic of what changed, which is told for another one."""
OPT_OUT, BOTS, AI_FEATURES = "opt-out", "uninvited-bots", "ai-features"
ACCESS, AUTHORITIES, HUMAN_REVIEW = "access", "authorities", "human-review"
"""The topics of who else can see or get a call."""
CONSENT, RETENTION, SENSITIVE = "consent", "retention", "sensitive"
THIRD_PARTY_AI, DATA_SHARING = "third-party-ai", "data-sharing"
"""The topics of what another company's AI, or another company, gets of a call."""
TO_BE_TURNED_OFF = frozenset({"ai-training", "ai-features", "third-party-ai", "biometrics"})
"""Topics on what AI does with a call, which is what the steps of an opt-out turn off."""

MAX_ENCODED = 84
"""The longest encoded subject, so that it fits into a Discord `custom_id` (100 characters) behind the name of an action."""
_BEFORE_CHANGE = "before-change"
_THOSE_THAT_DO, _OWN_SERVER = "do", "own"
_FIELD, _ITEM = "~", "+"


class SubjectError(ValueError):
    """A text is not an encoded subject; somebody made it up, or a later version wrote it."""


class AskBack(NamedTuple):
    """A message that leads to no answer: what is asked back, and what is clear of it; `unlisted` are products that the base has not."""

    kind: AskingBack
    platforms: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    unlisted: tuple[str, ...] = ()


class Subject(NamedTuple):
    """Kind of reply, platforms and topics (best first) that it is about, and for whom and when it was asked.

    An answer with several platforms is about one call in which they meet. `those_that_do` asks for the platforms that do what a
    topic is about, not for those to use instead, `own_server` for those that one can run on a server of one's own; `of_kind` is
    the kind of product that is looked for, if it is named. `also` are further readings that are close enough to be shown, `reasons`
    asks why, or for the sources, and `place` is that of the part of the answer that is asked for because the answer before was on it:
    these belong to the question alone, and no button carries them.
    """

    kind: Kind
    platforms: tuple[str, ...]
    topics: tuple[str, ...]
    scope: AskedScope = ANYBODY
    period: Period = NOW
    those_that_do: bool = False
    own_server: bool = False
    of_kind: PlatformKind | None = None
    also: tuple[str, ...] = ()
    reasons: bool = False
    place: int | None = None

    @property
    def settled(self) -> Subject:
        """The subject as buttons carry it: without further readings, and on one topic; a history is told for the one behind it."""
        kept = 2 if self.topics[:1] == (HISTORY,) else 1
        return self._replace(topics=self.topics[:kept], also=(), reasons=False, place=None)

    def first_on(self, topic: str) -> Subject:
        """Return the subject with one topic before the others."""
        return self._replace(topics=(topic, *(other for other in self.topics if other != topic)))

    @property
    def followed(self) -> str | None:
        """The platform that can be followed from this reply: the only one that it is about."""
        return self.platforms[0] if self.kind == "answer" and len(self.platforms) == 1 else None

    def encode(self) -> str | None:
        """Return the subject as at most `MAX_ENCODED` plain characters; None if it names too many platforms for that."""
        period = _BEFORE_CHANGE if self.period.before_change else str(self.period.as_of or "")
        scope = (_ITEM.join(items) for items in self.scope)
        flags = _ITEM.join(flag for flag, holds in ((_THOSE_THAT_DO, self.those_that_do), (_OWN_SERVER, self.own_server)) if holds)
        fields = (self.kind, _ITEM.join(self.platforms), _ITEM.join(self.topics), period, *scope, flags, self.of_kind or "")
        encoded = _FIELD.join(fields).rstrip(_FIELD)
        return encoded if len(encoded) <= MAX_ENCODED else None

    @classmethod
    def decode(cls, encoded: str) -> Subject:
        """Return the subject behind an encoded one; SubjectError if it is none."""
        kind, platforms, topics, period, plans, regions, roles, flags, of_kind, *more = [*encoded.split(_FIELD), *[""] * 8]
        if (
            kind not in get_args(Kind)
            or not {_THOSE_THAT_DO, _OWN_SERVER}.issuperset(_items(flags))
            or any(more)
            or of_kind not in {"", *get_args(PlatformKind)}
            or not topics
        ):
            raise SubjectError(f"not a subject: {encoded!r}")
        scope = AskedScope(
            cast("tuple[Plan, ...]", _known(plans, Plan)),
            cast("tuple[Region, ...]", _known(regions, Region)),
            cast("tuple[Role, ...]", _known(roles, Role)),
        )
        return cls(
            cast("Kind", kind),
            _items(platforms),
            _items(topics),
            scope,
            _period(period),
            _THOSE_THAT_DO in _items(flags),
            _OWN_SERVER in _items(flags),
            cast("PlatformKind | None", of_kind or None),
        )


def _items(text: str) -> tuple[str, ...]:
    return tuple(text.split(_ITEM)) if text else ()


def _known(text: str, words: object) -> tuple[str, ...]:
    items = _items(text)
    if not set(items) <= set(get_args(words)):
        raise SubjectError(f"unknown word among {items}")
    return items


def _period(text: str) -> Period:
    if text == _BEFORE_CHANGE:
        return Period(before_change=True)
    try:
        return Period(as_of=PartialDate(text)) if text else NOW
    except ValueError as error:
        raise SubjectError(str(error)) from None
