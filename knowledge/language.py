"""The shape of `topics.toml` and `language.toml` as whole files; only loading needs it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from knowledge.records import CLOSED
from knowledge.topics import Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicFile:
    """`topics.toml`."""

    __pydantic_config__: ClassVar = CLOSED

    topics: tuple[Topic, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageFile:
    """`language.toml`: words that mean the same, messages that are not ours to answer, names of products not covered.

    `near_misses` are messages about calls and platforms on subjects outside the topics. `unlisted` holds products
    that people ask about and that have no file here; other spellings stand behind the name, with `|` between.
    """

    __pydantic_config__: ClassVar = CLOSED

    synonyms: dict[str, tuple[str, ...]]
    near_misses: tuple[str, ...] = ()
    unlisted: tuple[str, ...] = ()
