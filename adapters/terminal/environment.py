"""Settings, read once from the environment or a `.env` file and passed down; nothing else reads the environment.

Here is what answering needs; `bot.service.settings` and the adapters check the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple


class Config(NamedTuple):
    """The settings that answering needs. `knowledge` is empty if only the shipped base is wanted."""

    knowledge: tuple[Path, ...] = ()

    @classmethod
    def of(cls, settings: Mapping[str, str]) -> Config:
        """Pick the settings that answering needs."""
        folders = settings.get("SMALLPRINT_KNOWLEDGE", "")
        return cls(knowledge=tuple(Path(folder).expanduser() for folder in folders.split(":") if folder))


def read_settings(environ: Mapping[str, str], env_file: Path) -> dict[str, str]:
    """Return every setting as text; the environment wins over the file."""
    return {**_read_env_file(env_file), **environ}


def _read_env_file(path: Path) -> dict[str, str]:
    """Return the `NAME=value` lines; quotes around the value and lines that start with # are left out."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return {}
    pairs = (line.partition("=") for line in lines if "=" in line and not line.lstrip().startswith("#"))
    return {name.strip().removeprefix("export "): value.strip().strip("\"'") for name, _, value in pairs}
