"""The files under deploy/ name what there is: settings, commands, the version."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILES = sorted(path for path in (ROOT / "deploy").rglob("*") if path.is_file())
OF_OTHERS = {"POSTGRES_PASSWORD", "POSTGRES_USER", "POSTGRES_DB", "PYTHONUNBUFFERED", "XDG_CACHE_HOME", "NAME_MAX"}
"""Variables that other programs read."""


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_setting_is_one_that_the_readme_explains(path: Path) -> None:
    """An operator who copies a file sets nothing that means nothing."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"\b(?:SMALLPRINT|SLACK|DISCORD|DATABASE|LOG|XDG|POSTGRES)_[A-Z_]+\b", path.read_text(encoding="utf-8")))
    assert {name for name in named - OF_OTHERS if f"`{name}`" not in readme} == set()


def test_the_image_has_the_version_of_the_project() -> None:
    """Who applies the kustomization gets what this tree is."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert f"newTag: {project['version']}" in (ROOT / "deploy" / "kubernetes" / "kustomization.yaml").read_text(encoding="utf-8")


def test_every_manifest_is_in_the_kustomization() -> None:
    """A file that is not listed would never be applied."""
    folder = ROOT / "deploy" / "kubernetes"
    listed = re.findall(r"^  - ([a-z-]+\.yaml)$", (folder / "kustomization.yaml").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted([*listed, "kustomization.yaml"]) == sorted(path.name for path in folder.iterdir())
