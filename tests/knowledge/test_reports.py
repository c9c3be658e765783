"""What is exported, counted and compared."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from adapters.terminal import knowledge_checks as checking
from adapters.terminal.knowledge_commands import README_BEGIN, README_END
from knowledge.difference import differences
from knowledge.export import export, export_schema, file_schema
from knowledge.load import load
from knowledge.report import by_platform, by_topic, table, total
from tests.conftest import TODAY
from tests.terminal.running import run


def test_a_changed_verdict_is_one_line(small_base: Path) -> None:
    """In terms of answers, not of lines."""
    before = load([small_base], TODAY)
    path = small_base / "platforms" / "parlour.toml"
    path.write_text(path.read_text().replace('verdict = "no"', 'verdict = "opt-in"', 1))
    assert list(differences(before, load([small_base], TODAY))) == ["Parlour, ai-training: no -> opt-in, since 2025-02-01"]


def test_words_dates_and_whole_platforms_are_told_apart(small_base: Path) -> None:
    """Each kind of change has its own words."""
    before = load([small_base], TODAY)
    path = small_base / "platforms" / "parlour.toml"
    path.write_text(path.read_text().replace("rule out training on calls", "forbid training on calls").replace("2026-08-06", "2026-09-06"))
    (small_base / "platforms" / "lantern.toml").unlink()
    assert list(differences(before, load([small_base], TODAY))) == [
        "Lantern: taken out",
        "Parlour, ai-training: last verified 2026-08-06 -> 2026-09-06; reworded",
        "  - headline: Since February 2025 Parlour's terms rule out training on calls.",
        "  + headline: Since February 2025 Parlour's terms forbid training on calls.",
    ]
    assert list(differences(before, before)) == []


def test_aliases_phrases_and_claims_are_shown(small_base: Path) -> None:
    """With their words, so that nobody has to look them up."""
    before = load([small_base], TODAY)
    path, topics = small_base / "platforms" / "parlour.toml", small_base / "topics.toml"
    text = path.read_text().replace('aliases = ["parlour meetings"]', 'aliases = ["parlour rooms"]')
    text = text.replace('status = "outdated"', 'status = "false"').replace('true_since = "2023-03"\ntrue_until = "2025-02-01"\n', "")
    path.write_text(text.replace("It did until February 2025.", "It never did.").replace("Free accounts in the EU are", "They are"))
    topics.write_text(topics.read_text().replace('"can they decrypt a call"', '"can they decrypt a call", "is it scrambled"'))
    assert list(differences(before, load([small_base], TODAY))) == [
        'Parlour: alias added "parlour rooms"',
        'Parlour: alias taken out "parlour meetings"',
        "Parlour, ai-training: reworded",
        "  - condition: opt-in, free accounts in the EU; plan: free; region: eu: Free accounts in the EU are asked first.",
        "  + condition: opt-in, free accounts in the EU; plan: free; region: eu: They are asked first.",
        'Parlour: claim "Parlour trains on every call" outdated -> false',
        "  - why: It did until February 2025.",
        "  + why: It never did.",
        'encryption: phrase added "is it scrambled"',
    ]


def test_the_export_holds_everything_and_fits_its_schema(small_base: Path) -> None:
    """As plain JSON, with a version."""
    loaded = load([small_base], TODAY)
    document = json.loads(json.dumps(export(loaded.topics.topics, loaded.platforms)))
    assert document["version"] == export_schema()["properties"]["version"]["const"]
    assert [platform["slug"] for platform in document["platforms"]] == ["lantern", "parlour"]
    parlour = document["platforms"][1]
    assert parlour["answers"][0]["earlier"][0]["since"] == "2023-03"
    assert set(parlour) <= set(file_schema()["properties"])
    assert not any("phrases" in topic and topic["phrases"] for topic in document["topics"])


def test_the_file_schema_is_closed() -> None:
    """An editor marks an unknown key."""
    schema = file_schema()
    assert schema["additionalProperties"] is False
    assert {"slug", "name", "sources"} <= set(schema["required"])
    assert schema["$defs"]["Answer"]["additionalProperties"] is False


def test_quality_is_counted(small_base: Path) -> None:
    """By platform, by topic and in all."""
    path = small_base / "platforms" / "lantern.toml"
    path.write_text(path.read_text().replace('last_verified = "2026-08-06"\nverified_in = "terms"\nverified_by = "smallprint"\n', ""))
    loaded = load([small_base], TODAY)
    assert total(loaded, TODAY)[1:] == (2, 2, 1, 1, 0)
    assert [row.answers for row in by_platform(loaded, TODAY)] == [1, 1]
    assert "| AI training | 2 | 2 | 1 | 1 | 0 |" in table(by_topic(loaded, TODAY))


def test_the_table_is_kept_between_its_marks(small_base: Path, tmp_path: Path) -> None:
    """And nothing else of the README is touched."""
    readme = tmp_path / "README.md"
    readme.write_text(f"before\n{README_BEGIN}\nold\n{README_END}\nafter\n")
    done = run({}, "knowledge", "stats", str(small_base), "--readme", str(readme))
    assert done.exit_code == 0
    text = readme.read_text()
    assert text.startswith("before\n")
    assert text.endswith(f"{README_END}\nafter\n")
    assert "| All | 2 |" in text
    assert "old" not in text


def test_fmt_writes_or_only_shows(small_base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With --check nothing is written, and the exit status says whether something would be."""
    path = small_base / "platforms" / "parlour.toml"
    tidy = path.read_text()
    checking.put_in_order([path], only_show=False)
    path.write_text(tidy.replace('slug = "parlour"\nname = "Parlour"\n', 'name = "Parlour"\nslug = "parlour"\n'))
    assert checking.put_in_order([path], only_show=True) == 1
    assert "+slug" in capsys.readouterr().out
    assert checking.put_in_order([path], only_show=False) == 0
    assert path.read_text() == tidy
