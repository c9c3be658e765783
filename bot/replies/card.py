"""What a chat surface shows: blocks in reading order and what can be pressed, the same for every surface.

A surface lays the blocks out and turns buttons into its own; it rewords nothing. What a button carries is data of ours
(a question of ours, a subject), never a person's words.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any, Literal, NamedTuple

from bot.replies.blocks import Block, BlockRole, Heading, Paragraph, Points, Sources, Table
from bot.replies.layout import lay_out
from bot.replies.reference import Reference
from bot.replies.reply import Choice, Reply, ReplyKind, Said, to_choice, to_json
from bot.replies.sourced import where_read
from bot.understanding.subject import HISTORY, Subject, SubjectError
from knowledge.base import Cited

MAX_QUESTION = 93
"""The longest question that a button carries, so that it fits into a Discord `custom_id` behind the name of an action."""

CardKind = ReplyKind | Literal["help", "platforms", "privacy", "following", "claims", "admin", "notice"]
"""What a card is: a reply of some kind, one of the pages, a post's claims, or a sentence or two."""
Action = Literal[
    "ask",
    "show",
    "details",
    "share",
    "compare",
    "helpful",
    "unhelpful",
    "why",
    "wrong",
    "send",
    "tell",
    "follow",
    "unfollow",
    "open",
    "forget",
    "admin",
    "edit",
]
"""What a press asks for.

Its value: a question of ours (`ask`), an encoded subject (`show`), the id of whoever may send (`send`), the number of an entry in the
curators' queue (`tell`), a platform's slug (`follow`, `unfollow`, see `bot.replies.following.HERE`), the address of a page (`open`, which
the surface does itself), nothing (`forget`), what an admin wants to see or do at the desk (`admin`), the id of a form that the surface
opens (`edit`), else an encoded reference. `details` gives the whole answer of which a surface has shown the
brief; `why` takes what somebody did not find helpful.
"""


PERSONAL: frozenset[CardKind] = frozenset({"privacy", "following", "admin"})
"""Cards for the person who asked, which a surface shows to nobody else."""


class Button(NamedTuple):
    """Something to press; `question` asks for what it shows."""

    label: str
    action: Action
    value: str = ""
    question: str = ""

    @property
    def typed(self) -> str:
        """Return what to type for the same, "" if words cannot ask for it."""
        return self.value if self.action == "ask" else self.question

    @property
    def shows_answer(self) -> bool:
        """Return True if it shows another answer, which is wanted more often than histories, alternatives and comparisons."""
        with suppress(SubjectError):
            subject = Subject.decode(self.value) if self.action == "show" else None
            return subject is not None and subject.kind == "answer" and subject.topics[0] != HISTORY
        return False


class Card(NamedTuple):
    """One thing to show: in `brief` what answers the question in one glance, in `details` the rest, in `blocks` both.

    `about` is the reference under which the answer can be shared, rated, compared and reported (None if there is
    nothing of the kind).
    `unmatched` tells that the question was not understood or not known, so that it may be sent to the curators.
    `claims` names what a message claims, for `Dialogue.claims_again`. `reply` is the reply that the card shows, for its JSON; None for
    pages and notices. `page` is the public address of the answer's page, "" if it has none.
    """

    brief: tuple[Block, ...]
    buttons: tuple[Button, ...] = ()
    about: Reference | None = None
    unmatched: bool = False
    claims: tuple[str, ...] = ()
    kind: CardKind = "notice"
    reply: Reply | None = None
    details: tuple[Block, ...] = ()
    page: str = ""

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Everything, for a surface that shows it at once."""
        return (*(block for block in self.brief if block.role is not BlockRole.READ_IN or not self.details), *self.details)

    @property
    def reference(self) -> str:
        """The encoded reference by which buttons open, share and rate the answer; "" if there is none that fits into a button."""
        return (self.about.encode() if self.about else None) or ""

    @property
    def table(self) -> Table | None:
        """The comparison, if there is one."""
        return next((block for block in self.brief if isinstance(block, Table)), None)

    @property
    def heading(self) -> Heading:
        """The first heading; an empty one if there is none."""
        return next((block for block in self.blocks if isinstance(block, Heading)), Heading(""))

    @property
    def sources(self) -> tuple[Cited, ...]:
        """Every source that is listed, once, however many of its sections are cited."""
        listed = (entry for block in self.blocks if isinstance(block, Sources) for entry in block.sources)
        return tuple({where_read(entry): entry for entry in listed}.values())


def _button(choice: Choice) -> Button:
    if choice.asks is not None and (encoded := choice.asks.encode()) is not None:
        return Button(choice.label, "show", encoded, choice.question)
    return Button(choice.label, "ask", choice.question)


def card_of(reply: Reply, about: Reference | None) -> Card:
    """Return the card of a reply; what can be asked next becomes buttons."""
    brief, details = lay_out(reply)
    return Card(
        brief=brief,
        details=details,
        buttons=tuple(map(_button, reply.choices)),
        about=about,
        unmatched=reply.kind in {"off-topic", "unknown-platform"},
        kind=reply.kind,
        reply=reply,
    )


def card_json(card: Card) -> dict[str, Any]:
    """Return the JSON of a card: that of its reply, or of a page its sentences under the same keys."""
    if card.reply is not None:
        return to_json(card.reply)
    paragraphs = [block for block in card.blocks if isinstance(block, Paragraph)]
    words = [f"{block.label}: {block.text}" if block.label else block.text for block in paragraphs]
    points = [f"{block.label}: {'; '.join(block.points)}" for block in card.blocks if isinstance(block, Points) and block.points]
    titles = [block.text for block in card.blocks if isinstance(block, Heading)]
    said = [*titles, *words, *points]
    page = Reply("off-topic", said=Said(headline=said[0] if said else "", detail="\n".join(said[1:])))
    choices = [to_choice(Choice(button.label, button.value)) for button in card.buttons if button.action == "ask"]
    return {**to_json(page), "kind": card.kind, "choices": choices}
