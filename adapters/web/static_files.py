"""The style sheet, the script and the icon, read once."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent / "static"
_TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}


class StaticFile(NamedTuple):
    """A file and its type."""

    content: bytes
    media_type: str


def static_files() -> dict[str, StaticFile]:
    """Return the files by name."""
    return {path.name: StaticFile(path.read_bytes(), _TYPES[path.suffix]) for path in sorted(FOLDER.iterdir()) if path.suffix in _TYPES}
