"""Opens the knowledge base: reads the TOML files and learns from them, or takes both from a store that fits them exactly.

The store is a file in the user's cache folder, named after a digest of every file that it was made from: the TOML
files and the code that reads them. A store that does not fit has another name and is never looked at.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import platformdirs

import knowledge as knowledge_package
from bot import understanding as understanding_package
from bot.engine import Engine
from bot.understanding.understand import Model, Understanding
from knowledge.base import Knowledge
from knowledge.folders import EVERYDAY_WORDS, RARER_WORDS, SHIPPED, files_of
from knowledge.records import Platform

KEPT_STORES = 3


@dataclass(frozen=True, slots=True)
class Opened:
    """An engine, and what is wrong with files that had to be left out, a line each."""

    engine: Engine
    warnings: tuple[str, ...]


def open_engine(extra: Sequence[Path], today: date, cache: Path | None = None) -> Opened:
    """Open the shipped base and the folders that add to it or override it.

    `cache` is the folder for stores (the user's cache folder where left out). Without a fitting store this takes
    some seconds, with one some milliseconds.
    """
    folders = (SHIPPED, *extra)
    folder = cache or Path(platformdirs.user_cache_dir("smallprint"))
    path = folder / f"{_digest(folders)}.store"
    stored = _read_store(path)
    warnings: tuple[str, ...] = ()
    if stored is None:
        stored, warnings = _build(folders, today)
        if not warnings:
            _write_store(path, stored)
    base = Knowledge(stored["topics"], _Shelf(stored["platforms"]))
    return Opened(Engine(base, Understanding(_model(stored), rarer_words)), warnings)


def rarer_words() -> frozenset[str]:
    """English beyond the everyday; rarely needed, so not part of the store."""
    return frozenset(RARER_WORDS.read_text(encoding="utf-8").split())


def _build(folders: Sequence[Path], today: date) -> tuple[dict[str, Any], tuple[str, ...]]:
    # Imported here: with a fitting store neither the loader nor pydantic is needed.
    from bot.understanding.understand import learn
    from knowledge.load import load

    loaded = load(folders, today)
    everyday = frozenset(EVERYDAY_WORDS.read_text(encoding="utf-8").split())
    model = learn(loaded.topics.topics, loaded.language, loaded.platforms, everyday)
    stored = {
        "topics": {topic.id: topic.without_phrases() for topic in loaded.topics.topics},
        "platforms": {platform.slug: pickle.dumps(platform, pickle.HIGHEST_PROTOCOL) for platform in loaded.platforms},
        "model": pickle.dumps(model, pickle.HIGHEST_PROTOCOL),
    }
    return stored, tuple(str(finding) for finding in loaded.findings)


def _model(stored: Mapping[str, Any]) -> Model:
    model: Model = pickle.loads(stored["model"])
    return model


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


def _digest(folders: Sequence[Path]) -> str:
    digest = hashlib.blake2b(sys.version.encode(), digest_size=16)
    code = [
        path for package in (knowledge_package, understanding_package) for path in sorted(Path(str(package.__file__)).parent.rglob("*.py"))
    ]
    for path in (Path(__file__), *code, EVERYDAY_WORDS, *files_of(folders)):
        with suppress(OSError):
            content = path.read_bytes()
            digest.update(f"{path.name}:{len(content)}:".encode())
            digest.update(content)
    return digest.hexdigest()


def _read_store(path: Path) -> dict[str, Any] | None:
    """The store, or None where there is none, it is damaged, or it does not belong to this user."""
    try:
        if hasattr(os, "getuid") and path.stat().st_uid != os.getuid():
            return None  # unpacking runs code, so only what this user wrote is unpacked
        packed = path.read_bytes()
        digest, content = packed[:32], packed[32:]
        if hashlib.blake2b(content, digest_size=32).digest() != digest:
            return None
        stored: dict[str, Any] = pickle.loads(content)
    except OSError:
        return None
    return stored


def _write_store(path: Path, stored: Mapping[str, Any]) -> None:
    """Write beside and rename, so that nobody reads half a store; where that is not possible, do without."""
    content = pickle.dumps(dict(stored), pickle.HIGHEST_PROTOCOL)
    draft = path.with_suffix(f".{os.getpid()}")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft.write_bytes(hashlib.blake2b(content, digest_size=32).digest() + content)
        draft.replace(path)
        old = sorted(path.parent.glob("*.store"), key=lambda store: store.stat().st_mtime)
        for store in old[:-KEPT_STORES]:
            store.unlink(missing_ok=True)
