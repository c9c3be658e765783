"""The topic classifier and the corrector, on small examples."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.classifier import train
from bot.understanding.correct import Corrector
from bot.understanding.features import extract, letter_features, stem, word_features

EXAMPLES = [
    ("do they train on my calls", "training"),
    ("does it learn from what we say", "training"),
    ("is a model taught with our voices", "training"),
    ("is it encrypted", "encryption"),
    ("who holds the keys", "encryption"),
    ("can they decrypt our calls", "encryption"),
    ("how do I share my screen", "background"),
    ("what does it cost", "background"),
]


def features(text: str) -> dict[str, float]:
    """The features of a text whose words are all known."""
    words = text.lower().split()
    return extract(words, [1.0] * len(words), {})


def test_learns_what_it_is_shown() -> None:
    """Every example gets its own class the largest share."""
    classifier = train([(features(text), label) for text, label in EXAMPLES], ("training", "encryption", "background"))
    for text, label in EXAMPLES:
        shares = dict(zip(classifier.classes, classifier.shares(features(text)), strict=True))
        assert max(shares, key=shares.__getitem__) == label


def test_does_not_depend_on_the_order_of_examples() -> None:
    """The same knowledge gives the same weights."""
    examples = [(features(text), label) for text, label in EXAMPLES]
    shuffled = examples[:]
    random.Random(7).shuffle(shuffled)
    classes = ("training", "encryption", "background")
    assert train(examples, classes).rows == train(shuffled, classes).rows


def test_says_nothing_of_a_message_that_it_does_not_know() -> None:
    """All classes get the same share where no word was ever seen."""
    classifier = train([(features(text), label) for text, label in EXAMPLES], ("training", "encryption", "background"))
    assert len(set(classifier.shares({}))) == 1
    assert len(set(classifier.shares(features("zzz"), unknown=1))) == 1


@given(st.lists(st.tuples(st.sampled_from("training trained calls called decrypt encrypted model".split()), st.sampled_from([0.8, 1.0]))))
def test_letters_added_up_beforehand_change_nothing(said: list[tuple[str, float]]) -> None:
    """A message gets the same shares whether its features are added one by one or in bundles, also where words share letters."""
    classifier = train([(features(text), label) for text, label in EXAMPLES * 3], ("training", "encryption", "background"))
    words, weights = [word for word, _ in said], [weight for _, weight in said]
    bundles = [(classifier.bundle(letter_features(word)), weight) for word, weight in said]
    one_by_one = classifier.shares(extract(words, weights, {}))
    assert classifier.shares(word_features(words, weights, {}), bundles) == pytest.approx(one_by_one)


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
