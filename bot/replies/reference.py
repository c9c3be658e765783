"""What buttons, ratings and reports refer to: an answer by its lasting id, in the revision in which it was given."""

from __future__ import annotations

from typing import NamedTuple

from bot.replies.reply import Reply
from bot.understanding.decide import HISTORY
from bot.understanding.subject import Subject
from knowledge.base import Knowledge, answer_on
from knowledge.revision import revision_of


class Reference(NamedTuple):
    """An answer, history, comparison or list of alternatives in one revision."""

    subject: Subject
    revision: str

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
        return f"{prefix}{'+'.join(platforms)}/{topics[0]}"

    def encode(self) -> str | None:
        """Return at most `bot.understanding.subject.MAX_ENCODED` + 9 characters; None if the subject is too long for a button."""
        encoded = self.subject.encode()
        return f"{self.revision}@{encoded}" if encoded is not None else None

    @classmethod
    def decode(cls, encoded: str) -> Reference:
        """Return the reference behind an encoded one; SubjectError if it is none."""
        revision, _, subject = encoded.partition("@")
        return cls(Subject.decode(subject), revision)


def reference_to(knowledge: Knowledge, subject: Subject, reply: Reply) -> Reference:
    """Return the reference to a reply on a subject; its revision is made of the records on which the reply rests."""
    topic = subject.topics[0]
    slugs = dict.fromkeys((*subject.platforms, *(below.platforms[0] for below in reply.replies)))
    platforms = [knowledge.platforms[slug] for slug in slugs]
    if topic == HISTORY:
        return Reference(subject, revision_of(*(platform.events for platform in platforms)))
    return Reference(subject, revision_of(*(answer_on(platform, topic) for platform in platforms)))
