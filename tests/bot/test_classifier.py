"""The topic classifier and the corrector, on small examples."""

from __future__ import annotations

import math
import random
import struct
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.classifier import HALF_LANE, SCALE, STEPS, UNIT, Weights, train
from bot.understanding.correct import Corrector
from bot.understanding.features import by_neighbours, of_word, pairs_of, parts_of, stem, weigh
from bot.understanding.synonyms import group
from bot.understanding.topic_reader import BACKGROUND, TopicReader

EXAMPLES = [
    ("do they train on my calls", "training"),
    ("does it learn from what we say", "training"),
    ("is a model taught with our voices", "training"),
    ("is it encrypted", "encryption"),
    ("who holds the keys", "encryption"),
    ("can they decrypt our calls", "encryption"),
    ("how do I share my screen", BACKGROUND),
    ("what does it cost", BACKGROUND),
]


CLASSES = ("training", "encryption", BACKGROUND)
NO_SYNONYMS = group({})


def learnt(examples: Sequence[tuple[str, str]] = EXAMPLES) -> Weights:
    """What is learnt from texts and their classes."""
    return train([(parts_of(text.split(), NO_SYNONYMS), label) for text, label in examples], CLASSES, weigh)


def reader(weights: Weights) -> TopicReader:
    """A reader that knows the words of the examples."""
    vocabulary = {word: 1 for text, _ in EXAMPLES for word in text.split()}
    return TopicReader(weights, vocabulary, {"besides"}, NO_SYNONYMS, by_neighbours(weights.places))


def test_learns_what_it_is_shown() -> None:
    """Every example gets its own class the largest share."""
    read = reader(learnt()).read
    for text, label in EXAMPLES:
        ranking = read(text.split())
        assert label == (ranking.topics[0] if ranking.best > ranking.background else BACKGROUND)
        assert sum(ranking.shares) + ranking.background == pytest.approx(1.0)


def test_does_not_depend_on_the_order_of_examples() -> None:
    """The same knowledge gives the same weights."""
    shuffled = EXAMPLES[:]
    random.Random(7).shuffle(shuffled)
    assert learnt(EXAMPLES).parts == learnt(shuffled).parts


def test_says_nothing_of_a_message_that_it_does_not_know() -> None:
    """All classes get the same share where no word was ever seen."""
    read = reader(learnt()).read
    for words in ([], ["zzz"], ["besides"]):
        ranking = read(words)
        assert [*ranking.shares, ranking.background] == [pytest.approx(1 / len(CLASSES))] * len(CLASSES)


@given(
    st.lists(
        st.sampled_from([*"training trained calls called decrypt encrypted model trian zzz besides".split(), "who holds"]), max_size=12
    )
)
def test_reading_adds_up_what_was_learnt(words: list[str]) -> None:
    """Shares are the softmax of the weights of a message's features, each as often as a part holds it, by their common norm."""
    weights = learnt(EXAMPLES * 3)
    read = reader(weights)
    meant = [read.correct(word) for word in words]
    known = {word: share for word, share in meant if share}
    pairs = [(pair, 1.0) for pair in dict.fromkeys(pairs_of([stem(word) for word, _ in meant]))]
    features = [(name, share) for word, share in known.items() for name in of_word(word)] + pairs
    places = [(weights.places[name], share) for name, share in features if name in weights.places]
    unknown = sum(not share for _, share in meant)
    norm = math.sqrt(sum((weights.values[place] * share) ** 2 for place, share in places) + unknown * weights.highest_rarity**2) or 1.0
    width = len(CLASSES)
    lanes = [(lane - HALF_LANE) / (UNIT * STEPS) for lane in struct.unpack(f"<{len(weights.parts) // 8}Q", weights.parts)]
    said = [[lanes[place * (width + 1) + number] * share for place, share in places] for number in range(width)]
    sums = [math.exp(SCALE / norm * sum(column)) for column in said]
    ranking = read.read(words)
    assert [ranking.share_of(topic) for topic in CLASSES[:-1]] == [pytest.approx(each / sum(sums), abs=1e-5) for each in sums[:-1]]


def test_stems_cut_what_does_not_change_the_topic() -> None:
    """Forms of one word meet in one stem."""
    assert {stem(word) for word in ("train", "trains", "trained", "training")} == {"train"}
    assert {stem(word) for word in ("record", "recorded", "recording", "recordings")} == {"record"}
    assert stem("boss") == "boss"


def test_corrects_typing_errors_but_not_everyday_words() -> None:
    """A word of plain English is never taken for a misspelt word of ours."""
    corrector = Corrector({"recording": 5, "encrypted": 3, "train": 9}, {"brain", "according"})
    assert corrector.correct("recroding") == ("recording", 0.9)
    assert corrector.correct("encripted")[0] == "encrypted"
    assert corrector.correct("trian") == ("train", 0.9)
    assert corrector.correct("brain") == ("brain", 0.0)
    assert corrector.correct("zzzzzz") == ("zzzzzz", 0.0)


def test_corrects_a_word_at_both_ends_where_nothing_is_nearer() -> None:
    """A word that begins and ends otherwise is meant only if no known word begins or ends as typed."""
    corrector = Corrector({"recordings": 5}, ())
    assert corrector.correct("tecordingd") == ("recordings", 0.65)
    assert Corrector({"recordings": 5, "tecordings": 1}, ()).correct("tecordingd") == ("tecordings", 0.9)


@given(st.text(alphabet=st.characters(codec="ascii"), max_size=20))
def test_the_corrector_takes_any_word(word: str) -> None:
    """Nothing that is typed makes it stumble."""
    meant, weight = Corrector({"recording": 1}, ()).correct(word)
    assert 0.0 <= weight <= 1.0
    assert isinstance(meant, str)


def test_a_wording_of_several_words_counts_where_its_stems_stand_in_a_row() -> None:
    """However many they are, up to the end of the message, and beside what its words mean by themselves."""
    synonyms = group({"turn-off": ["how do i stop", "disable"], "when": ["stop", "?"]})
    for text, groups in (
        ("how do i stop", {"turn-off", "when"}),
        ("please how do i stop it", {"turn-off", "when"}),
        ("how do i disable", {"turn-off"}),
        ("how do i", set()),
        ("stop how do i", {"when"}),
    ):
        stems = tuple(stem(word) for word in text.split())
        assert synonyms.held(map(synonyms.of, stems), stems) == groups
