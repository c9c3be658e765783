"""The whole base as one JSON document, and the JSON Schemas of that document and of the TOML files."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from knowledge.base import Knowledge
from knowledge.plain import as_plain
from knowledge.records import Platform
from knowledge.schema import model_of
from knowledge.topics import Topic

VERSION = 1
"""Raised when a key of the document changes its meaning or goes away."""


def export(topics: Iterable[Topic], platforms: Iterable[Platform]) -> dict[str, Any]:
    """Return the document: `version`, `topics` without the phrases that teach the matcher, and `platforms`.

    Notes that some workspaces only may see are left out.
    """
    shown = [platform._replace(notes=tuple(note for note in platform.notes if not note.workspaces)) for platform in platforms]
    return {
        "version": VERSION,
        "topics": [as_plain(topic.without_phrases(), without_none=True) for topic in topics],
        "platforms": [as_plain(platform, without_none=True) for platform in shown],
    }


def export_bytes(knowledge: Knowledge) -> bytes:
    """Return the document of a whole base, ready to be sent."""
    return json.dumps(export(knowledge.topics.values(), knowledge.platforms.values()), ensure_ascii=False).encode()


def file_schema() -> dict[str, Any]:
    """Return the JSON Schema of a platform's TOML file, for editors."""
    schema = model_of(Platform).model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "A platform's file"}


def export_schema() -> dict[str, Any]:
    """Return the JSON Schema of the exported document."""
    platform = file_schema()
    definitions = platform.pop("$defs", {})
    platform.pop("$schema")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Smallprint's knowledge",
        "type": "object",
        "required": ["version", "topics", "platforms"],
        "properties": {
            "version": {"const": VERSION},
            "topics": {"type": "array", "items": {"type": "object", "required": ["id", "name", "question", "verdicts"]}},
            "platforms": {"type": "array", "items": {"$ref": "#/$defs/Platform"}},
        },
        "$defs": {**definitions, "Platform": platform},
    }
