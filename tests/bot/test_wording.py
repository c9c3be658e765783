"""The fixed sentences as people review them."""

from __future__ import annotations

from collections import Counter

from bot.replies import wording
from bot.replies.wording.review import sentences


def test_no_name_stands_for_two_sentences() -> None:
    """`wording.NAME` would otherwise depend on the order of imports."""
    assert {name for name, count in Counter(name for name, _ in sentences()).items() if count > 1} == set()


def test_every_sentence_can_be_used_by_its_name() -> None:
    """A module that is missing from the package would be listed and out of reach."""
    assert [name for name, _ in sentences() if not hasattr(wording, name.removesuffix("()"))] == []
