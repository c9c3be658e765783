"""From a message to a Question: names first, then what the model reads in the rest, then scope and time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from bot.understanding import thresholds
from bot.understanding.bystanders import OUTSIDE_AI
from bot.understanding.correct import COMMON, Corrector
from bot.understanding.framing import unframed
from bot.understanding.halves import clauses_of, is_condition
from bot.understanding.language import ENGLISH, language_of
from bot.understanding.makers import Makers
from bot.understanding.manner import manner_of
from bot.understanding.model import Model, Reading, read
from bot.understanding.names import Alias, NameMatch, Names, Vendor
from bot.understanding.periods import NOW, read_period
from bot.understanding.posts.cues import Cues
from bot.understanding.question import Question
from bot.understanding.scope import read_scope
from bot.understanding.stated import stated_in
from bot.understanding.story import told_and_asked
from bot.understanding.strangers import find_strangers
from bot.understanding.text import Text, split, tokens
from bot.understanding.vectors import WordVectors
from knowledge.records import Platform
from knowledge.topics import TopicClaims

if TYPE_CHECKING:
    from knowledge.language import LanguageFile, TopicFile

NAMED = "platformname"
"""The placeholder for any name in what the model reads, so that it learns nothing from which name it is."""
ASKING_WEIGHT = 0.3
"""How much the question counts beside the whole of a message that it needs: the right topic comes first in .01 more."""
_FEATURE_WORDS = OUTSIDE_AI.union(
    "ai notes note recap assistant notetaker recording record transcription copilot companion call calls schools education".split()
)
"""Words of a name that speak for the topic or for whom as well ("AI Companion", "does OpenAI get a copy", "Zoom for Schools")."""


class Lexicon(NamedTuple):
    """Hold the names of platforms, products and vendors; quick to build, so that a new alias retrains nothing."""

    aliases: tuple[Alias, ...]
    plain: tuple[str, ...]
    vendors: tuple[Vendor, ...]
    makers: Mapping[str, str]
    """The vendor of each platform, as its file says it."""
    labels: Mapping[tuple[str, ...], str]
    """The topics' own questions and names, which stand on buttons, and their ids: whoever types one gets just that topic."""
    claims: Mapping[str, TopicClaims]
    """How posts speak of each topic."""
    lists: Mapping[str, tuple[str, ...]]
    """Phrases that stand in these by name."""


class Learnt(NamedTuple):
    """Hold the trained model and its vocabulary; training takes seconds, so that it is stored."""

    model: Model
    vocabulary: Mapping[str, int]
    """How often each word occurs in the phrases and messages, for mending typing errors."""


Name = tuple[str, ...]
"""The words of a name."""


def names_of(platform: Platform) -> tuple[Name, ...]:
    """Return every name that a platform answers to."""
    names = dict.fromkeys((platform.name, platform.slug, *platform.aliases, *platform.ordinary_aliases))
    return tuple(map(tokens, names))


def lexicon_of(topics: TopicFile, language: LanguageFile, names: Mapping[str, Iterable[Name]], makers: Mapping[str, str]) -> Lexicon:
    """Collect the names of the base, and the phrases of claims; `names` and `makers` are those of each platform, by its slug."""
    companies = {vendor.name for vendor in language.vendors}
    needs_place = {tokens(name) for name in language.needs_place}
    aliases = [
        Alias(slug, name, True, name in needs_place)
        for slug, of_platform in names.items()
        for name in of_platform
        if "".join(name) not in companies
    ]
    for entry in language.unlisted:
        spellings = [spelling.strip() for spelling in entry.split("|")]
        aliases += [Alias(spellings[0], words, False, words in needs_place) for words in dict.fromkeys(map(tokens, spellings))]
    vendors = tuple(Vendor(vendor.name, vendor.platform, frozenset(vendor.hints)) for vendor in language.vendors)
    labels = {tokens(wording): topic.id for topic in topics.topics for wording in (topic.question, topic.name, topic.id)}
    claims = {topic.id: topic.claims for topic in topics.topics}
    return Lexicon(tuple(aliases), language.plain, vendors, makers, labels, claims, topics.lists)


class Understanding:
    """Read messages with a lexicon and a trained model; keeps nothing of what it reads."""

    def __init__(self, lexicon: Lexicon, learnt: Learnt | None, everyday: Collection[str], vectors: WordVectors) -> None:
        """Prepare for use; without `learnt` only names can be read, which is what learning needs."""
        self.lexicon = lexicon
        self.learnt = learnt
        self.cues = Cues(lexicon.claims, lexicon.lists)
        self._labels = lexicon.labels
        self._everyday = everyday
        self._vectors = vectors
        self._vocabulary = learnt.vocabulary if learnt is not None else {}
        aliases = [
            alias if alias.listed or alias.needs_place else alias._replace(needs_place=all(map(self._is_english, alias.words)))
            for alias in lexicon.aliases
        ]
        self._makers = Makers(lexicon.makers, lexicon.vendors)
        self._names = Names(aliases, lexicon.plain, lexicon.vendors, self._makers, self.is_everyday, self._is_english)
        self._corrector = Corrector(self._vocabulary, self._is_english)

    def with_other(self, lexicon: Lexicon, learnt: Learnt) -> Understanding:
        """Return an understanding by other names and another model."""
        return Understanding(lexicon, learnt, self._everyday, self._vectors)

    def understand(self, message: str, today: date) -> Question:
        """Read one message by itself; `bot.understanding.decide` puts it into its context."""
        question = self._with_story_apart(self._read_whole(message, today), today)
        return question._replace(halves=self._halves(question, today)) if len(question.platforms) == 1 else question

    def _with_story_apart(self, whole: Question, today: date) -> Question:
        """Return a message as what its question asks by itself, with what the story around it gives: platforms, for whom, when.

        If only both say what it is about, the question still says alone how it is put and which side it takes; if it just points back
        at the story ("can they?"), not even that.
        """
        parts = told_and_asked(whole.text.clean)
        if not parts.told or whole.language != ENGLISH or (whole.unlisted and not whole.platforms):
            return whole
        names_own = self._is_on_its_own(parts.asked, whole)
        asked = self._read_named(parts.asked, whole, today)
        if not (names_own or len(parts.asked.split()) >= thresholds.SHORTEST_QUESTION):
            return whole
        reading = asked.reading
        passes = reading.on_topic >= thresholds.GATE_ASKED and (names_own or whole.reading.on_topic >= thresholds.ASKED_BACK)
        same = set(asked.platforms) <= set(whole.platforms) if names_own else asked.platforms == whole.platforms
        if not (passes and same and reading.topic.of(reading.topics[0]) >= thresholds.ASKED_ALONE):
            mixed = whole.reading.leaning_to(reading, ASKING_WEIGHT)._replace(side=reading.side, form=reading.form)
            return whole._replace(framed=asked.framed, manner=asked.manner, reading=mixed, scope=asked.scope, told_scope=whole.scope)
        return asked._replace(
            told=split(parts.told),
            told_scope=whole.scope,
            strangers=asked.strangers if asked.names else whole.strangers,
            of_company=whole.of_company,
            reading=reading._replace(kind=whole.reading.kind),
            period=whole.period if asked.manner.of_the_past and asked.period == NOW else asked.period,
        )

    def _is_on_its_own(self, clause: str, whole: Question) -> bool:
        """Return True if a clause names its own platform; an AI that gets what is said on another one is none."""
        named = self.platforms_in(clause)
        return bool(named) and not (OUTSIDE_AI.issuperset(named) and not OUTSIDE_AI.issuperset(whole.platforms))

    def _read_named(self, clause: str, whole: Question, today: date) -> Question:
        """Read a clause, behind the names of its message if it has no platform of its own."""
        alone = self._read_whole(clause, today)
        if not whole.names or self._is_on_its_own(clause, whole):
            return alone
        names = ", ".join(whole.text.between(match.start, match.end) for match in whole.names)
        named = self._read_whole(f"{names}: {clause}", today)
        reading = named.reading._replace(side=alone.reading.side) if alone.framed.stated else named.reading
        return named._replace(reading=reading, framed=alone.framed, manner=alone.manner)  # how it is put stands in the clause

    def _halves(self, question: Question, today: date) -> tuple[Question, ...]:
        """Read the clauses of a message each by itself: those that ask on several topics, or one that is plainer than the whole."""
        found: dict[str, Question] = {}
        clauses = clauses_of(question.text.clean)
        least = thresholds.HALF_BEHIND_CONDITION if any(map(is_condition, clauses)) else thresholds.HALF
        for clause in clauses:
            half = self._read_named(clause if is_condition(clause) else f"{clause}?", question, today)
            topic, reading = half.reading.topics[0], half.reading
            plain = reading.on_topic >= thresholds.GATE and reading.topic.of(topic) >= least
            if plain and half.platforms == question.platforms:
                found.setdefault(topic, half)
        one_is_plainer = question.reading.on_topic < thresholds.GATE
        return tuple(found.values()) if len(found) > 1 or one_is_plainer else ()

    def _read_whole(self, message: str, today: date) -> Question:
        text = split(message)
        names = self._names.find(text)
        listed = any(match.alias.listed for match in names)
        strangers = find_strangers(text, names, self._is_known_word)
        masked, platforms = _masked(text, names), _targets(names, listed=True)
        rest = tuple(word for word in masked if word != NAMED)
        reading = self.read_masked(masked, len(platforms))
        stated = stated_in(text.clean, self._is_ours, lambda part: bool(self._names.find(split(part))))
        framed = unframed(stated)
        if framed.core != text.clean.strip():
            side = self._read_core(framed.core).side
            if framed.warned and names:  # what not to do is no question; "don't install it" looks for nothing else
                reading = self._read_core(f"{text.between(names[0].start, names[0].end)}: {framed.core}")
            reading = reading._replace(side=side)
        return Question(
            text=text,
            names=tuple(names),
            platforms=platforms,
            unlisted=_targets(names, listed=False),
            strangers=strangers,
            of_company=self._of_company(text, names, strangers),
            untaught=bool(find_strangers(text, names, self._vocabulary.__contains__)),
            rest=rest,
            reading=reading,
            scope=read_scope(rest, text.written),
            period=read_period(text.clean, rest, today),
            label=self._labels.get(rest) or self._labels.get(_words_outside_names(text, names)),
            language=language_of(text.clean, rest, self._is_known_word) if listed else ENGLISH,
            framed=framed,
            manner=manner_of(text if stated == text.clean else split(stated), names, rest, framed, reading.form.best),
        )

    def _of_company(self, text: Text, names: Sequence[NameMatch], strangers: Sequence[str]) -> tuple[str, ...]:
        """Return the platforms whose maker, and nothing else, is named by its company's word."""
        named = [word for match in names for word in text.words[match.start : match.end]]
        of_company = self._makers.made_by((*named, *map(str.lower, strangers)))
        return tuple(sorted(of_company.difference(match.alias.target for match in names)))

    def _read_core(self, core: str) -> Reading:
        return self.read_masked(*self.masked(core))

    def _is_ours(self, part: str) -> bool:
        """Return True if a part of a message has a topic of ours by itself."""
        return self._read_core(part).on_topic >= thresholds.GATE

    def platforms_in(self, sentence: str) -> tuple[str, ...]:
        """Return the known platforms that a sentence names; a vendor stands for none of them."""
        return _targets(self._names.find_by_name(split(sentence)), listed=True)

    def names_in_list(self, listing: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the known platforms of a text that is known to list some ("zoom teams on encryption"), and its other words."""
        words = split(listing).words
        matches = [match for match in self._names.everything(words) if match.alias.listed]
        taken = {place for match in matches for place in range(match.start, match.end)}
        return _targets(matches, listed=True), tuple(word for place, word in enumerate(words) if place not in taken)

    def topic_of(self, words: Sequence[str], names: int) -> str | None:
        """Return the topic that some words beside names speak of; None if they speak of none."""
        label = self._labels.get(tuple(words))
        if label is not None:
            return label
        reading = self.read_masked([*[NAMED] * names, *words], names)
        return reading.topics[0] if reading.on_topic >= thresholds.GATE else None

    def masked(self, message: str) -> tuple[list[str], int]:
        """Return the words of a message with a placeholder for each name, and how many platforms it names."""
        text = split(message)
        names = self._names.find(text)
        return _masked(text, names), len(_targets(names, listed=True))

    def read_masked(self, words: Sequence[str], names: int) -> Reading:
        """Apply the model to words in which names are masked, typing errors mended."""
        if self.learnt is None:
            raise RuntimeError("nothing has been learnt yet")
        mended = [word if word == NAMED else self._corrector.correct(word) for word in words]
        model = self.learnt.model
        return read(model, mended, names, self._vectors.mean(mended, model.rarity, model.unseen))

    def _is_english(self, word: str) -> bool:
        return word in self._everyday or word in self._vectors

    def is_everyday(self, word: str) -> bool:
        """Return True if a word is plain English, rare words left out, or occurs in what was learnt."""
        return word in self._everyday or word in self._vocabulary

    def _is_known_word(self, word: str) -> bool:
        return self._vocabulary.get(word, 0) >= COMMON or self._is_english(word)


def _masked(text: Text, names: Sequence[NameMatch]) -> list[str]:
    """Return the words with a placeholder for each name; words of a name that also speak for the topic stay behind it.

    Whom somebody calls is left out if the name is a verb ("my boss zooms me"): it looks as if the platform did something to him.
    """
    words = list(text.words)
    for match in reversed(names):
        if match.is_verb(words):
            del words[match.end]
        words[match.start : match.end] = (NAMED, *[word for word in words[match.start : match.end] if word in _FEATURE_WORDS])
    return words


def _words_outside_names(text: Text, names: Sequence[NameMatch]) -> tuple[str, ...]:
    """Return the words that are no part of a name: a label behind "iPhone call recording:" has none of the name's words."""
    named = {place for match in names for place in range(match.start, match.end)}
    return tuple(word for place, word in enumerate(text.words) if place not in named)


def _targets(names: Iterable[NameMatch], *, listed: bool) -> tuple[str, ...]:
    """Return what is named, each once: platforms of the base, or products that it does not cover."""
    return tuple(dict.fromkeys(match.alias.target for match in names if match.alias.listed is listed))
