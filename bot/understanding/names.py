"""Finds the platforms that a message names: exactly, by alias, or with a typing error.

Names that are ordinary words ("meet", "teams", "slack") count only where the sentence shows that the platform is meant.
The weights were given by people's questions; see `docs/matching.md`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cached_property, partial
from operator import attrgetter

from bot.understanding import cues
from bot.understanding.aliases import Alias, How, NameMatch
from bot.understanding.evidence import weigh_neighbours, weigh_writing
from bot.understanding.mistyped import FUZZY_FROM, SHORTEST_TYPO, MistypedNames, Window
from bot.understanding.text import Text

_START = attrgetter("start")
_BEGINS, _MISTYPED, _IN_LONGER_NAME = 1, 2, 4
BEGINNING = 5
"""By how many letters words are sorted out that begin no name."""
SURE, CERTAIN, POSSIBLE, JOINED = 2.0, 1.0, 0.4, -0.3
"""SURE is a name that is no ordinary word. At CERTAIN evidence an ordinary word is the platform, from POSSIBLE on it is
where the message has a topic of ours, and from JOINED on beside a sure name ("Teams or Meet")."""


class NameIndex:
    """All names, arranged for looking them up."""

    def __init__(self, aliases: Iterable[Alias], everyday: Collection[str], topic_words: Collection[str]) -> None:
        """Take every alias; of two platforms that claim the same one, neither gets it by fuzzy or exact match.

        `everyday` are words of plain English, `topic_words` those that our topics are put in: neither is a mistyped name.
        """
        self._everyday = everyday
        by_key: dict[str, list[Alias]] = defaultdict(list)
        for alias in aliases:
            if alias.words and alias not in by_key[alias.joined]:
                by_key[alias.joined].append(alias)
        self._exact = {key: _settle(claims) for key, claims in by_key.items() if _settle(claims)}
        # "microsoft team": what names begin with is looked at, for the sake of the words behind it.
        first_words = {alias.words[0] for claims in self._exact.values() for alias in claims}
        self._topic_words = frozenset(topic_words) - first_words
        self._mistyped = MistypedNames(self._exact, everyday)
        self._widest = max((len(alias.words) for claims in self._exact.values() for alias in claims), default=1)

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        """The first letters of all names, as many as a word may have that begins one; most words begin none."""
        return frozenset(name[:letters] for name in self._exact for letters in range(1, BEGINNING + 1))

    def find(self, text: Text, topic_words: Callable[[str], bool], earlier: Collection[str] = ()) -> list[NameMatch]:
        """The names of a message in the order in which they stand.

        `topic_words` tells whether a word points to one of our topics; `earlier` are platforms of the conversation so far.
        """
        words = text.words
        matches, taken = self._occurrences(words)
        if not [match for match in matches if match.alias.ordinary]:
            return matches
        rest = [word for word, is_taken in zip(words, taken, strict=True) if not is_taken]
        weigh = partial(self._weigh, text=text, spoken=any(map(topic_words, rest)), bare=cues.FILLER.issuperset(rest), earlier=earlier)
        return _accept([match._replace(evidence=weigh(match.alias, match.start, match.end)) for match in matches], words)

    def in_list(self, words: Sequence[str]) -> tuple[list[Alias], list[str]]:
        """The names among words that list platforms, ordinary words or not, and the words that are part of none."""
        found, taken = self._occurrences(words)
        return [match.alias for match in found], [word for word, is_taken in zip(words, taken, strict=True) if not is_taken]

    def _occurrences(self, said: Sequence[str]) -> tuple[list[NameMatch], list[bool]]:
        """Where words spell a name, ordinary words or not, and which words that takes; of two that overlap, the longer name."""
        taken = [False] * len(said)
        found: list[NameMatch] = []
        marked = [(place, kind) for place, kind in enumerate(map(self._kinds.__getitem__, said)) if kind]
        windows = self._right_windows(said, marked)
        if mistyped := frozenset([place for place, kind in marked if kind & _MISTYPED]):
            windows += self._mistyped.windows(said, mistyped, [place for place, kind in marked if kind & _IN_LONGER_NAME])
        windows.sort(key=_widest_first)
        for start, end, meant in windows:
            if True in taken[start:end]:
                continue
            alias = self._spelt_right(said[start:end]) if meant is None else self._mistyped.nearest(said[start:end], meant)
            if alias is not None:
                taken[start:end] = [True] * (end - start)
                found.append(NameMatch(alias, start, end, How.EXACT if meant is None else How.FUZZY, SURE))
        found.sort(key=_START)
        return found, taken

    def _right_windows(self, said: Sequence[str], marked: Sequence[tuple[int, int]]) -> list[Window]:
        """Where a name stands that is spelt right."""
        windows = []
        beginnings, exact = self._beginnings, self._exact
        for start, kind in marked:
            if kind & _BEGINS:
                joined = ""
                for end, word in enumerate(said[start : start + self._widest + 2], start + 1):
                    joined += word
                    if joined[:BEGINNING] not in beginnings:
                        break
                    if joined in exact:
                        windows.append(Window(start, end, None))
        return windows

    @cached_property
    def _kinds(self) -> _Kinds:
        return _Kinds(self._kind)

    def _kind(self, word: str) -> tuple[int, bool]:
        """What a word can be to a name, and whether it is known to us: then that may be kept, being nothing that only somebody typed."""
        known = word in self._topic_words or word in self._everyday or word in self._exact
        kind = (
            _BEGINS * (word[:BEGINNING] in self._beginnings)
            | _MISTYPED * (not known and len(word) >= SHORTEST_TYPO)
            | _IN_LONGER_NAME * (word in self._mistyped.words_of_longer_names)
        )
        return kind, known

    def find_strangers(self, text: Text, known_word: Callable[[str], bool], least: float = CERTAIN) -> list[int]:
        """Where words stand that no dictionary knows, at the place of a platform ("does X train", "on X calls").

        `least` is the evidence from which on a word is taken for a name.
        """
        strangers = []
        for position, word in enumerate(text.words):
            if len(word) < FUZZY_FROM or word in self._everyday or not word.isalpha() or known_word(word):
                continue
            before = text.words[position - 1] if position else ""
            if before in cues.POSSESSIVES | cues.ARTICLES and not text.has_capital(position):
                continue  # "my fundraising call": a rare word is more likely than a product
            alias = Alias(word, (word,), ordinary=True, listed=False)
            if self._weigh(alias, position, position + 1, text=text, spoken=True, bare=False, earlier=()) >= least:
                strangers.append(position)
        return strangers

    def _spelt_right(self, window: Sequence[str]) -> Alias:
        claims, typed = self._exact["".join(window)], tuple(window)
        alias = next((alias for alias in claims if alias.words == typed), claims[0])
        if alias.words != typed and len(typed) > 1 and all(word in self._everyday for word in typed):
            return alias._replace(ordinary=True)  # "go to meeting" is a phrase before it is GoTo Meeting
        return alias

    def _weigh(self, alias: Alias, start: int, end: int, *, text: Text, spoken: bool, bare: bool, earlier: Collection[str]) -> float:
        """How much speaks for the platform at these words; SURE where its name is no ordinary word."""
        if not alias.ordinary:
            return SURE
        evidence = 0.6 if alias.target in earlier else 0.0
        evidence += 0.6 if alias.words[0] in cues.WELL_KNOWN else 0.0
        if bare:
            evidence += 1.0
        elif not spoken:
            evidence -= 0.8
        return evidence + weigh_writing(text, start, end) + weigh_neighbours(alias.words[0], text, start, end)


class _Kinds(dict[str, int]):
    """What words can be to a name, found out when one is first asked for, and kept where it is known."""

    def __init__(self, find: Callable[[str], tuple[int, bool]]) -> None:
        self._find = find

    def __missing__(self, word: str) -> int:
        kind, known = self._find(word)
        if known:
            self[word] = kind
        return kind


def _widest_first(window: Window) -> tuple[int, bool, int]:
    return window.start - window.end, window.meant is not None, window.start


def _settle(claims: Sequence[Alias]) -> list[Alias]:
    """Who gets a name: a platform of the base before a product known by name only, and nobody where two platforms claim it."""
    listed = [alias for alias in claims if alias.listed]
    chosen = listed or list(claims)
    return chosen if len({alias.target for alias in chosen}) == 1 else []


def _accept(matches: Sequence[NameMatch], words: Sequence[str]) -> list[NameMatch]:
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


def _joined(one: NameMatch, other: NameMatch, words: Sequence[str]) -> bool:
    left, right = sorted((one, other), key=lambda match: match.start)
    between = words[left.end : right.start]
    return 0 < len(between) <= 2 and not cues.JOINING.isdisjoint(between)
