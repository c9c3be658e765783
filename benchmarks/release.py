"""The notes of a release, for `make release`: the section of the changelog, once version and changelog agree everywhere.

python -m benchmarks.release
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]


def version() -> str:
    """Return the version of this tree."""
    return str(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"])


def notes(changelog: str, of: str) -> str:
    """Return what changed in a version; while it has no section of its own, what is unreleased. ValueError if there is neither."""
    sections = dict(re.findall(r"^## (\S+)[^\n]*\n(.*?)(?=^## |\Z)", changelog, re.MULTILINE | re.DOTALL))
    text = sections.get(of) or sections.get("Unreleased") or ""
    if not text.strip():
        raise ValueError(f"CHANGELOG.md has no section {of} and nothing under Unreleased; write what changed")
    return str(text.strip())


def main() -> None:
    """Print the notes; end with a word if something does not fit."""
    of = version()
    kustomization = (ROOT / "deploy" / "kubernetes" / "kustomization.yaml").read_text(encoding="utf-8")
    if f"newTag: {of}\n" not in kustomization:
        raise SystemExit(f"deploy/kubernetes/kustomization.yaml: newTag must be {of}, the version in pyproject.toml")
    print(f"# Smallprint {of}\n\n{notes((ROOT / 'CHANGELOG.md').read_text(encoding='utf-8'), of)}")


if __name__ == "__main__":
    main()
