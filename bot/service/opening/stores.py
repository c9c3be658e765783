"""Store files: what was read and learnt, as a pickle, so that the next opening takes milliseconds.

The name of a store has three digests: one of all files and code that it was made from, one of what the slow learning depends on,
and one of the code. With the first a store is used as it is. With the second alone (somebody edited an answer) what was learnt is
taken over. Platforms whose files are as they were in an earlier store are taken from it. The store of the shipped knowledge comes
with the package; others are kept in the user's cache folder.
"""

from __future__ import annotations

import hashlib
import os
import pickle
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from bot.understanding.revision import Revision
from bot.understanding.understand import Learnt, Lexicon, Name, Understanding
from knowledge.base import Knowledge
from knowledge.matters import Matter
from knowledge.records import Named, Platform
from knowledge.topics import Topic

KEPT_STORES = 3
SHIPPED_STORES = Path(__file__).parent.parent
SUFFIX = ".store"
CHECKSUM_BYTES = 32


class StoredPlatform(NamedTuple):
    """A platform as it was read: the digest of its files, its names there, those by which it is found, its maker, its record (pickled).

    The names differ if a layer gives one of them to another platform.
    """

    digest: str
    named: Named
    names: tuple[Name, ...]
    maker: str
    pickled: bytes


class Stored(NamedTuple):
    """The content of a store file. The platforms are pickled one by one, because an answer needs few of them.

    `digest` is that of all the files, `learning` that of what `learnt` depends on, `code` that of the code, `messages` that of the
    labelled messages.
    """

    digest: str
    learning: str
    code: str
    messages: str
    topics: Mapping[str, Topic]
    matters: tuple[Matter, ...]
    platforms: Mapping[str, StoredPlatform]
    lexicon: Lexicon
    learnt: Learnt | None


class StoredPlatforms(Mapping[str, Platform]):
    """Platforms by slug, each unpickled when it is first asked for."""

    def __init__(self, stored: Mapping[str, StoredPlatform]) -> None:
        self._stored = stored
        self._read: dict[str, Platform] = {}

    def __getitem__(self, slug: str) -> Platform:
        if slug not in self._read:
            self._read[slug] = pickle.loads(self._stored[slug].pickled)
        return self._read[slug]

    def __iter__(self) -> Iterator[str]:
        return iter(self._stored)

    def __len__(self) -> int:
        return len(self._stored)

    @property
    def digests(self) -> frozenset[str]:
        """The digests of the files that the platforms were read from."""
        return frozenset(platform.digest for platform in self._stored.values())

    def updated(self, newer: Mapping[str, StoredPlatform]) -> StoredPlatforms:
        """Return the platforms after an update, in which those that stay as they are have no record."""
        platforms = StoredPlatforms({slug: platform if platform.pickled else self._stored[slug] for slug, platform in newer.items()})
        platforms._read = {slug: platform for slug, platform in self._read.items() if slug in newer and not newer[slug].pickled}
        return platforms


def revision_of(stored: Stored, platforms: StoredPlatforms, understanding: Understanding, warnings: tuple[str, ...] = ()) -> Revision:
    """Return the revision that a store holds."""
    digest = "" if warnings else stored.digest  # with a mistake, the revision is not what the files say
    return Revision(Knowledge(stored.topics, platforms, matters=stored.matters), understanding, warnings, digest, stored.learning)


def keep(stored: Stored, cache: Path) -> None:
    """Keep a store for the next opening, if it can be written; else that takes as long again."""
    with suppress(OSError):
        write_store(cache, stored)
        _delete_old_stores(cache)


def earlier_stores(cache: Path | None, code: str) -> list[Stored]:
    """Return the store of the shipped knowledge and the newest own one, if there are any that this code has written."""
    found = [read_store(SHIPPED_STORES, f"*-{code}"), None if cache is None else read_store(cache, f"*-{code}", only_own=True)]
    return [stored for stored in found if stored is not None]


def learnt_earlier(learning: str, cache: Path | None) -> Learnt | None:
    """Return the stored model for a learning digest, None if no store has it."""
    stored = read_store(SHIPPED_STORES, f"*-{learning}-*")
    if stored is None and cache is not None:
        stored = read_store(cache, f"*-{learning}-*", only_own=True)
    return stored.learnt if stored is not None else None


def read_store(folder: Path, name: str, *, only_own: bool = False) -> Stored | None:
    """Read the newest undamaged store with a name like this; None if there is none.

    Unpickling runs code, so in a folder where others may write (`only_own`) only files of this user are read.
    """
    for path in _by_age(folder, name):
        with suppress(OSError):
            if only_own and hasattr(os, "getuid") and path.stat().st_uid != os.getuid():
                continue
            content = memoryview(path.read_bytes())
            checksum, pickled = content[:CHECKSUM_BYTES], content[CHECKSUM_BYTES:]
            if hashlib.sha256(pickled).digest() == checksum:
                stored: Stored = pickle.loads(pickled)
                return stored
    return None


def write_store(folder: Path, stored: Stored) -> Path:
    """Write beside and rename, so that nobody reads half a store."""
    pickled = pickle.dumps(stored, pickle.HIGHEST_PROTOCOL)
    path = folder / f"{stored.digest}-{stored.learning}-{stored.code}{SUFFIX}"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_suffix(f".{os.getpid()}")
    draft.write_bytes(hashlib.sha256(pickled).digest() + pickled)
    draft.replace(path)
    return path


def _delete_old_stores(folder: Path) -> None:
    for store in _by_age(folder, "*")[KEPT_STORES:]:
        store.unlink(missing_ok=True)


def _by_age(folder: Path, name: str) -> list[Path]:
    """Return the stores with a name like this, the newest first."""
    return sorted(folder.glob(name + SUFFIX), key=_age)


def _age(store: Path) -> float:
    try:
        return -store.stat().st_mtime
    except OSError:  # another process has deleted it meanwhile
        return 0.0
