"""Opens the knowledge base: reads the TOML files and learns from them, or takes both from a store that fits them exactly.

A store for the shipped knowledge comes with the package, others are kept in the user's cache folder. A store holds,
beside what was made, every byte that it was made from: the TOML files and the code that reads them. They are compared
whole, so a store that does not fit is never used.
"""

from __future__ import annotations

import os
import pickle
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import knowledge as knowledge_package
from bot import understanding as understanding_package
from bot.dialogue.engine import Engine
from bot.understanding.understand import Understanding
from knowledge.base import Knowledge
from knowledge.folders import EVERYDAY_WORDS, RARER_WORDS, SHIPPED, files_of
from knowledge.records import Platform

KEPT_STORES = 3
SHIPPED_STORE = Path(__file__).with_name("shipped.store")


class Opened(NamedTuple):
    """An engine, and what is wrong with files that had to be left out, a line each."""

    engine: Engine
    warnings: tuple[str, ...]


def open_engine(extra: Sequence[Path], today: date, cache: Path | None = None) -> Opened:
    """Open the shipped base and the folders that add to it or override it.

    `cache` is the folder for stores (the user's cache folder where left out). Without a fitting store this takes
    some seconds, with one some milliseconds.
    """
    folders = (SHIPPED, *extra)
    made_from = _made_from(folders)
    warnings: tuple[str, ...] = ()
    stored = _read_store(SHIPPED_STORE, made_from)
    if stored is None:
        stored, warnings = _kept_or_built(folders, made_from, today, cache or _cache_folder())
    base = Knowledge(stored["topics"], _Shelf(stored["platforms"]))
    return Opened(Engine(base, Understanding(stored["model"], rarer_words)), warnings)


def _cache_folder() -> Path:
    import platformdirs  # here, because a store that is shipped needs no folder of the user's

    return Path(platformdirs.user_cache_dir("smallprint"))


def _kept_or_built(folders: Sequence[Path], made_from: bytes, today: date, cache: Path) -> tuple[dict[str, Any], tuple[str, ...]]:
    """What the user's own store holds, or else what the files say, kept for the next time where they have no mistake."""
    path = cache / f"{zlib.crc32(made_from):08x}.store"
    stored = _read_own_store(path, made_from)
    if stored is not None:
        return stored, ()
    stored, warnings = _build(folders, today)
    if not warnings:
        with suppress(OSError):  # where nothing can be written, the next opening takes as long again
            _write_store(path, made_from, stored)
            _keep_newest(path.parent)
    return stored, warnings


def write_shipped_store() -> Path:
    """Write the store that comes with the package; ValueError where the shipped knowledge has a mistake."""
    stored, warnings = _build((SHIPPED,), date.today())
    if warnings:
        raise ValueError("the shipped knowledge has mistakes:\n" + "\n".join(warnings))
    _write_store(SHIPPED_STORE, _made_from((SHIPPED,)), stored)
    return SHIPPED_STORE


def rarer_words() -> frozenset[str]:
    """English beyond the everyday; rarely needed, so not part of the store."""
    return frozenset(RARER_WORDS.read_text(encoding="utf-8").split())


def _build(folders: Sequence[Path], today: date) -> tuple[dict[str, Any], tuple[str, ...]]:
    # Imported here: with a fitting store neither the loader nor pydantic is needed.
    from bot.understanding.understand import learn
    from knowledge.load import BLOCKING, load

    loaded = load(folders, today, BLOCKING)
    everyday = frozenset(EVERYDAY_WORDS.read_text(encoding="utf-8").split())
    model = learn(loaded.topics.topics, loaded.language, loaded.platforms, everyday)
    stored = {
        "topics": {topic.id: topic.without_phrases() for topic in loaded.topics.topics},
        "platforms": {platform.slug: pickle.dumps(platform, pickle.HIGHEST_PROTOCOL) for platform in loaded.platforms},
        "model": model,
    }
    return stored, tuple(str(finding) for finding in loaded.left_out)


class _Shelf(Mapping[str, Platform]):
    """Platforms by slug, each unpacked when it is first asked for."""

    def __init__(self, packed: Mapping[str, bytes]) -> None:
        self._packed = packed
        self._unpacked: dict[str, Platform] = {}

    def __getitem__(self, slug: str) -> Platform:
        if slug not in self._unpacked:
            self._unpacked[slug] = pickle.loads(self._packed[slug])
        return self._unpacked[slug]

    def __iter__(self) -> Iterator[str]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)


def _made_from(folders: Sequence[Path]) -> bytes:
    """Everything on which the store depends, in a fixed order."""
    parts = []
    for path in (__file__, *_code(), str(EVERYDAY_WORDS), *map(str, files_of(folders))):
        with suppress(OSError), open(path, "rb") as file:  # noqa: PTH123 - Path.open costs as much as reading these small files
            content = file.read()
            parts += [f"{len(content)}:".encode(), content]
    return b"".join(parts)


def _code() -> Iterator[str]:
    """The modules that read the files and learn from them."""
    of_knowledge, of_understanding = (os.path.dirname(str(package.__file__)) for package in (knowledge_package, understanding_package))  # noqa: PTH120 - as above
    for folder in (of_knowledge, f"{of_knowledge}/rules", of_understanding):
        yield from (f"{folder}/{name}" for name in sorted(os.listdir(folder)) if name.endswith(".py"))  # noqa: PTH208 - as above


def _read_own_store(path: Path, made_from: bytes) -> dict[str, Any] | None:
    """A store of the user's own. Unpacking runs code, so only what this user wrote is unpacked."""
    with suppress(OSError):
        if not hasattr(os, "getuid") or path.stat().st_uid == os.getuid():
            return _read_store(path, made_from)
    return None


def _read_store(path: Path, made_from: bytes) -> dict[str, Any] | None:
    """The store, or None where there is none, it is damaged or does not fit."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    packed = memoryview(content)[4 + len(made_from) :]
    if not content.startswith(made_from, 4) or content[:4] != _checksum(packed):
        return None
    stored: dict[str, Any] = pickle.loads(packed)
    return stored


def _checksum(packed: bytes | memoryview) -> bytes:
    return zlib.adler32(packed).to_bytes(4, "big")


def _write_store(path: Path, made_from: bytes, stored: Mapping[str, Any]) -> None:
    """Write beside and rename, so that nobody reads half a store."""
    packed = pickle.dumps(dict(stored), pickle.HIGHEST_PROTOCOL)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_suffix(f".{os.getpid()}")
    draft.write_bytes(_checksum(packed) + made_from + packed)
    draft.replace(path)


def _keep_newest(folder: Path) -> None:
    for store in sorted(folder.glob("*.store"), key=lambda store: store.stat().st_mtime)[:-KEPT_STORES]:
        store.unlink(missing_ok=True)
