"""The documents are true: commands run, the commented record is right, generated parts are fresh."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from adapters.terminal.knowledge_commands import README_BEGIN, README_END
from benchmarks import documents
from bot.service.machine import known_names
from knowledge.export import file_schema
from knowledge.folders import SHIPPED
from knowledge.load import load
from knowledge.report import by_topic, table, total

ROOT = Path(__file__).parent.parent


def test_the_commented_record_has_no_mistake(small_base: Path) -> None:
    """Whoever copies it starts from something right."""
    [record] = re.findall(r"```toml\n(slug.*?)```", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"), re.DOTALL)
    (small_base / "platforms" / "parlour.toml").write_text(record, encoding="utf-8")
    findings = load([small_base], date(2026, 11, 23)).findings
    assert [str(finding) for finding in findings if finding.rule != "layout"] == []


def test_the_readme_shows_an_answer_as_it_looks() -> None:
    """The headline of the entry that people come for."""
    zoom = next(platform for platform in load([SHIPPED], date(2026, 11, 23)).platforms if platform.slug == "zoom")
    readme = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    assert zoom.answers[0].headline in readme


def test_the_table_of_quality_is_fresh() -> None:
    """`make quality` renews it."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    between = text.partition(README_BEGIN)[2].partition(README_END)[0]
    [day] = re.findall(r"as of (\d{4}-\d\d-\d\d)", between)
    loaded = load([SHIPPED], date.fromisoformat(day))
    assert table([*by_topic(loaded, date.fromisoformat(day)), total(loaded, date.fromisoformat(day))]) in between


def test_the_schema_for_editors_is_fresh() -> None:
    """`make quality` renews it; every file names it."""
    schema = SHIPPED / "platform.schema.json"
    assert json.loads(schema.read_text(encoding="utf-8")) == file_schema()
    for path in (SHIPPED / "platforms").glob("*.toml"):
        assert path.read_text(encoding="utf-8").startswith("#:schema ../platform.schema.json\n"), path.name


def test_the_doctor_knows_every_setting_that_the_readme_explains() -> None:
    """Another one it calls misspelt."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    explained = set(re.findall(r"`(SMALLPRINT_[A-Z_]+)`", readme.partition("\n## Settings\n")[2].partition("\n## ")[0]))
    assert explained
    assert explained - known_names() == set()


@pytest.mark.parametrize(("path", "name", "made"), [pytest.param(*part, id=part[1]) for part in documents.parts()])
def test_what_is_made_from_the_code_is_fresh(path: Path, name: str, made: str) -> None:
    """`make docs` renews it."""
    assert documents.between(path.read_text(encoding="utf-8"), name) == made


DOCUMENTS = (*sorted((ROOT / "docs").glob("*.md")), ROOT / "README.md", ROOT / "SECURITY.md")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_path_that_a_document_names_is_there(path: Path) -> None:
    """Files of ours in links and in backticks; and tests by their names."""
    text = path.read_text(encoding="utf-8")
    linked = [path.parent / link for link in re.findall(r"\]\((?!https?:|#)([^)#]+)[^)]*\)", text)]
    named = [
        ROOT / name
        for name in re.findall(r"`((?:adapters|benchmarks|bot|deploy|docs|knowledge|locks|tests)/[\w/.-]+\.\w+)(?:::\w+)?`", text)
    ]
    assert [str(file) for file in (*linked, *named) if not file.exists()] == []
    for file, test in re.findall(r"`(tests/[\w/.-]+\.py)::(\w+)`", text):
        assert f"def {test}(" in (ROOT / file).read_text(encoding="utf-8"), test
