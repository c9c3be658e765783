"""Guess the language of a message that is not English, so that its writer can be told in it that only English is understood."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import cast

from bot.understanding import thresholds

ENGLISH = "en"
KNOWN = (ENGLISH, "de", "es", "fr", "pt")


def language_of(text: str, words: Sequence[str], is_english: Callable[[str], bool]) -> str:
    """Return the language of a message, one of `KNOWN`; `words` are its words without names."""
    english = sum(map(is_english, words))
    if len(words) < thresholds.LEAST_FOREIGN_WORDS or english > thresholds.MOST_ENGLISH * len(words):
        return ENGLISH
    return str(load_guesser()(text)[0])


@cache
def load_guesser() -> Callable[[str], tuple[str, float]]:
    """Return the function that guesses; loading its model takes half a second, so `serve` does it before the first message."""
    import py3langid  # type: ignore[import-untyped]  # here, because English needs it never

    py3langid.set_languages(list(KNOWN))
    return cast("Callable[[str], tuple[str, float]]", py3langid.classify)
