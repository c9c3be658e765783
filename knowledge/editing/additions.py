"""Add a name, a phrase, a local note or a platform: what the document of the file says with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from knowledge.editing.documents import Document, EditError, path_of, set_key, split_answer_id
from knowledge.editing.folder import Folder, parsed
from knowledge.folders import SHIPPED, TOPICS
from knowledge.rules.aliases import LISTS, folded

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")


def with_alias(folder: Folder, slug: str, alias: str) -> Document:
    """Return the platform's document with one more name that people call it by."""
    document = folder.document(slug)
    if alias in folder.merged(slug).get("aliases", []):
        raise EditError(f'{slug} has the alias "{alias}" already')
    for other in sorted(folder.slugs() - {slug}):
        document_of_other = folder.merged(other)
        names = (other, document_of_other.get("name", ""), *(name for key in LISTS for name in document_of_other.get(key, ())))
        if folded(alias) in map(folded, names):
            raise EditError(f'"{alias}" is a name of {other}, which would lose it')
    document.setdefault("aliases", []).append(alias)
    return document


def with_phrase(folder: Folder, topic: str, phrase: str) -> tuple[Path, Document]:
    """Return the file of the topics, and its document with one more question that means a topic."""
    topics = folder.topics()
    if topic not in topics:
        raise EditError(f'there is no topic "{topic}"; known: {", ".join(topics)}')
    if phrase in topics[topic].get("phrases", []):
        raise EditError(f"{topic} has this phrase already")
    path = folder.target / TOPICS
    document = parsed(folder.text(path), path)
    entries = document.setdefault("topics", [])
    entry = next((entry for entry in entries if entry.get("id") == topic), None)
    if entry is None:
        entries.append(entry := {"id": topic})
    entry.setdefault("phrases", []).append(phrase)
    return path, document


def with_note(folder: Folder, answer_id: str, text: str) -> Document:
    """Return the platform's document with a local note beside an answer, in place of the one there was; without it if the text is empty."""
    slug, topic = split_answer_id(answer_id)
    if folder.target == SHIPPED:
        raise EditError("a local note belongs in a folder of your own; make one and name it in SMALLPRINT_KNOWLEDGE")
    document = folder.document(slug)
    notes = [note for note in document.get("notes", []) if note.get("topic") != topic]
    if text.strip():
        notes.append({"topic": topic, "text": text.strip()})
    document["notes"] = notes
    if not notes:
        del document["notes"]
    return document


def new_platform(folder: Folder, slug: str, keys: Mapping[str, object]) -> Document:
    """Return the document of a new platform."""
    if not _SLUG.match(slug):
        raise EditError(f'"{slug}" is no slug; write lower-case letters and digits with hyphens between, for example google-meet')
    if slug in folder.slugs():
        raise EditError(f"there is a platform {slug} already; `smallprint knowledge set {slug}` changes it")
    document: Document = {"slug": slug}
    for key, value in keys.items():
        set_key(document, path_of(key), value)
    return document
