"""The shape of a topic: what is asked, what each verdict means, and in which words people ask it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from knowledge.records import CLOSED
from knowledge.vocabulary import Tone, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What a verdict says on a topic, in words, and whether that is good news for the person asking."""

    __pydantic_config__: ClassVar = CLOSED

    tone: Tone
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One question that every platform is asked.

    `ask` is the short question that a person can send to the company where its documents are silent;
    `{platform}` stands for the platform's name. `phrases` are whole questions as people type them,
    `words` single words that point to the topic.
    """

    __pydantic_config__: ClassVar = CLOSED

    id: str
    name: str
    question: str
    ask: str | None = None
    verdicts: dict[Verdict, Meaning]
    words: tuple[str, ...]
    phrases: tuple[str, ...]

    def without_phrases(self) -> Topic:
        """The topic as replies need it."""
        return replace(self, phrases=())
