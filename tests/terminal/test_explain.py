"""`knowledge explain` says which file and line what is shown comes from."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from adapters.terminal.explain import show_origins
from adapters.terminal.shared import FOUND_WRONG, OK
from tests.conftest import TODAY


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder with one alias and one note."""
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "layer.toml").write_text('name = "Acme"\n')
    (folder / "parlour.toml").write_text(
        'slug = "parlour"\naliases = ["our parlour"]\n\n[[notes]]\ntopic = "encryption"\ntext = "Here: ask."\n'
    )
    return folder


def test_names_layers_files_and_lines(small_base: Path, own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """For a platform, and for a topic on which there is only a note."""
    assert show_origins([small_base, own], TODAY, "parlour") == OK
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == [f"base: {small_base}", f"Acme: {own}"]
    assert any("our parlour" in line and line.endswith(f"{own / 'parlour.toml'}:2") for line in lines)
    assert show_origins([small_base, own], TODAY, "parlour/encryption") == OK
    assert "Here: ask." in capsys.readouterr().out


def test_says_what_was_left_out(small_base: Path, own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And that something is wrong."""
    (own / "parlour.toml").write_text("slug = ")
    assert show_origins([small_base, own], TODAY, "parlour") == FOUND_WRONG
    assert f"left out: {own / 'parlour.toml'}:1" in capsys.readouterr().err


@pytest.mark.parametrize(("answer", "says"), [("parlor", 'did you mean "parlour"'), ("parlour/ai-trainin", 'did you mean "ai-training"')])
def test_refuses_what_is_not_on_record(small_base: Path, answer: str, says: str) -> None:
    """With the nearest name."""
    with pytest.raises(click.UsageError, match=says):
        show_origins([small_base], TODAY, answer)
