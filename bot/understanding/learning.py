"""Learn from labelled messages, phrases and near misses what the model knows."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from bot.understanding.features import features_of, sided_features
from bot.understanding.model import FORMS, KINDS, LEANINGS, NONE, SIDES, Model
from bot.understanding.subject import DEFAULT_TOPIC
from bot.understanding.text import tokens
from bot.understanding.training import Example, train, vocabulary_of
from bot.understanding.understand import NAMED, Learnt, Understanding
from bot.understanding.vectors import WordVectors
from knowledge.messages import LabelledMessage
from knowledge.topics import Topic

PLACEHOLDER = "PLATFORM"
"""The placeholder for a name in a phrase."""
PHRASE_WEIGHT = 0.25
"""How much a phrase counts beside a whole message: without phrases the right topic comes first in .03 fewer, at .5 it is the same."""
NEAR_MISS_WEIGHT = 0.5
"""The same for a near miss of `language.toml`."""
SIDE_WEIGHTS = {"yes": 1.0, "no": 2.0}
"""How much a message counts in learning sides: twice as many lean to yes, and a no that is read as a yes is the worse mistake."""
SECOND_TOPIC = 0.2
"""The share of a message's second acceptable topic in what the model is taught."""
DEFAULT_SHARE = 0.4
"""The share of `DEFAULT_TOPIC` in what a choice between platforms teaches that is labelled with it: mostly it names no topic at all,
and "or" would speak for AI training (the topic that is named comes first in .05 more comparisons)."""


def learn(
    untaught: Understanding, vectors: WordVectors, topics: Sequence[Topic], near_misses: Sequence[str], messages: Sequence[LabelledMessage]
) -> Learnt:
    """Return what the data teaches an understanding that knows only names; the same data gives the same result."""
    taught = [(untaught.masked(message.text), message) for message in messages]
    phrases = [(_masked_phrase(phrase), topic.id, PHRASE_WEIGHT) for topic in topics for phrase in (*topic.phrases, *topic.words)]
    phrases += [(_masked_phrase(phrase), NONE, NEAR_MISS_WEIGHT) for phrase in near_misses]
    texts = [words for (words, _), _ in taught] + [words for words, _, _ in phrases]
    counted = Counter(word for words in texts for word in set(words) if word != NAMED)
    rarity = {word: math.log(1 + len(texts) / (times + 0.5)) for word, times in counted.items()}
    unseen = math.log(1 + len(texts) / 0.5)

    def example(words: Sequence[str], names: int, wanted: Mapping[str, Mapping[str, float]], weight: float = 1.0) -> Example:
        return Example(features_of(words, names), vectors.mean(words, rarity, unseen), wanted, weight)

    heads = {"topic": (*(topic.id for topic in topics), NONE), "kind": KINDS, "form": FORMS, "leaning": LEANINGS}
    examples = [example(words, names, _wanted(message, heads["topic"][:-1])) for (words, names), message in taught]
    examples += [example(words, words.count(NAMED), {"topic": {topic: 1.0}}, weight) for words, topic, weight in phrases]
    by_side = [
        example(words, names, {"side": {message.side: 1.0}}, SIDE_WEIGHTS[message.side])._replace(
            features=sided_features(features_of(words, names), words, message.topics[0])
        )
        for (words, names), message in taught
        if message.side and message.topics
    ]
    vocabulary, side_vocabulary = vocabulary_of(examples), vocabulary_of(by_side)
    model = Model(
        **train(examples, heads, vocabulary, vectors.size),
        **train(by_side, {"side": SIDES}, side_vocabulary, vectors.size),
        vocabulary=vocabulary,
        side_vocabulary=side_vocabulary,
        rarity=rarity,
        unseen=unseen,
    )
    return Learnt(model, dict(counted))


def _masked_phrase(phrase: str) -> list[str]:
    return list(tokens(phrase.replace(PLACEHOLDER, f" {NAMED} ")))


def _wanted(message: LabelledMessage, topics: Sequence[str]) -> Mapping[str, Mapping[str, float]]:
    """Return what each head should say of a message; a follow-up, whose topic is in the message before, teaches no topic."""
    wanted: dict[str, Mapping[str, float]] = {}
    if message.context or message.kind == "off-topic":  # the head is asked only if something stands before a message
        wanted["leaning"] = {"leans" if message.is_follow_up else "stands": 1.0}
    if message.form:
        wanted["form"] = {message.form: 1.0}
    if message.is_follow_up or message.kind != "off-topic":
        wanted["kind"] = {message.kind if message.kind in KINDS else "single": 1.0}
    if message.is_follow_up:
        return wanted
    if message.kind == "off-topic":
        wanted["topic"] = {NONE: 1.0}
    elif message.kind in {"compare", "alternatives"} and message.topics[:1] == (DEFAULT_TOPIC,):
        spread = (1.0 - DEFAULT_SHARE) / len(topics)
        wanted["topic"] = {topic: spread + DEFAULT_SHARE * (topic == DEFAULT_TOPIC) for topic in topics}
    elif len(message.topics) == 1:
        wanted["topic"] = {message.topics[0]: 1.0}
    elif message.topics:
        wanted["topic"] = {message.topics[0]: 1.0 - SECOND_TOPIC, message.topics[1]: SECOND_TOPIC}
    return wanted
