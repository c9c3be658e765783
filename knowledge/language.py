"""The shape of `topics.toml` and `language.toml` as whole files; only loading needs it."""

from __future__ import annotations

from typing import NamedTuple

from knowledge.topics import Topic


class TopicFile(NamedTuple):
    """`topics.toml`."""

    topics: tuple[Topic, ...]


class LanguageFile(NamedTuple):
    """`language.toml`: words that mean the same, messages that are not ours to answer, names of products not covered.

    `near_misses` are messages about calls and platforms on subjects outside the topics. `unlisted` holds products
    that people ask about and that have no file here; other spellings stand behind the name, with `|` between.
    """

    synonyms: dict[str, tuple[str, ...]]
    near_misses: tuple[str, ...] = ()
    unlisted: tuple[str, ...] = ()
