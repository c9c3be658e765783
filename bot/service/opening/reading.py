"""Read the files of a base and learn from them, each only as far as no earlier store has it."""

from __future__ import annotations

import pickle
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from bot.service.opening.digests import Files, digest_of_learning
from bot.service.opening.stores import Stored, StoredPlatform, earlier_stores, learnt_earlier
from bot.understanding.understand import Understanding, lexicon_of, names_of
from bot.understanding.vectors import WordVectors
from knowledge.folders import WORD_VECTORS, everyday_words
from knowledge.records import Named, Platform
from knowledge.topics import Topic

if TYPE_CHECKING:
    from knowledge.load import Loaded


def build(
    folders: Sequence[Path], files: Files, today: date, cache: Path | None, before_learning: Callable[[], None] = lambda: None
) -> tuple[Stored, tuple[str, ...]]:
    """Read the files and learn, each unless an earlier store has it; return also the warnings."""
    stored, loaded, warnings = read_files(folders, files, today, earlier_stores(cache, files.code))
    learnt = learnt_earlier(stored.learning, cache)
    if learnt is None:
        from bot.understanding.learning import learn
        from knowledge.load import load_messages

        before_learning()
        vectors = WordVectors.read(WORD_VECTORS)
        untaught = Understanding(stored.lexicon, None, everyday_words(), vectors)
        messages = loaded.messages or load_messages(folders, stored.topics)
        learnt = learn(untaught, vectors, loaded.topics.topics, loaded.language.near_misses, messages)
    return stored._replace(learnt=learnt), warnings


def read_files(folders: Sequence[Path], files: Files, today: date, earlier: Sequence[Stored]) -> tuple[Stored, Loaded, tuple[str, ...]]:
    """Read what no earlier store has, without learning from it; return also what was read, and the warnings."""
    # Imported here: with a fitting store neither the loader nor pydantic is needed.
    from knowledge.load import load

    kept, messages_known = _kept(earlier, files), _messages_unchanged(earlier, files)
    loaded = load(folders, today, only_blocking=True, unread=_named(kept), with_messages=not messages_known)
    topics = {topic.id: topic.without_phrases() for topic in loaded.topics.topics}
    fitting = [stored for stored in earlier if _shape(stored.topics) == _shape(topics)]
    fitting_platforms = _without_shared(_kept(fitting, files), loaded.named)
    if (fitting_platforms.keys(), _messages_unchanged(fitting, files)) != (kept.keys(), messages_known):
        kept, messages_known = fitting_platforms, _messages_unchanged(fitting, files)
        loaded = load(folders, today, only_blocking=True, unread=_named(kept), with_messages=not messages_known)
    read = {platform.slug: platform for platform in loaded.platforms}
    platforms = {
        slug: kept.get(slug) or _stored(read[slug], loaded.named[slug], digest)
        for slug, digest in files.platforms.items()
        if slug in kept or slug in read
    }
    names = {slug: platform.names for slug, platform in platforms.items()}
    makers = {slug: platform.maker for slug, platform in platforms.items()}
    lexicon = lexicon_of(loaded.topics, loaded.language, names, makers)
    learning = digest_of_learning(loaded, files)
    stored = Stored(files.all, learning, files.code, files.messages, topics, loaded.matters, platforms, lexicon, None)
    return stored, loaded, tuple(str(finding) for finding in loaded.left_out)


def _shape(topics: Mapping[str, Topic]) -> list[tuple[str, int]]:
    """Return what platforms and messages are checked by, and filled in from, in the topics."""
    return [(topic.id, topic.review_days) for topic in topics.values()]


def _kept(earlier: Iterable[Stored], files: Files) -> Mapping[str, StoredPlatform]:
    """Return the platforms whose files are as they were in an earlier store."""
    return {
        slug: platform
        for stored in earlier
        for slug, platform in _without_shared(stored.platforms, {}).items()
        if files.platforms.get(slug) == platform.digest
    }


def _without_shared(platforms: Mapping[str, StoredPlatform], others: Mapping[str, Named]) -> Mapping[str, StoredPlatform]:
    """Leave out platforms that share a name with another one: which of the two it means depends on both files."""
    named = [*_named(platforms).values(), *others.values()]
    counted = Counter(name for of_platform in named for name in of_platform.names)
    return {slug: platform for slug, platform in platforms.items() if all(counted[name] == 1 for name in platform.named.names)}


def _named(platforms: Mapping[str, StoredPlatform]) -> Mapping[str, Named]:
    return {slug: platform.named for slug, platform in platforms.items()}


def _messages_unchanged(earlier: Iterable[Stored], files: Files) -> bool:
    """Return True if the labelled messages equal those of an earlier store, which were found right."""
    return any(stored.messages == files.messages for stored in earlier)


def _stored(platform: Platform, named: Named, digest: str) -> StoredPlatform:
    return StoredPlatform(digest, named, names_of(platform), platform.vendor, pickle.dumps(platform, pickle.HIGHEST_PROTOCOL))
