"""From a message to a Question: names first, then the topic of what is left, then scope and time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from bot.understanding.classifier import Classifier, train
from bot.understanding.correct import Corrector
from bot.understanding.features import extract, stem
from bot.understanding.names import Alias, NameIndex, NameMatch, alias_of, without_bystanders
from bot.understanding.periods import read_period
from bot.understanding.question import Question, TopicShare, Turn
from bot.understanding.scope import read_scope
from bot.understanding.text import MAX_CHARACTERS, Text, split, tokens
from knowledge.records import Platform
from knowledge.topics import LanguageFile, Topic

BACKGROUND = "background"
SHORTEST_VENDOR = 3
_LEGAL_FORMS = frozenset("inc llc ltd corp gmbh com".split())
_COMPANIES = frozenset({"outside-ai", "company"})
"""Synonym groups of names that are more often somebody who receives than the platform asked about."""
PLACEHOLDER = "PLATFORM"
_NEUTRAL = frozenset("free basic paid paying pro premium plus business enterprise plan plans tier account accounts subscription".split())
"""Words for whom a question concerns, read by `scope`; they say nothing of the topic."""
_SPEAKING = frozenset(
    "ai notes note recap assistant notetaker recording record transcription insights copilot companion chat call calls".split()
)
"""Words that go on speaking for the topic although they belong to a name ("AI Companion", "Read AI notes")."""


@dataclass(frozen=True, slots=True)
class Model:
    """Everything that is learnt from the knowledge base for understanding questions; plain data, can be stored."""

    names: NameIndex
    classifier: Classifier
    vocabulary: Mapping[str, int]
    groups: Mapping[str, Sequence[str]]
    pointing: Collection[str]
    everyday: Collection[str]
    vendors: Mapping[str, Collection[str]]


def learn(topics: Iterable[Topic], language: LanguageFile, platforms: Iterable[Platform], everyday: frozenset[str]) -> Model:
    """Build the model; the same knowledge gives the same model."""
    topics, platforms = tuple(topics), tuple(platforms)
    groups = _groups(language.synonyms)
    vocabulary: dict[str, int] = defaultdict(int)
    examples = [(tokens(phrase.replace(PLACEHOLDER, " ")), topic.id) for topic in topics for phrase in (*topic.phrases, *topic.words)]
    examples += [(tokens(phrase.replace(PLACEHOLDER, " ")), BACKGROUND) for phrase in language.near_misses]
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
    return Model(NameIndex(_aliases(platforms, language), everyday), classifier, dict(vocabulary), groups, pointing, everyday, vendors)


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

    def understand(self, message: str, previous: Turn, today: date) -> Question:
        """Read one message; `previous` is what the conversation remembers."""
        text = split(message)
        names = self._names(text, previous)
        if not any(match.alias.listed for match in names):
            names += self._model.names.find_strangers(text, names, self._is_english)
        words = self._topic_words(text, names)
        topics, background = self.topic_shares([word for word in words if word not in _NEUTRAL])
        return Question(
            text=text,
            names=tuple(names),
            platforms=tuple(dict.fromkeys(match.alias.target for match in names if match.alias.listed)),
            unlisted=tuple(dict.fromkeys(match.alias.target for match in names if not match.alias.listed)),
            topics=topics,
            background=background,
            scope=read_scope(words),
            period=read_period(text.clean, words, today),
            too_long=len(message) > MAX_CHARACTERS,
        )

    def platforms_in(self, sentence: str, previous: Turn) -> tuple[str, ...]:
        """The known platforms that a sentence names."""
        found = self._names(split(sentence), previous)
        return tuple(dict.fromkeys(match.alias.target for match in found if match.alias.listed))

    def topic_shares(self, words: Sequence[str]) -> tuple[tuple[TopicShare, ...], float]:
        """The topics of some words, best first, and the share of the background."""
        corrected = [self._corrector.correct(word) for word in words]
        weights = [weight for _, weight in corrected]
        features = extract([word for word, _ in corrected], weights, self._model.groups)
        unknown = sum(1 for weight in weights if not weight)
        classifier = self._model.classifier
        shares = dict(zip(classifier.classes, classifier.shares(features, unknown), strict=True))
        background = shares.pop(BACKGROUND)
        ranked = sorted(shares.items(), key=lambda pair: -pair[1])
        return tuple(TopicShare(topic, share) for topic, share in ranked), background

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

    def _topic_words(self, text: Text, names: Sequence[NameMatch]) -> list[str]:
        """The words that speak for the topic: no names, and not the vendor of a platform that is named."""
        vendors = {word for match in names for word in self._model.vendors.get(match.alias.target, ())}
        hidden = {position for match in names for position in range(match.start, match.end) if text.words[position].text not in _SPEAKING}
        return [word.text for position, word in enumerate(text.words) if position not in hidden and word.text not in vendors]

    def _points(self, word: str) -> bool:
        return stem(self._corrector.correct(word)[0]) in self._model.pointing
