"""Guess the language of a message that is not English, so that its writer can be told in it that only English is understood."""

from __future__ import annotations

from collections.abc import Callable, Sequence

ENGLISH = "en"
KNOWN = (ENGLISH, "de", "es", "fr", "pt")
LEAST_WORDS = 2
MOST_ENGLISH = 0.5
"""From this share of English words on, a message is taken for English with names and typing errors in it."""


def language_of(text: str, words: Sequence[str], is_english: Callable[[str], bool]) -> str:
    """Return the language of a message, one of `KNOWN`; `words` are its words without names."""
    english = sum(map(is_english, words))
    if len(words) < LEAST_WORDS or english > MOST_ENGLISH * len(words):
        return ENGLISH
    import py3langid  # type: ignore[import-untyped]  # here, because loading it takes longer than any answer, and English needs it never

    py3langid.set_languages(list(KNOWN))
    return str(py3langid.classify(text)[0])
