"""Labelled messages, one JSON object a line: what people write, and what it means. They teach the matcher and they judge it."""

from __future__ import annotations

from typing import Literal, NamedTuple

MessageKind = Literal["answerable", "compare", "alternatives", "follow-up", "unknown-platform", "ambiguous", "off-topic"]
Form = Literal["", "polar", "truth", "howto", "howlong", "who", "which", "what", "statement", "request", "chatter", "other"]
Side = Literal["", "yes", "no"]
Leans = Literal["", "keep", "own", "close"]


class LabelledMessage(NamedTuple):
    """One message and what it means; an empty string or list says that the message does not say.

    `topics` holds every acceptable topic, the best first. `side` is the answer to the first topic's question that the message
    leans to. `context` is the message before, and `leans` whether this one takes something from it (keep), stands by itself (own)
    or closes the conversation (close).
    """

    id: str
    text: str
    kind: MessageKind
    platforms: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    plan: str = ""
    as_of: str = ""
    context: str = ""
    form: Form = ""
    side: Side = ""
    leans: Leans = ""

    @property
    def is_follow_up(self) -> bool:
        """True if the message takes something from the one before it."""
        return self.leans == "keep" or (self.kind == "follow-up" and not self.leans)
