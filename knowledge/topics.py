"""The shape of a topic: what is asked, what each verdict means, and in which words people ask it."""

from __future__ import annotations

import re
from typing import NamedTuple

from knowledge.records import Answer, Platform
from knowledge.vocabulary import PlatformKind, Tone, Verdict


class Meaning(NamedTuple):
    """What a verdict says on a topic, and whether that is good news for the person asking.

    `words` is a sentence without its full stop: `{platform}` stands for the name, `{platforms}` for its possessive, and `[does|did]`
    for a word of today and of the past. `short` is the same as a label for tables. `guests` takes the place of `words` if a guest
    cannot do what others can, `notetaker` if the platform joins calls of other platforms.
    """

    tone: Tone
    words: str
    short: str
    guests: str | None = None
    notetaker: str | None = None

    def sentence(self, platform: Platform, *, past: bool = False, guests_cannot: bool = False) -> str:
        """Return the answer on a platform in one sentence; `past` if it no longer holds or the platform is gone."""
        words = self.guests if guests_cannot and self.guests else self.words
        if platform.kind in _JOINING and self.notetaker:
            words = self.notetaker
        name = _NOTE.sub("", platform.name)
        said = _TENSES.sub(r"\2" if past else r"\1", words).format(platform=name, platforms=f"{name}'s".replace("s's", "s'"))
        return f"{said if said.startswith(name) else said[:1].upper() + said[1:]}."


_JOINING: frozenset[PlatformKind] = frozenset({"notetaker", "clinical-notes", "hiring", "assistant", "recording", "wearable", "phone"})
_NOTE = re.compile(r" \(.*\)$")
"""An addition in brackets behind a name: "X (Twitter)"."""
_TENSES = re.compile(r"\[([^|\]]*)\|([^\]]*)\]")


class TopicClaims(NamedTuple):
    """The phrases by which posts state something on a topic, and the name of such a sentence.

    One phrase of each list of `cues` must be found; a phrase of `plain` is a statement whatever the rest says, one of `inverting` turns
    its Yes into a No. `*` stands for any ending, `…` for up to four words, `{name}` for a phrase of one of the file's `lists`. `yes` and
    `no` say what a sentence claims that takes that side; `{platform}` stands for the name.
    """

    cues: tuple[tuple[str, ...], ...] = ()
    plain: tuple[str, ...] = ()
    inverting: tuple[str, ...] = ()
    yes: str | None = None
    no: str | None = None

    def of(self, side: str, platform: Platform) -> str | None:
        """Return what a sentence on a platform claims that takes a side; None if the topic does not say it."""
        words = {"yes": self.yes, "no": self.no}.get(side)
        return None if words is None else words.replace("{platform}", platform.name)


class Topic(NamedTuple):
    """One question that every platform is asked.

    `ask` is the short question that a person can send to the company where its documents are silent;
    `{platform}` stands for the platform's name. `phrases` are whole questions as people type them,
    `words` single words that point to the topic. `review_days` is the interval of answers that give none of their own,
    `claims` how posts speak of the topic.
    """

    id: str
    name: str
    question: str
    verdicts: dict[Verdict, Meaning]
    words: tuple[str, ...]
    phrases: tuple[str, ...]
    ask: str | None = None
    review_days: int = 180
    claims: TopicClaims = TopicClaims()

    def sentence(self, platform: Platform, entry: Answer, *, guests_cannot: bool = False) -> str:
        """Return today's answer of a platform in one sentence: its own title, else the sentence of its verdict."""
        meaning = self.verdicts[entry.verdict]
        return entry.title or meaning.sentence(platform, past=platform.status == "retired", guests_cannot=guests_cannot)

    def to_ask(self, platform: Platform) -> str:
        """Return what can be asked of the company behind a platform, "" if there is nothing to ask."""
        return self.ask.format(platform=platform.name) if self.ask else ""

    def without_phrases(self) -> Topic:
        """Return the topic as replies need it."""
        return self._replace(phrases=(), claims=TopicClaims(yes=self.claims.yes, no=self.claims.no))
