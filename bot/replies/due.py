"""The card that lists answers which are due for a check."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from bot.replies import dates, wording
from bot.replies.blocks import Heading, Paragraph, Points
from bot.replies.card import Button, Card
from knowledge.base import Knowledge
from knowledge.dates import PartialDate

MOST_LISTED = 10


class Due(NamedTuple):
    """An answer past its interval: its lasting id, who answers for it, since when it is due (None: never dated), how often asked for."""

    answer: str
    owner: str | None
    since: date | None
    asked: int

    @property
    def parts(self) -> tuple[str, str]:
        """The slug and the topic."""
        slug, _, topic = self.answer.partition("/")
        return slug, topic


def due_card(knowledge: Knowledge, due: Sequence[Due]) -> Card:
    """List the first answers of those that are due, each with a button that opens it to be confirmed or corrected, and count the rest."""
    listed = due[:MOST_LISTED]
    lines = [due_words(knowledge, each) for each in listed]
    if len(due) > len(listed):
        lines.append(wording.more_due(len(due) - len(listed)))
    return Card(
        brief=(
            Heading(wording.due_answers(len(due))),
            Points(wording.MOST_ASKED_FIRST, tuple(lines)),
            Paragraph(wording.CHECK_DUE_ANSWERS),
        ),
        buttons=tuple(_button(knowledge, *each.parts) for each in listed),
    )


def due_words(knowledge: Knowledge, due: Due) -> str:
    """Describe an answer that is due in one line."""
    slug, topic = due.parts
    since = dates.in_words(PartialDate(due.since.isoformat())) if due.since else ""
    return wording.due_answer(knowledge.platforms[slug].name, knowledge.topics[topic].name, since, due.asked, due.owner or "")


def _button(knowledge: Knowledge, slug: str, topic: str) -> Button:
    return Button(f"{knowledge.platforms[slug].name}: {knowledge.topics[topic].name}", "admin", f"{slug}/{topic}")
