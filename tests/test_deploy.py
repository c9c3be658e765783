"""The files under deploy/ name what there is: settings, commands, the version."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from prometheus_client import REGISTRY

from bot.observing import metrics

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


def _samples() -> set[str]:
    """Return the name of every sample that a process can show."""
    assert metrics.REPLIES
    endings = {"counter": ("_total",), "histogram": ("_bucket", "_count", "_sum"), "info": ("_info",), "gauge": ("",)}
    families = [family for family in REGISTRY.collect() if family.name.startswith("smallprint")]
    return {family.name + ending for family in families for ending in endings[family.type]}


def _expressions() -> Iterator[tuple[str, str]]:
    rules = (ROOT / "deploy" / "prometheus" / "alerts.yaml").read_text(encoding="utf-8")
    yield "alerts.yaml", rules
    for panel in json.loads((ROOT / "deploy" / "grafana" / "dashboard.json").read_text(encoding="utf-8"))["panels"]:
        for target in panel.get("targets", ()):
            yield panel["title"], target["expr"]


def test_alerts_and_dashboard_name_metrics_that_there_are() -> None:
    """A metric that was renamed would leave a panel empty and an alert quiet for ever."""
    named = {name for _, text in _expressions() for name in re.findall(r"\bsmallprint_[a-z_]+", text)}
    assert named - _samples() == set()


def test_every_metric_is_on_the_dashboard_or_in_an_alert() -> None:
    """What nobody looks at need not be counted."""
    shown = " ".join(text for _, text in _expressions())
    families = {family.name for family in REGISTRY.collect() if family.name.startswith("smallprint_")}
    assert {name for name in families if name not in shown} == set()


def test_every_alert_is_explained_and_tested() -> None:
    """Whoever is woken up finds the page that says what to do."""
    folder = ROOT / "deploy" / "prometheus"
    alerts = set(re.findall(r"alert: (\w+)", (folder / "alerts.yaml").read_text(encoding="utf-8")))
    tested = set(re.findall(r"Smallprint\w+", (folder / "alerts.test.yaml").read_text(encoding="utf-8")))
    explained = set(re.findall(r"`(Smallprint\w+)`", (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")))
    assert alerts
    assert (alerts, alerts) == (tested, explained)


def test_the_expressions_of_the_dashboard_can_be_read(tmp_path: Path) -> None:
    """By Prometheus itself, where its promtool is installed."""
    promtool = shutil.which("promtool")
    if promtool is None:
        pytest.skip("promtool (Debian: prometheus) is not installed")
    rules = [
        {"record": f"panel:{number}", "expr": text.replace("$__rate_interval", "5m")}
        for number, (_, text) in enumerate(_expressions())
        if number
    ]
    path = tmp_path / "rules.yaml"
    path.write_text(json.dumps({"groups": [{"name": "panels", "rules": rules}]}), encoding="utf-8")
    done = subprocess.run([promtool, "check", "rules", str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
