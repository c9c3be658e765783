"""Open the knowledge base: read the TOML files and learn from them, or take both from a store file.

A store file holds what was read and learnt, as a pickle. Its name has two digests: one of all files and code that it was
made from, and one of what the slow learning depends on. With the first a store is used as it is. With the second alone
(somebody edited an answer) the files are read again and what was learnt is taken over. The store of the shipped
knowledge comes with the package; others are kept in the user's cache folder.
"""

from __future__ import annotations

import hashlib
import json
import os
import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import bot.understanding
import knowledge
from bot.understanding.revision import Revision
from bot.understanding.understand import Learnt, Lexicon, Understanding
from bot.understanding.vectors import WordVectors
from knowledge.base import Knowledge
from knowledge.folders import EVERYDAY_WORDS, SHIPPED, WORD_VECTORS, files_of, messages_of
from knowledge.records import Platform
from knowledge.topics import Topic

if TYPE_CHECKING:
    from knowledge.load import Loaded

KEPT_STORES = 3
SHIPPED_STORES = Path(__file__).parent
SUFFIX = ".store"
DIGEST_LETTERS = 32
CHECKSUM_BYTES = 32


class Stored(NamedTuple):
    """What a store file holds. The platforms are pickled one by one, because an answer needs few of them."""

    topics: Mapping[str, Topic]
    platforms: Mapping[str, bytes]
    lexicon: Lexicon
    learnt: Learnt


def open_knowledge(
    extra: Sequence[Path], today: date, cache: Path | None = None, before_learning: Callable[[], None] = lambda: None
) -> Revision:
    """Open the shipped base and the folders that add to it or override it.

    `cache` is the folder for stores; left out, it is the user's cache folder. With a fitting store this takes milliseconds,
    with one from before an answer was edited less than a second, without one some seconds: then `before_learning` is called first.
    """
    folders = (SHIPPED, *extra)
    sources = _digest_of_files(folders)
    stored = _read_store(SHIPPED_STORES, f"{sources}-*")
    warnings: tuple[str, ...] = ()
    if stored is None:
        stored, warnings = _from_cache_or_files(folders, sources, today, cache or _cache_folder(), before_learning)
    base = Knowledge(stored.topics, _Platforms(stored.platforms))
    return Revision(base, Understanding(stored.lexicon, stored.learnt, everyday_words(), WordVectors.read(WORD_VECTORS)), warnings)


def write_shipped_store() -> Path:
    """Write the store that comes with the package; ValueError if the shipped knowledge has a mistake."""
    stored, warnings, learning = _build((SHIPPED,), date.today(), None)
    if warnings:
        raise ValueError("the shipped knowledge has mistakes:\n" + "\n".join(warnings))
    for old in SHIPPED_STORES.glob(f"*{SUFFIX}"):
        old.unlink()
    path = SHIPPED_STORES / f"{_digest_of_files((SHIPPED,))}-{learning}{SUFFIX}"
    _write_store(path, stored)
    return path


def everyday_words() -> frozenset[str]:
    """Read everyday English, whose words are never taken for a typing error."""
    return frozenset(EVERYDAY_WORDS.read_text(encoding="utf-8").split())


def _cache_folder() -> Path:
    import platformdirs  # here, because with the shipped store no folder of the user's is needed

    return Path(platformdirs.user_cache_dir("smallprint"))


def _from_cache_or_files(
    folders: Sequence[Path], sources: str, today: date, cache: Path, before_learning: Callable[[], None]
) -> tuple[Stored, tuple[str, ...]]:
    """Take what the user's own store has, or else read the files and keep them for the next time, unless they have a mistake."""
    stored = _read_store(cache, f"{sources}-*", only_own=True)
    if stored is not None:
        return stored, ()
    stored, warnings, learning = _build(folders, today, cache, before_learning)
    if not warnings:
        with suppress(OSError):  # if nothing can be written, the next opening takes as long again
            _write_store(cache / f"{sources}-{learning}{SUFFIX}", stored)
            _delete_old_stores(cache)
    return stored, warnings


def _build(
    folders: Sequence[Path], today: date, cache: Path | None, before_learning: Callable[[], None] = lambda: None
) -> tuple[Stored, tuple[str, ...], str]:
    """Read the files and learn; return also the warnings and the digest of what the learning depends on."""
    # Imported here: with a fitting store neither the loader nor pydantic is needed.
    from bot.understanding.understand import lexicon_of
    from knowledge.load import BLOCKING, load

    loaded = load(folders, today, BLOCKING)
    topics = loaded.topics.topics
    learning = _digest_of_learning(loaded)
    lexicon = lexicon_of(topics, loaded.language, loaded.platforms)
    earlier = _read_store(SHIPPED_STORES, f"*-{learning}")
    if earlier is None and cache is not None:
        earlier = _read_store(cache, f"*-{learning}", only_own=True)
    if earlier is not None:
        learnt = earlier.learnt
    else:
        before_learning()
        untaught = Understanding(lexicon, None, everyday_words(), WordVectors.read(WORD_VECTORS))
        learnt = untaught.learn(topics, loaded.language.near_misses, loaded.messages)
    stored = Stored(
        {topic.id: topic.without_phrases() for topic in topics},
        {platform.slug: pickle.dumps(platform, pickle.HIGHEST_PROTOCOL) for platform in loaded.platforms},
        lexicon,
        learnt,
    )
    return stored, tuple(str(finding) for finding in loaded.left_out), learning


class _Platforms(Mapping[str, Platform]):
    """Platforms by slug, each unpickled when it is first asked for."""

    def __init__(self, pickled: Mapping[str, bytes]) -> None:
        self._pickled = pickled
        self._read: dict[str, Platform] = {}

    def __getitem__(self, slug: str) -> Platform:
        if slug not in self._read:
            self._read[slug] = pickle.loads(self._pickled[slug])
        return self._read[slug]

    def __iter__(self) -> Iterator[str]:
        return iter(self._pickled)

    def __len__(self) -> int:
        return len(self._pickled)


def _digest_of_files(folders: Sequence[Path]) -> str:
    """Digest everything that a store is made from."""
    layers = (
        content for folder in folders for content in (folder.name.encode(), *_contents((*files_of([folder]), *messages_of([folder]))))
    )
    return _digest((*_contents((*_code(), EVERYDAY_WORDS, WORD_VECTORS)), *layers))


def _digest_of_learning(loaded: Loaded) -> str:
    """Digest what the slow learning depends on: phrases, near misses and messages; a new alias changes only the lexicon."""
    topics = [(topic.id, topic.words, topic.phrases) for topic in loaded.topics.topics]
    material = json.dumps([topics, loaded.language.near_misses, loaded.messages])
    return _digest((material.encode(), *_contents((*_code(), EVERYDAY_WORDS, WORD_VECTORS))))


def _code() -> Iterator[Path]:
    """Find the modules that read the files and learn from them."""
    yield Path(__file__)
    of_knowledge, of_understanding = (Path(str(package.__file__)).parent for package in (knowledge, bot.understanding))
    for folder in (of_knowledge, of_knowledge / "rules", of_understanding):
        yield from sorted(folder.glob("*.py"))


def _contents(paths: Iterable[Path]) -> Iterator[bytes]:
    for path in paths:
        with suppress(OSError):  # the loader says which file cannot be read
            yield path.name.encode() + b"\n" + path.read_bytes()


def _digest(contents: Iterable[bytes]) -> str:
    total = hashlib.sha256()
    for content in contents:
        total.update(hashlib.sha256(content).digest())
    return total.hexdigest()[:DIGEST_LETTERS]


def _read_store(folder: Path, name: str, *, only_own: bool = False) -> Stored | None:
    """Read the first undamaged store with a name like this; None if there is none.

    Unpickling runs code, so in a folder where others may write (`only_own`) only files of this user are read.
    """
    for path in folder.glob(name + SUFFIX):
        with suppress(OSError):
            if only_own and hasattr(os, "getuid") and path.stat().st_uid != os.getuid():
                continue
            content = memoryview(path.read_bytes())
            checksum, pickled = content[:CHECKSUM_BYTES], content[CHECKSUM_BYTES:]
            if hashlib.sha256(pickled).digest() == checksum:
                stored: Stored = pickle.loads(pickled)
                return stored
    return None


def _write_store(path: Path, stored: Stored) -> None:
    """Write beside and rename, so that nobody reads half a store."""
    pickled = pickle.dumps(stored, pickle.HIGHEST_PROTOCOL)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_suffix(f".{os.getpid()}")
    draft.write_bytes(hashlib.sha256(pickled).digest() + pickled)
    draft.replace(path)


def _delete_old_stores(folder: Path) -> None:
    for store in sorted(folder.glob(f"*{SUFFIX}"), key=lambda store: store.stat().st_mtime)[:-KEPT_STORES]:
        store.unlink(missing_ok=True)
