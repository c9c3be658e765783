"""Open the base: take a fitting store, or read the files and learn from them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from bot.service.opening.digests import Files, digest_files
from bot.service.opening.reading import build
from bot.service.opening.stores import SHIPPED_STORES, SUFFIX, Stored, StoredPlatforms, keep, read_store, revision_of, write_store
from bot.understanding.revision import Revision
from bot.understanding.understand import Understanding
from bot.understanding.vectors import WordVectors
from knowledge.folders import SHIPPED, WORD_VECTORS, everyday_words


def open_knowledge(
    extra: Sequence[Path], today: date, cache: Path | None = None, before_learning: Callable[[], None] = lambda: None
) -> Revision:
    """Open the shipped base and the folders that add to it or override it.

    `cache` is the folder for stores; left out, it is the user's cache folder. With a fitting store this takes milliseconds,
    with one from before an answer was edited less than a second, without one some seconds: then `before_learning` is called first.
    """
    folders = (SHIPPED, *extra)
    files = digest_files(folders)
    stored = read_store(SHIPPED_STORES, f"{files.all}-*")
    warnings: tuple[str, ...] = ()
    if stored is None:
        stored, warnings = _from_cache_or_files(folders, files, today, cache or cache_folder(), before_learning)
    understanding = Understanding(stored.lexicon, stored.learnt, everyday_words(), WordVectors.read(WORD_VECTORS))
    return revision_of(stored, StoredPlatforms(stored.platforms), understanding, warnings)


def write_shipped_store() -> Path:
    """Write the store that comes with the package; ValueError if the shipped knowledge has a mistake."""
    stored, warnings = build((SHIPPED,), digest_files((SHIPPED,)), date.today(), None)
    if warnings:
        raise ValueError("the shipped knowledge has mistakes:\n" + "\n".join(warnings))
    for old in SHIPPED_STORES.glob(f"*{SUFFIX}"):
        old.unlink()
    return write_store(SHIPPED_STORES, stored)


def cache_folder() -> Path:
    """Return the user's folder for stores."""
    import platformdirs  # here, because with the shipped store no folder of the user's is needed

    return Path(platformdirs.user_cache_dir("smallprint"))


def _from_cache_or_files(
    folders: Sequence[Path], files: Files, today: date, cache: Path, before_learning: Callable[[], None]
) -> tuple[Stored, tuple[str, ...]]:
    """Take what the user's own store has, or else read the files and keep them for the next time, unless they have a mistake."""
    stored = read_store(cache, f"{files.all}-*", only_own=True)
    if stored is not None:
        return stored, ()
    stored, warnings = build(folders, files, today, cache, before_learning)
    if not warnings:
        keep(stored, cache)
    return stored, warnings
