"""The shape of a topic: what is asked, what each verdict means, and in which words people ask it."""

from __future__ import annotations

from typing import NamedTuple

from knowledge.vocabulary import Tone, Verdict


class Meaning(NamedTuple):
    """What a verdict says on a topic, in words, and whether that is good news for the person asking."""

    tone: Tone
    words: str


class Topic(NamedTuple):
    """One question that every platform is asked.

    `ask` is the short question that a person can send to the company where its documents are silent;
    `{platform}` stands for the platform's name. `phrases` are whole questions as people type them,
    `words` single words that point to the topic.
    """

    id: str
    name: str
    question: str
    verdicts: dict[Verdict, Meaning]
    words: tuple[str, ...]
    phrases: tuple[str, ...]
    ask: str | None = None

    def without_phrases(self) -> Topic:
        """Return the topic as replies need it."""
        return self._replace(phrases=())
