"""What buttons, ratings and reports refer to: an answer by its lasting id, in the revision in which it was given."""

from __future__ import annotations

from typing import NamedTuple

from bot.replies.reply import Reply
from bot.understanding.subject import HISTORY, MAX_ENCODED, Subject
from knowledge.base import Knowledge, answer_on
from knowledge.revision import revision_of

LONGEST = MAX_ENCODED + 9
"""The longest encoded reference, so that it fits into a Discord `custom_id` behind the name of an action."""
MOST_DIGITS = 9
_PLACE = "."


class Reference(NamedTuple):
    """An answer, history, comparison or list of alternatives in one revision.

    `place` is that of the statement which was asked for in particular, if there is one (`bot.replies.part`).
    """

    subject: Subject
    revision: str
    place: int | None = None

    @property
    def answer(self) -> str:
        """The lasting id, the same in every revision: `zoom/ai-training`, `compare:zoom+webex/encryption`."""
        kind, platforms, topics = self.subject[:3]
        prefix = (
            ""
            if kind == "answer" and len(platforms) <= 1
            else "together:"
            if kind == "answer"
            else "those-that-do:"
            if self.subject.those_that_do
            else f"{kind}:"
        )
        return f"{prefix}{'+'.join(platforms) or self.subject.of_kind or ''}/{topics[0]}"

    def encode(self) -> str | None:
        """Return at most `LONGEST` characters; None if the subject is too long for a button. The place is left out if it is too long."""
        encoded = self.subject.encode()
        if encoded is None:
            return None
        placed = f"{self.revision}{_PLACE}{self.place}@{encoded}"
        return placed if self.place is not None and len(placed) <= LONGEST else f"{self.revision}@{encoded}"

    @classmethod
    def decode(cls, encoded: str) -> Reference:
        """Return the reference behind an encoded one; SubjectError if it is none."""
        revision, _, subject = encoded.partition("@")
        revision, _, place = revision.partition(_PLACE)
        return cls(Subject.decode(subject), revision, int(place) if place.isdecimal() and len(place) <= MOST_DIGITS else None)


def reference_to(knowledge: Knowledge, subject: Subject, reply: Reply) -> Reference:
    """Return the reference to a reply on a subject; its revision is made of the records on which the reply rests."""
    return Reference(subject, _revision(knowledge, subject, reply), reply.part.place)


def _revision(knowledge: Knowledge, subject: Subject, reply: Reply) -> str:
    topic = subject.topics[0]
    slugs = dict.fromkeys((*subject.platforms, *(below.platforms[0] for below in reply.replies)))
    platforms = [knowledge.platforms[slug] for slug in slugs]
    if topic == HISTORY:
        return revision_of(*(platform.events for platform in platforms))
    return revision_of(*(answer_on(platform, topic) for platform in platforms))
