"""What a chat surface shows: blocks in reading order and what can be pressed, the same for every surface.

A surface lays the blocks out and turns buttons into its own; it rewords nothing. What a button carries is data of ours
(a question of ours, a subject), never a person's words.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from bot.replies.layout import Block, Table, lay_out, table_of
from bot.replies.reply import Choice, Reply
from bot.understanding.subject import Subject

MAX_QUESTION = 93
"""The longest question that a button carries, so that it fits into a Discord `custom_id` behind the name of an action."""

Action = Literal["ask", "show", "share", "compare", "helpful", "unhelpful", "wrong", "send", "forget"]
"""What a press asks for. Its value: a question of ours (`ask`), an encoded subject (`show`), nothing (`forget`, `send`), else an encoded
reference."""


class Button(NamedTuple):
    """Something to press."""

    label: str
    action: Action
    value: str = ""


class Card(NamedTuple):
    """One thing to show.

    `about` is the reference under which the answer can be shared, rated, compared and reported (None where there is
    nothing of the kind); `table` the comparison, where there is one: it says what the blocks say, side by side.
    `unmatched` tells that the question was not understood or not known, so that it may be sent to the curators.
    `claims` names what a message claims, for `Chat.claims_again`.
    """

    blocks: tuple[Block, ...]
    buttons: tuple[Button, ...] = ()
    about: Reference | None = None
    table: Table | None = None
    unmatched: bool = False
    claims: tuple[str, ...] = ()


class Reference(NamedTuple):
    """An answer in a given version: what it is about and a digest of the entry behind it."""

    subject: Subject
    version: str

    def encode(self) -> str | None:
        """At most `bot.understanding.subject.MAX_ENCODED` + 9 characters; None where the subject is too long for a button."""
        encoded = self.subject.encode()
        return f"{self.version}@{encoded}" if encoded is not None else None

    @classmethod
    def decode(cls, encoded: str) -> Reference:
        """The reference behind an encoded one; SubjectError where it is none."""
        version, _, subject = encoded.partition("@")
        return cls(Subject.decode(subject), version)


def _button(choice: Choice) -> Button:
    if choice.asks is not None and (encoded := Subject.of(choice.asks).encode()) is not None:
        return Button(choice.label, "show", encoded)
    return Button(choice.label, "ask", choice.question)


def card_of(reply: Reply, about: Reference | None) -> Card:
    """The card of a reply; what can be asked next becomes buttons."""
    blocks = lay_out(reply)
    return Card(
        blocks=blocks[:-1] if reply.choices else blocks,  # the choices, which stand last, become buttons
        buttons=tuple(map(_button, reply.choices)),
        about=about,
        table=table_of(reply),
        unmatched=reply.kind in {"off-topic", "unknown-platform"},
    )
