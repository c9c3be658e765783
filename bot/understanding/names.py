"""Finds the platforms that a message names: exactly, by alias, or with a typing error.

Names that are ordinary words ("meet", "teams", "slack") count only where the sentence shows that the platform is meant.
The weights were given by people's questions; see `docs/matching.md`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from enum import Enum
from functools import cached_property
from typing import NamedTuple

from bot.understanding import cues
from bot.understanding.distance import within
from bot.understanding.evidence import weigh_neighbours, weigh_writing
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
    def _by_letter(self) -> dict[tuple[int, int, str], list[str]]:
        """Names by number of words, length, and first or last letter; made when the first word is mistyped."""
        near: dict[tuple[int, int, str], list[str]] = defaultdict(list)
        for spaced, alias in self._mistypable():
            for key in (spaced[0] + "_", "_" + spaced[-1]):
                near[len(alias.words), len(spaced), key].append(spaced)
        return near

    @cached_property
    def _by_word(self) -> dict[tuple[int, int, str], list[str]]:
        """Names by number of words and one of their words with its place."""
        holding: dict[tuple[int, int, str], list[str]] = defaultdict(list)
        for spaced, alias in self._mistypable():
            for place, word in enumerate(alias.words):
                holding[len(alias.words), place, word].append(spaced)
        return holding

    def _mistypable(self) -> Iterator[tuple[str, Alias]]:
        for alias in (alias for claims in self._exact.values() for alias in claims):
            spaced = " ".join(alias.words)
            if len(spaced) >= FUZZY_FROM and len(alias.words) <= MAX_FUZZY_WORDS:
                yield spaced, alias

    def find(self, text: Text, topic_words: Callable[[str], bool], earlier: Collection[str] = ()) -> list[NameMatch]:
        """The names of a message in the order in which they stand.

        `topic_words` tells whether a word points to one of our topics; `earlier` are platforms of the conversation so far.
        """
        words = text.words
        found, taken = self._occurrences(words)
        if not found:
            return []
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
        said = [word.text for word in words]
        exact = self._exact_windows(said)
        mistyped = [len(word) >= FUZZY_FROM and word not in self._everyday for word in said]
        taken = [False] * len(said)
        found: list[tuple[Alias, int, int, How]] = []
        for width in range(min(self._widest + 1, len(said)), 0, -1):
            for start in exact[width]:
                if True not in taken[start : start + width]:
                    taken[start : start + width] = [True] * width
                    found.append((self._look_up_exact(said[start : start + width]), start, start + width, How.EXACT))
            for start in range(len(said) - width + 1) if width <= MAX_FUZZY_WORDS else ():
                if True in mistyped[start : start + width] and True not in taken[start : start + width]:
                    alias = self._look_up_fuzzy(said[start : start + width])
                    if alias is not None:
                        taken[start : start + width] = [True] * width
                        found.append((alias, start, start + width, How.FUZZY))
        return sorted(found, key=lambda match: match[1]), taken

    def _exact_windows(self, said: Sequence[str]) -> dict[int, list[int]]:
        """Where names begin that are spelt right, by their number of words."""
        begins: dict[int, list[int]] = defaultdict(list)
        for start in range(len(said)):
            joined = ""
            for width, word in enumerate(said[start : start + self._widest + 1], start=1):
                joined += word
                if joined in self._exact:
                    begins[width].append(start)
        return begins

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

    def _look_up_exact(self, window: Sequence[str]) -> Alias:
        claims, typed = self._exact["".join(window)], tuple(window)
        alias = next((alias for alias in claims if alias.words == typed), claims[0])
        if alias.words != typed and len(typed) > 1 and all(word in self._everyday for word in typed):
            return alias._replace(ordinary=True)  # "go to meeting" is a phrase before it is GoTo Meeting
        return alias

    def _look_up_fuzzy(self, window: Sequence[str]) -> Alias | None:
        typed = " ".join(window)
        half_right = len(window) > 1 and any(map(self._cannot_be_mistyped, window))
        best = min(
            (
                (edits, spaced)
                for edits, spaced in within(typed, self._sharing_a_word(window) if half_right else self._alike(window, typed), 2)
                if edits <= _allowed(len(spaced))
                and (spaced[0] == typed[0] or spaced[-1] == typed[-1])
                and self._plausible(window, self._spelt(spaced), edits)
            ),
            default=None,
        )
        return self._spelt(best[1]) if best else None

    def _cannot_be_mistyped(self, word: str) -> bool:
        """Whether a word is right or needs a right one beside it: either way the name meant has a word of the window at its place."""
        return word in self._everyday or word in self._exact or len(word) < SHORTEST_TYPO

    def _sharing_a_word(self, window: Sequence[str]) -> list[str]:
        return [name for place, word in enumerate(window) for name in self._by_word.get((len(window), place, word), ())]

    def _alike(self, window: Sequence[str], typed: str) -> list[str]:
        """The names of about the same length that begin or end alike."""
        return [
            name
            for letters in range(len(typed) - 2, len(typed) + 3)
            if abs(letters - len(typed)) <= _allowed(letters)
            for key in (typed[0] + "_", "_" + typed[-1])
            for name in self._by_letter.get((len(window), letters, key), ())
        ]

    def _spelt(self, spaced: str) -> Alias:
        """The alias of which this is the spelling with its spaces."""
        return next(alias for alias in self._exact[spaced.replace(" ", "")] if " ".join(alias.words) == spaced)

    def _plausible(self, window: Sequence[str], alias: Alias, edits: int) -> bool:
        """Whether the changed words can be typing errors: everyday English is one only beside a sure word."""
        if edits and alias.joined[0] != window[0][0] and len(alias.joined) < FIRST_LETTER_BELOW:
            return False
        unharmed = [word for word, meant in zip(window, alias.words, strict=True) if word == meant]
        changed = [(word, meant) for word, meant in zip(window, alias.words, strict=True) if word != meant]
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
        return evidence + weigh_writing(text, start, end) + weigh_neighbours(alias.words[0], text.words, start, end)


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


def _joined(one: NameMatch, other: NameMatch, words: Sequence[Word]) -> bool:
    left, right = sorted((one, other), key=lambda match: match.start)
    between = words[left.end : right.start]
    return 0 < len(between) <= 2 and any(word.text in cues.JOINING for word in between)


def alias_of(target: str, name: str, *, ordinary: bool = False, listed: bool = True) -> Alias:
    """An alias from a name as it is written."""
    return Alias(target, tokens(name), ordinary, listed)
