"""Settings, read once from the environment or a `.env` file and passed down; nothing else reads the environment.

`bot.service.settings` and the adapters check them.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


def knowledge_folders(settings: Mapping[str, str]) -> tuple[Path, ...]:
    """Return the folders of SMALLPRINT_KNOWLEDGE; none if only the shipped base is wanted."""
    return tuple(Path(folder).expanduser() for folder in settings.get("SMALLPRINT_KNOWLEDGE", "").split(":") if folder)


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
