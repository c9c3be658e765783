"""From a message to a Question: names first, then the topic of what is left, then scope and time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from itertools import starmap
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from bot.understanding.bystanders import without_bystanders
from bot.understanding.classifier import Classifier, train
from bot.understanding.correct import Corrector
from bot.understanding.features import extract, letter_features, stem, word_features
from bot.understanding.names import POSSIBLE, Alias, NameIndex, NameMatch, alias_of
from bot.understanding.periods import read_period
from bot.understanding.question import Question, TopicShare, Turn
from bot.understanding.scope import read_scope
from bot.understanding.text import MAX_CHARACTERS, Text, Word, split, tokens
from knowledge.records import Platform
from knowledge.topics import Topic

if TYPE_CHECKING:
    from knowledge.language import LanguageFile

BACKGROUND = "background"
CACHED_WORDS = 2048
SHORTEST_VENDOR = 3
_LEGAL_FORMS = frozenset("inc llc ltd corp gmbh com".split())
_COMPANIES = frozenset({"outside-ai", "company"})
"""Synonym groups of names that are more often somebody who receives than the platform asked about."""
PLACEHOLDER, NAMED = "PLATFORM", "platformname"
"""What stands for a name in a phrase, and for the classifier: which name it is says nothing, that one stands there does."""
_NEUTRAL = frozenset("free basic paid paying pro premium plus business enterprise plan plans tier account accounts subscription".split())
"""Words for whom a question concerns, read by `scope`; they say nothing of the topic."""
_SPEAKING = frozenset(
    "ai notes note recap assistant notetaker recording record transcription insights copilot companion chat call calls".split()
)
"""Words that go on speaking for the topic although they belong to a name ("AI Companion", "Read AI notes")."""


class Model(NamedTuple):
    """Everything that is learnt from the knowledge base for understanding questions; plain data, can be stored."""

    names: NameIndex
    classifier: Classifier
    vocabulary: Mapping[str, int]
    groups: Mapping[str, Sequence[str]]
    pointing: Collection[str]
    everyday: Collection[str]
    vendors: Mapping[str, Collection[str]]
    own_words: Mapping[tuple[str, ...], str]
    """The topics' own questions and names, which stand on buttons: whoever presses one gets just that topic."""


def learn(topics: Iterable[Topic], language: LanguageFile, platforms: Iterable[Platform], everyday: frozenset[str]) -> Model:
    """Build the model; the same knowledge gives the same model."""
    topics, platforms = tuple(topics), tuple(platforms)
    groups = _groups(language.synonyms)
    vocabulary: dict[str, int] = defaultdict(int)
    examples = [
        (tokens(phrase.replace(PLACEHOLDER, f" {NAMED} ")), topic.id) for topic in topics for phrase in (*topic.phrases, *topic.words)
    ]
    examples += [(tokens(phrase.replace(PLACEHOLDER, f" {NAMED} ")), BACKGROUND) for phrase in language.near_misses]
    for words, label in examples:
        for word in words if label != BACKGROUND else ():
            vocabulary[word] += 1
    for wordings in language.synonyms.values():
        for wording in wordings:
            for word in tokens(wording):
                vocabulary[word] += 1
    kept = [([word for word in words if word not in _NEUTRAL], label) for words, label in examples]
    features = [(extract(words, [1.0] * len(words), groups), label) for words, label in kept]
    classifier = train(features, (*(topic.id for topic in topics), BACKGROUND))
    pointing = frozenset(stem(word) for topic in topics for wording in topic.words for word in tokens(wording))
    pointing |= frozenset(group_stem for group_stem, held in groups.items() if held != ["content"])
    vendors = {
        platform.slug: frozenset(word for word in tokens(platform.vendor) if len(word) >= SHORTEST_VENDOR and word not in _LEGAL_FORMS)
        - everyday
        for platform in platforms
    }
    own_words = {tokens(wording): topic.id for topic in topics for wording in (topic.question, topic.name)}
    return Model(
        NameIndex(_aliases(platforms, language), everyday), classifier, dict(vocabulary), groups, pointing, everyday, vendors, own_words
    )


def _groups(synonyms: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for name, wordings in synonyms.items():
        for wording in wordings:
            held = groups.setdefault(" ".join(stem(word) for word in tokens(wording)), [])
            if name not in held:
                held.append(name)
    return groups


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
    """Understands messages by a model."""

    def __init__(self, model: Model, rarer_words: Callable[[], Collection[str]]) -> None:
        """Prepare the model for use; `rarer_words` gives the words of English beyond the everyday, read when first needed."""
        self._model = model
        self._english = cache(rarer_words)
        self._corrector = Corrector(model.vocabulary, model.everyday)
        # Asked for words of the vocabulary only, never for what somebody typed that is not in it.
        self._letters = lru_cache(maxsize=CACHED_WORDS)(lambda word: model.classifier.bundle(letter_features(word)))

    def understand(self, message: str, previous: Turn, today: date) -> Question:
        """Read one message; `previous` is what the conversation remembers. Of one that is too long, nothing is read."""
        if len(message) > MAX_CHARACTERS:
            return Question.too_long_to_read()
        text = split(message)
        names = self._names(text, previous)
        strangers = [] if names else self._model.names.find_strangers(text, self._is_english)
        said = self._speaking_words(text, names)
        words = [word.text for word in said]
        topics, background = self.topic_shares(self._with_names_masked(text, said, names))
        if (pressed := self._model.own_words.get(tuple(words))) is not None:
            topics, background = _pressed(pressed, topics), 0.0
        return Question(
            text=text,
            names=tuple(names),
            platforms=tuple(dict.fromkeys(match.alias.target for match in names if match.alias.listed)),
            unlisted=tuple(dict.fromkeys(match.alias.target for match in names if not match.alias.listed)),
            strangers=tuple(text.clean[match.start : match.end] for match in strangers),
            topics=topics,
            background=background,
            scope=read_scope(said),
            period=read_period(text.clean, words, today),
        )

    def platforms_in(self, sentence: str, previous: Turn) -> tuple[str, ...]:
        """The known platforms that a sentence names."""
        found = self._names(split(sentence), previous)
        return tuple(dict.fromkeys(match.alias.target for match in found if match.alias.listed))

    def names_in_list(self, listing: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The known platforms of a text that is known to list platforms ("zoom teams on encryption"), and its other words."""
        aliases, others = self._model.names.in_list(split(listing).words)
        return tuple(dict.fromkeys(alias.target for alias in aliases if alias.listed)), tuple(word.text for word in others)

    def names_a_stranger(self, sentence: str) -> bool:
        """Whether a sentence is about a product that is not known, or may be."""
        text = split(sentence)
        unlisted = any(not match.alias.listed for match in self._names(text, Turn()))
        return unlisted or bool(self._model.names.find_strangers(text, self._is_english, POSSIBLE))

    def topic_shares(self, words: Sequence[str]) -> tuple[tuple[TopicShare, ...], float]:
        """The topics of some words, best first, and the share of the background."""
        corrected = [self._corrector.correct(word) for word in words]
        weights = [weight for _, weight in corrected]
        features = word_features([word for word, _ in corrected], weights, self._model.groups)
        letters = [(self._letters(word), weight) for word, weight in corrected if weight]
        classifier = self._model.classifier
        shares = dict(zip(classifier.classes, classifier.shares(features, letters, weights.count(0.0)), strict=True))
        background = shares.pop(BACKGROUND)
        ranked = sorted(shares.items(), key=itemgetter(1), reverse=True)
        return tuple(starmap(TopicShare, ranked)), background

    def _names(self, text: Text, previous: Turn) -> list[NameMatch]:
        found = self._model.names.find(text, self._points, previous.platforms)
        kept = without_bystanders(found, text, self._is_company)
        return [match for match in kept if not any(self._is_vendor(match, other) for other in kept)]

    def _is_vendor(self, match: NameMatch, other: NameMatch) -> bool:
        """Whether a name is that of the company behind another platform named ("Jitsi … 8x8")."""
        return other.alias.target != match.alias.target and match.alias.joined in self._model.vendors.get(other.alias.target, ())

    def _is_english(self, word: str) -> bool:
        return self._corrector.correct(word)[1] > 0 or word in self._english()

    def _is_company(self, word: str) -> bool:
        return bool(_COMPANIES.intersection(self._model.groups.get(stem(word), ())))

    def _speaking_words(self, text: Text, names: Sequence[NameMatch]) -> list[Word]:
        """The words that speak for the topic: no names, and not the vendor of a platform that is named."""
        vendors = {word for match in names for word in self._model.vendors.get(match.alias.target, ())}
        hidden = {position for match in names for position in range(match.start, match.end) if text.words[position].text not in _SPEAKING}
        return [word for position, word in enumerate(text.words) if position not in hidden and word.text not in vendors]

    def _with_names_masked(self, text: Text, said: Sequence[Word], names: Sequence[NameMatch]) -> list[str]:
        """The speaking words, with one word in place of each name."""
        masked = [*((word.start, word.text) for word in said if word.text not in _NEUTRAL)]
        masked += ((text.words[match.start].start, NAMED) for match in names)
        return [word for _, word in sorted(masked, key=lambda placed: (placed[0], placed[1] != NAMED))]

    def _points(self, word: str) -> bool:
        return stem(self._corrector.correct(word)[0]) in self._model.pointing


def _pressed(topic: str, ranked: Sequence[TopicShare]) -> tuple[TopicShare, ...]:
    """The topics with one that is beyond doubt in front."""
    return (TopicShare(topic, 1.0), *(TopicShare(other.topic, 0.0) for other in ranked if other.topic != topic))
