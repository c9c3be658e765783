"""From a message to a Question: names first, then the topic of what is left, then scope and time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from bot.understanding import cues
from bot.understanding.aliases import Alias, NameMatch, alias_of
from bot.understanding.bystanders import without_bystanders
from bot.understanding.classifier import Weights, train
from bot.understanding.features import by_neighbours, parts_of, stem, weigh
from bot.understanding.names import POSSIBLE, NameIndex
from bot.understanding.periods import read_period
from bot.understanding.question import Question, Ranking, Turn
from bot.understanding.scope import read_scope
from bot.understanding.synonyms import Synonyms, group
from bot.understanding.text import MAX_CHARACTERS, Text, split, tokens
from bot.understanding.topic_reader import BACKGROUND, TopicReader
from knowledge.records import Platform
from knowledge.topics import Topic

if TYPE_CHECKING:
    from knowledge.language import LanguageFile

SHORTEST_VENDOR = 3
_LEGAL_FORMS = frozenset("inc llc ltd corp gmbh com".split())
_COMPANIES = frozenset({"outside-ai", "company"})
"""Synonym groups of names that are more often somebody who receives than the platform asked about."""
PLACEHOLDER, NAMED = "PLATFORM", "platformname"
"""What stands for a name in a phrase, and for the classifier: which name it is says nothing, that one stands there does."""
_SPEAKING = frozenset(
    "ai notes note recap assistant notetaker recording record transcription insights copilot companion chat call calls".split()
)
"""Words that go on speaking for the topic although they belong to a name ("AI Companion", "Read AI notes")."""


class Material(NamedTuple):
    """Everything that the slow learning depends on, as plain data: with equal material nothing is learnt again.

    `topics` holds the id, the words and the phrases of each topic.
    """

    topics: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]
    near_misses: tuple[str, ...]
    synonyms: dict[str, tuple[str, ...]]


class TopicModel(NamedTuple):
    """What is learnt from the phrases of the topics, which takes seconds; plain data, can be stored."""

    weights: Weights
    vocabulary: Mapping[str, int]
    synonyms: Synonyms
    neighbours: Mapping[str, dict[str, str]]
    pointing: Collection[str]


class NameModel(NamedTuple):
    """What is learnt from the platforms' names and the topics' questions, which takes milliseconds; plain data, can be stored."""

    names: NameIndex
    everyday: Collection[str]
    vendors: Mapping[str, frozenset[str]]
    own_words: Mapping[tuple[str, ...], str]
    """The topics' own questions and names, which stand on buttons: whoever presses one gets just that topic."""


def material_of(topics: Iterable[Topic], language: LanguageFile) -> Material:
    """Return what `learn_topics` learns from."""
    return Material(tuple((topic.id, topic.words, topic.phrases) for topic in topics), language.near_misses, language.synonyms)


def learn_topics(material: Material) -> TopicModel:
    """Learn to tell the topics apart; the same material gives the same model."""
    synonyms = group(material.synonyms)
    vocabulary: dict[str, int] = defaultdict(int)
    examples = [
        (tokens(phrase.replace(PLACEHOLDER, f" {NAMED} ")), topic)
        for topic, words, phrases in material.topics
        for phrase in (*phrases, *words)
    ]
    examples += [(tokens(phrase.replace(PLACEHOLDER, f" {NAMED} ")), BACKGROUND) for phrase in material.near_misses]
    for words, label in examples:
        for word in words if label != BACKGROUND else ():
            vocabulary[word] += 1
    for wordings in material.synonyms.values():
        for wording in wordings:
            for word in tokens(wording):
                vocabulary[word] += 1
    kept = [([word for word in words if word not in cues.NEUTRAL], label) for words, label in examples]
    parts = [(parts_of(words, synonyms), label) for words, label in kept]
    weights = train(parts, (*(topic for topic, _, _ in material.topics), BACKGROUND), weigh)
    pointing = frozenset(stem(word) for _, words, _ in material.topics for wording in words for word in tokens(wording))
    pointing |= frozenset(wording for wording, held in synonyms.groups.items() if held != ["content"])
    return TopicModel(weights, dict(vocabulary), synonyms, by_neighbours(weights.places), pointing)


def learn_names(
    platforms: Iterable[Platform], topics: Iterable[Topic], language: LanguageFile, everyday: frozenset[str], learnt: TopicModel
) -> NameModel:
    """Learn the names of platforms and products, and the topics' own questions."""
    platforms = tuple(platforms)
    vendors = {
        platform.slug: frozenset(word for word in tokens(platform.vendor) if len(word) >= SHORTEST_VENDOR and word not in _LEGAL_FORMS)
        - everyday
        for platform in platforms
    }
    own_words = {tokens(wording): topic.id for topic in topics for wording in (topic.question, topic.name)}
    return NameModel(NameIndex(_aliases(platforms, language), everyday, learnt.vocabulary), everyday, vendors, own_words)


def _aliases(platforms: Iterable[Platform], language: LanguageFile) -> Iterable[Alias]:
    for platform in platforms:
        ordinary = {tokens(name) for name in platform.ordinary_aliases}
        for name in dict.fromkeys((platform.name, platform.slug, *platform.aliases, *platform.ordinary_aliases)):
            yield alias_of(platform.slug, name, ordinary=tokens(name) in ordinary)
    for entry in language.unlisted:
        spellings = [spelling.strip() for spelling in entry.split("|")]
        for spelling in spellings:
            yield alias_of(spellings[0], spelling, listed=False)


class Understanding:
    """Understands messages by what was learnt."""

    def __init__(self, learnt: TopicModel, names: NameModel, rarer_words: Callable[[], Collection[str]]) -> None:
        """Take both models; `rarer_words` gives the words of English beyond the everyday, read when first needed."""
        self._learnt = learnt
        self._named = names
        self._english = cache(rarer_words)
        self._topics = TopicReader(learnt.weights, learnt.vocabulary, names.everyday, learnt.synonyms, learnt.neighbours)

    def understand(self, message: str, previous: Turn, today: date) -> Question:
        """Read one message; `previous` is what the conversation remembers. Of one that is too long, nothing is read."""
        if len(message) > MAX_CHARACTERS:
            return Question.too_long_to_read()
        text = split(message)
        names = self._names(text, previous)
        strangers = [] if names else self._named.names.find_strangers(text, self._is_english)
        spoken = self._spoken(text, names)
        words = [word for word in spoken if word != NAMED]
        ranking = self.rank_topics([word for word in spoken if word not in cues.NEUTRAL])
        if (pressed := self._named.own_words.get(tuple(words))) is not None:
            ranking = _pressed(pressed, ranking)
        return Question(
            text=text,
            names=tuple(names),
            platforms=_targets(names, listed=True),
            unlisted=_targets(names, listed=False),
            strangers=tuple([text.between(position, position + 1) for position in strangers]),
            ranking=ranking,
            scope=read_scope(words, text.written),
            period=read_period(text.clean, words, today),
        )

    def platforms_in(self, sentence: str, previous: Turn) -> tuple[str, ...]:
        """The known platforms that a sentence names."""
        return _targets(self._names(split(sentence), previous), listed=True)

    def names_in_list(self, listing: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The known platforms of a text that is known to list platforms ("zoom teams on encryption"), and its other words."""
        aliases, others = self._named.names.in_list(split(listing).words)
        return tuple(dict.fromkeys(alias.target for alias in aliases if alias.listed)), tuple(others)

    def names_a_stranger(self, sentence: str) -> bool:
        """Whether a sentence is about a product that is not known, or may be."""
        text = split(sentence)
        unlisted = any(not match.alias.listed for match in self._names(text, Turn()))
        return unlisted or bool(self._named.names.find_strangers(text, self._is_english, POSSIBLE))

    def rank_topics(self, words: Sequence[str]) -> Ranking:
        """The topics that some words speak of, names masked."""
        return self._topics.read(words)

    def _names(self, text: Text, previous: Turn) -> list[NameMatch]:
        found = self._named.names.find(text, self._points, previous.platforms)
        kept = without_bystanders(found, text, self._is_company) if found else found
        if len(kept) < 2:
            return kept
        return [match for match in kept if not any(self._is_vendor(match, other) for other in kept)]

    def _is_vendor(self, match: NameMatch, other: NameMatch) -> bool:
        """Whether a name is that of the company behind another platform named ("Jitsi … 8x8")."""
        return other.alias.target != match.alias.target and match.alias.joined in self._named.vendors.get(other.alias.target, ())

    def _is_english(self, word: str) -> bool:
        return self._topics.correct(word)[1] > 0 or word in self._english()

    def _is_company(self, word: str) -> bool:
        return bool(_COMPANIES.intersection(self._learnt.synonyms.of(stem(word))))

    def _spoken(self, text: Text, names: Sequence[NameMatch]) -> list[str]:
        """The words that speak for the topic, NAMED in place of each name, without the vendors of the platforms that are named."""
        spoken = list(text.words)
        for match in reversed(names):
            spoken[match.start : match.end] = (NAMED, *[word for word in spoken[match.start : match.end] if word in _SPEAKING])
        for match in names:
            vendors = self._named.vendors.get(match.alias.target, frozenset())
            if not vendors.isdisjoint(spoken):
                spoken = [word for word in spoken if word not in vendors]
        return spoken

    def _points(self, word: str) -> bool:
        return stem(self._topics.correct(word)[0]) in self._learnt.pointing


def _targets(names: Iterable[NameMatch], *, listed: bool) -> tuple[str, ...]:
    """What is named, each once: platforms of the base, or products that are known by name only."""
    return tuple(dict.fromkeys([match.alias.target for match in names if match.alias.listed is listed]))


def _pressed(topic: str, ranking: Ranking) -> Ranking:
    """The topics with one that is beyond doubt in front."""
    others = [other for other in ranking.topics if other != topic]
    return Ranking((topic, *others), (1.0, *[0.0] * len(others)), background=0.0)
