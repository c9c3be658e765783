"""The folder that edits go to: what its files say, and what all folders of the base say together."""

from __future__ import annotations

import copy
import os
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from knowledge import git, safe_files
from knowledge.editing.documents import Document, EditError, answer_in, split_answer_id
from knowledge.folders import NOT_PLATFORMS, SHIPPED, TOPICS, files_of
from knowledge.layers import read_layers, read_part
from knowledge.merging import PLATFORM_FILE, TOPIC_FILE, Layer, SourceFile, TableRules, merge
from knowledge.misspelt import did_you_mean
from knowledge.positions import LineIndex


def target_of(own_folders: Sequence[Path], shipped: Path = SHIPPED) -> Path:
    """Return the folder that edits go to: the last one of SMALLPRINT_KNOWLEDGE, else the shipped one if it is a checkout."""
    target = own_folders[-1] if own_folders else shipped
    if not own_folders and not git.in_checkout(shipped):
        raise EditError(
            "edits need a folder of your own: make one and name it in SMALLPRINT_KNOWLEDGE; an update replaces the shipped knowledge"
        )
    if not target.is_dir():
        raise EditError(f"SMALLPRINT_KNOWLEDGE: there is no folder {target}; make it first")
    if not os.access(target, os.W_OK):
        raise EditError(f"the folder {target} cannot be written; give yourself the right to, or name another in SMALLPRINT_KNOWLEDGE")
    return target


def parsed(text: str | None, path: Path) -> Document:
    """Return what a file says; EditError if it is no TOML."""
    try:
        return tomllib.loads(text or "")
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise EditError(f"{path} is not valid TOML: {error}; mend it first") from None


class Folder:
    """The files of `target`, the last of the `folders` of a base. Everything is read anew each time."""

    def __init__(self, folders: Sequence[Path], target: Path) -> None:
        if not folders or folders[-1] != target:
            raise EditError(f"{target} must be the last folder, because what stands over it would hide the edits")
        self.folders, self.target = tuple(folders), target

    # What the target says

    def path(self, slug: str) -> Path:
        """Return where a platform's file is, or would be."""
        beside = self.target / f"{slug}.toml"
        return beside if beside.exists() else self.target / "platforms" / f"{slug}.toml"

    def text(self, path: Path) -> str | None:
        """Return the text of a file; None if there is none."""
        try:
            return safe_files.read(path)
        except UnicodeDecodeError:
            raise EditError(f"{path} is not UTF-8 text; save it as UTF-8 first") from None

    def document(self, slug: str) -> Document:
        """Return what the target says about a platform; a new partial file begins with the slug."""
        path = self.path(slug)
        text = self.text(path)
        if text is None and slug not in self.slugs():
            raise EditError(f'there is no platform "{slug}"; {did_you_mean(slug, self.slugs(), "`smallprint platforms` lists them")}')
        return {"slug": slug} if text is None else parsed(text, path)

    # What all folders say together

    def slugs(self) -> set[str]:
        """Return the slugs of all platforms."""
        return {path.stem for path in files_of(self.folders) if path.name not in NOT_PLATFORMS}

    def stands_over_another(self, slug: str) -> bool:
        """Return True if a folder under the target says something of the platform, too."""
        below = self.folders[:-1]
        return any((folder / place).exists() for folder in below for place in (f"{slug}.toml", f"platforms/{slug}.toml"))

    def merged(self, slug: str) -> Document:
        """Return what all folders together say about a platform."""
        if not self.stands_over_another(slug):
            return self.document(slug)
        return self._merged_file(f"{slug}.toml", PLATFORM_FILE)

    def merged_with(self, path: Path, own: Document) -> Document:
        """Return what all folders would say together if the target's file said this."""
        below = self._parts(self.folders[:-1], path.name)
        part = SourceFile(Layer(self.target, ""), path, "", own, LineIndex(""))
        return merge([*below, part], TOPIC_FILE if path.name == TOPICS else PLATFORM_FILE).document

    def answer(self, answer_id: str) -> Document:
        """Return what holds on an answer; {} if there is none yet. EditError if there is no such platform."""
        slug, topic = split_answer_id(answer_id)
        self.document(slug)
        return copy.deepcopy(answer_in(self.merged(slug), topic) or {})

    def sources(self, slug: str) -> Mapping[str, Document]:
        """Return the sources of a platform by their names."""
        sources: Mapping[str, Document] = self.merged(slug).get("sources", {})
        return sources

    def topics(self) -> Mapping[str, Document]:
        """Return the topics by their ids, as the files have them."""
        document = self._merged_file(TOPICS, TOPIC_FILE) or parsed(self.text(SHIPPED / TOPICS), SHIPPED / TOPICS)
        return {topic["id"]: topic for topic in document.get("topics", []) if "id" in topic}

    def _merged_file(self, name: str, table: TableRules) -> Document:
        """Return what the files of one name say together; those that cannot be read are left out."""
        parts = self._parts(self.folders, name)
        return copy.deepcopy(merge(parts, table).document) if parts else {}

    def _parts(self, folders: Sequence[Path], name: str) -> list[SourceFile]:
        layers = read_layers(folders, [])
        files = [(layer, file) for layer in layers for file in files_of([layer.folder]) if file.name == name]
        return [part for layer, file in files if (part := read_part(layer, file, [])) is not None]
