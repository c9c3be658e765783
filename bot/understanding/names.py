"""Finds the platforms that a message names: exactly, by alias, or with a typing error.

Names that are ordinary words ("meet", "teams", "slack") count only where the sentence shows that the platform is meant.
The weights were given by people's questions; see `docs/matching.md`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from enum import Enum
from functools import cached_property
from typing import NamedTuple

from bot.understanding import cues
from bot.understanding.distance import within
from bot.understanding.text import Text, Word, tokens

FUZZY_FROM, TWO_EDITS_FROM, FIRST_LETTER_BELOW, SHORTEST_TYPO = 4, 9, 6, 3
MAX_FUZZY_WORDS = 3
SURE, CERTAIN, POSSIBLE, JOINED = 2.0, 1.0, 0.4, -0.3
"""SURE is a name that is no ordinary word. At CERTAIN evidence an ordinary word is the platform, from POSSIBLE on it is
where the message has a topic of ours, and from JOINED on beside a sure name ("Teams or Meet")."""


class How(Enum):
    """How a name was recognised."""

    EXACT = "exact"
    FUZZY = "fuzzy"


class Alias(NamedTuple):
    """One name of one platform. `listed` is False for a product that is known by name only."""

    target: str
    words: tuple[str, ...]
    ordinary: bool
    listed: bool

    @property
    def joined(self) -> str:
        """The name without spaces."""
        return "".join(self.words)


class NameMatch(NamedTuple):
    """A name found at the words `start` to `end` (exclusive), and how much speaks for it."""

    alias: Alias
    start: int
    end: int
    how: How
    evidence: float


class NameIndex:
    """All names, arranged for looking them up."""

    def __init__(self, aliases: Iterable[Alias], everyday: Collection[str]) -> None:
        """Take every alias; of two platforms that claim the same one, neither gets it by fuzzy or exact match."""
        self._everyday = everyday
        by_key: dict[str, list[Alias]] = defaultdict(list)
        for alias in aliases:
            if alias.words and alias not in by_key[alias.joined]:
                by_key[alias.joined].append(alias)
        self._exact = {key: _settle(claims) for key, claims in by_key.items() if _settle(claims)}
        self._widest = max((len(alias.words) for claims in self._exact.values() for alias in claims), default=1)

    @cached_property
    def _near(self) -> dict[tuple[int, int, str], list[str]]:
        """Names by number of words, length, and first or last letter; made when the first word is mistyped."""
        near: dict[tuple[int, int, str], list[str]] = defaultdict(list)
        for alias in (alias for claims in self._exact.values() for alias in claims):
            spaced = " ".join(alias.words)
            if len(spaced) >= FUZZY_FROM and len(alias.words) <= MAX_FUZZY_WORDS:
                for key in (spaced[0] + "_", "_" + spaced[-1]):
                    near[len(alias.words), len(spaced), key].append(spaced)
        return near

    def find(self, text: Text, topic_words: Callable[[str], bool], earlier: Collection[str] = ()) -> list[NameMatch]:
        """The names of a message in the order in which they stand.

        `topic_words` tells whether a word points to one of our topics; `earlier` are platforms of the conversation so far.
        """
        words = text.words
        found, taken = self._occurrences(words)
        rest = [word.text for position, word in enumerate(words) if not taken[position]]
        spoken = any(topic_words(word) for word in rest)
        bare = all(word in cues.FILLER for word in rest)
        matches = [
            NameMatch(alias, start, end, how, self._weigh(alias, text, start, end, spoken=spoken, bare=bare, earlier=earlier))
            for alias, start, end, how in found
        ]
        return _accept(matches, words)

    def in_list(self, words: Sequence[Word]) -> tuple[list[Alias], list[Word]]:
        """The names among words that list platforms, ordinary words or not, and the words that are part of none."""
        found, taken = self._occurrences(words)
        return [alias for alias, *_ in found], [word for position, word in enumerate(words) if not taken[position]]

    def _occurrences(self, words: Sequence[Word]) -> tuple[list[tuple[Alias, int, int, How]], list[bool]]:
        """Where words spell a name, the longest first, and which words that takes."""
        taken = [False] * len(words)
        found: list[tuple[Alias, int, int, How]] = []
        for width in range(min(self._widest + 1, len(words)), 0, -1):
            for lookup in (self._look_up_exact, self._look_up_fuzzy):
                for start in range(len(words) - width + 1):
                    if any(taken[start : start + width]):
                        continue
                    hit = lookup(words[start : start + width])
                    if hit is not None:
                        taken[start : start + width] = [True] * width
                        found.append((hit, start, start + width, How.EXACT if lookup == self._look_up_exact else How.FUZZY))
        return sorted(found, key=lambda match: match[1]), taken

    def find_strangers(self, text: Text, known_word: Callable[[str], bool], least: float = CERTAIN) -> list[Word]:
        """Words that no dictionary knows and that stand where a platform stands ("does X train", "on X calls").

        `least` is the evidence from which on a word is taken for a name.
        """
        strangers = []
        for position, word in enumerate(text.words):
            if len(word.text) < FUZZY_FROM or not word.text.isalpha() or word.text in self._everyday or known_word(word.text):
                continue
            before = text.words[position - 1].text if position else ""
            if before in cues.POSSESSIVES | cues.ARTICLES and not word.capital:
                continue  # "my fundraising call": a rare word is more likely than a product
            alias = Alias(word.text, (word.text,), ordinary=True, listed=False)
            if self._weigh(alias, text, position, position + 1, spoken=True, bare=False, earlier=()) >= least:
                strangers.append(word)
        return strangers

    def _look_up_exact(self, window: Sequence[Word]) -> Alias | None:
        claims = self._exact.get("".join(word.text for word in window))
        if claims is None:
            return None
        typed = tuple(word.text for word in window)
        alias = next((alias for alias in claims if alias.words == typed), claims[0])
        if alias.words != typed and len(typed) > 1 and all(word in self._everyday for word in typed):
            return alias._replace(ordinary=True)  # "go to meeting" is a phrase before it is GoTo Meeting
        return alias

    def _look_up_fuzzy(self, window: Sequence[Word]) -> Alias | None:
        if len(window) > MAX_FUZZY_WORDS or not any(len(word.text) >= FUZZY_FROM and word.text not in self._everyday for word in window):
            return None
        typed = " ".join(word.text for word in window)
        if len(typed) < FUZZY_FROM:
            return None
        best: tuple[int, str] | None = None
        for length in range(len(typed) - 2, len(typed) + 3):
            allowed = _allowed(length)
            if abs(length - len(typed)) > allowed:
                continue
            for key in (typed[0] + "_", "_" + typed[-1]):
                near = self._near.get((len(window), length, key))
                if not near:
                    continue
                for found in within(typed, near, allowed):
                    if self._plausible(window, self._spelt(found[1]), found[0]):
                        best = min(best or found, found)
        return self._spelt(best[1]) if best else None

    def _spelt(self, spaced: str) -> Alias:
        """The alias of which this is the spelling with its spaces."""
        return next(alias for alias in self._exact[spaced.replace(" ", "")] if " ".join(alias.words) == spaced)

    def _plausible(self, window: Sequence[Word], alias: Alias, edits: int) -> bool:
        """Whether the changed words can be typing errors: everyday English is one only beside a sure word."""
        if edits and alias.joined[0] != window[0].text[0] and len(alias.joined) < FIRST_LETTER_BELOW:
            return False
        unharmed = [word.text for word, meant in zip(window, alias.words, strict=True) if word.text == meant]
        changed = [(word.text, meant) for word, meant in zip(window, alias.words, strict=True) if word.text != meant]
        if any(word.isdigit() != meant.isdigit() or word in self._exact for word, meant in changed):
            return False  # a number is not mistyped for a word, nor one platform's name for another's
        if any(min(len(word), len(meant)) < SHORTEST_TYPO for word, meant in changed):
            return False
        anchored = any(word not in self._everyday and len(word) >= FUZZY_FROM for word in unharmed)
        return all(word not in self._everyday or (anchored and within(word, [meant], 1)) for word, meant in changed)

    def _weigh(self, alias: Alias, text: Text, start: int, end: int, *, spoken: bool, bare: bool, earlier: Collection[str]) -> float:
        """How much speaks for the platform at these words; SURE where its name is no ordinary word."""
        if not alias.ordinary:
            return SURE
        evidence = 0.6 if alias.target in earlier else 0.0
        evidence += 0.6 if alias.words[0] in cues.WELL_KNOWN else 0.0
        if bare:
            evidence += 1.0
        elif not spoken:
            evidence -= 0.8
        return evidence + _weigh_writing(text, start, end) + _weigh_neighbours(alias, text.words, start, end)


def _weigh_writing(text: Text, start: int, end: int) -> float:
    """What capitals, a possessive and the place in the sentence say."""
    word = text.words[start]
    evidence = 1.2 if word.capital and not word.opens and not text.shouted else 0.0
    evidence += 1.0 if text.words[end - 1].possessive else 0.0
    return evidence + (0.6 if word.opens and end < len(text.words) else 0.0)


def _weigh_neighbours(alias: Alias, words: Sequence[Word], start: int, end: int) -> float:
    """What the words before and behind say."""
    opens = words[start].opens
    before = "" if opens or not start else words[start - 1].text
    after = words[end].text if end < len(words) else ""
    evidence = 1.2 if before in cues.ASKING else 0.0
    evidence += 1.0 if before in cues.USING else 0.0
    ends_there = not after or after in cues.PRODUCT_NOUNS or after in cues.PREPOSITIONS or words[end].opens
    evidence += 1.0 if before in cues.PREPOSITIONS and ends_there else 0.0
    if after in cues.PRODUCT_NOUNS:
        evidence += 1.0 if not start or before in cues.POSSESSIVES else 0.8
    elif before in cues.ARTICLES or before in cues.POSSESSIVES:
        evidence -= 1.0
    if after in cues.PARTICLES and before not in cues.PREPOSITIONS:
        evidence -= 0.8
    used = before == "to" and start > 1 and words[start - 2].text in cues.MOVING
    evidence += 1.0 if used else 0.0
    if before in cues.VERB_BEFORE and alias.words[0] in cues.VERBS and not used:
        evidence -= 0.8
    return evidence


def _allowed(letters: int) -> int:
    if letters < FUZZY_FROM:
        return 0
    return 2 if letters >= TWO_EDITS_FROM else 1


def _settle(claims: Sequence[Alias]) -> list[Alias]:
    """Who gets a name: a platform of the base before a product known by name only, and nobody where two platforms claim it."""
    listed = [alias for alias in claims if alias.listed]
    chosen = listed or list(claims)
    return chosen if len({alias.target for alias in chosen}) == 1 else []


def _accept(matches: Sequence[NameMatch], words: Sequence[Word]) -> list[NameMatch]:
    """Drop what is an ordinary word after all; beside a sure name ("Teams or Meet") less evidence is enough."""
    accepted = [match.evidence >= POSSIBLE for match in matches]
    sure = {match.alias.target for match, taken in zip(matches, accepted, strict=True) if taken}
    accepted = [taken or (match.alias.target in sure and match.evidence >= JOINED) for match, taken in zip(matches, accepted, strict=True)]
    for position, match in enumerate(matches):
        if accepted[position] or match.evidence < JOINED:
            continue
        for neighbour in (position - 1, position + 1):
            if 0 <= neighbour < len(matches) and accepted[neighbour] and _joined(matches[neighbour], match, words):
                accepted[position] = True
    return [match for match, keep in zip(matches, accepted, strict=True) if keep]


def without_bystanders(matches: Sequence[NameMatch], text: Text, is_company: Callable[[str], bool]) -> list[NameMatch]:
    """Leave out names that only receive ("sent to ChatGPT", "shared with Facebook") or only serve as an example ("same as Zoom").

    `is_company` tells whether a word names a company or an AI that platforms hand content to.
    """
    words = [word.text for word in text.words]
    kept = [match for match in matches if not _receives(match, words, is_company)]
    subjects = [match for match in kept if not is_company(match.alias.words[0]) or len(match.alias.words) > 1]
    if subjects and len(subjects) < len(kept):
        asked = {match.alias.target for match in subjects}
        kept = [
            match for match in kept if match.alias.target in asked or any(_chosen_between(match, other, text.words) for other in subjects)
        ]
    if len(kept) > 1:
        kept = [match for match in kept if not _is_example(match, words)] or kept
    return kept


def _receives(match: NameMatch, words: Sequence[str], is_company: Callable[[str], bool]) -> bool:
    if len(match.alias.words) > 1 or not is_company(match.alias.words[0]):
        return False
    before = words[max(0, match.start - 6) : match.start]
    return bool(before) and before[-1] in {"to", "with", "into", "and", "or"} and bool(cues.HANDING.intersection(before))


def _is_example(match: NameMatch, words: Sequence[str]) -> bool:
    before = words[max(0, match.start - 2) : match.start]
    return (
        before[-1:] == ["like"] or before in (["same", "as"], ["as", "with"], ["over", "to"], ["left", "for"]) or before[-1:] == ["unlike"]
    )


def _chosen_between(one: NameMatch, other: NameMatch, words: Sequence[Word]) -> bool:
    left, right = sorted((one, other), key=lambda match: match.start)
    between = words[left.end : right.start]
    return 0 < len(between) <= 2 and any(word.text in cues.CHOOSING for word in between)


def _joined(one: NameMatch, other: NameMatch, words: Sequence[Word]) -> bool:
    left, right = sorted((one, other), key=lambda match: match.start)
    between = words[left.end : right.start]
    return 0 < len(between) <= 2 and any(word.text in cues.JOINING for word in between)


def alias_of(target: str, name: str, *, ordinary: bool = False, listed: bool = True) -> Alias:
    """An alias from a name as it is written."""
    return Alias(target, tokens(name), ordinary, listed)
