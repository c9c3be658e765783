"""The commands that edit, on a small base of its own and step by step."""

from __future__ import annotations

import select
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from adapters.terminal import knowledge_edits
from knowledge.editing import Editor
from tests.conftest import TODAY
from tests.terminal import running

Run = Callable[..., Result]
TRAINING = "parlour/ai-training"
SAVED_EACH = 0.1
"""Seconds after which a file is saved once more."""


@pytest.fixture
def run(small_base: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a tool whose edits go to the small base."""
    monkeypatch.setattr(knowledge_edits, "editor_of", lambda _: Editor([small_base], small_base, TODAY))

    def run(tool: str, *arguments: str, typed: str = "") -> Result:
        return running.run({}, "knowledge", tool, *arguments, typed=typed)

    return run


def parlour(base: Path) -> Any:
    """Return what Parlour's file says."""
    return tomllib.loads((base / "platforms" / "parlour.toml").read_text())


def test_set_shows_what_changed_and_how_to_undo_it(run: Run, small_base: Path) -> None:
    """And `log` tells it, newest first, and `undo` takes it back."""
    done = run("set", TRAINING, "detail=Everything said.", "--by", "Ann", "--why", "clearer")
    assert done.return_value == 0
    assert '+detail = "Everything said."' in done.stdout
    assert "`smallprint knowledge undo 1`" in done.stderr
    assert "Ann  set parlour/ai-training\n     why: clearer\n     detail: The promise" in run("log").stdout
    assert run("undo", "--by", "Bo").return_value == 0
    assert parlour(small_base)["answers"][0]["detail"] == "The promise covers audio and video."
    log = run("log", "parlour").stdout
    assert log.index("Bo  undo of edit 1") < log.index("Ann  set parlour/ai-training, undone by 2")
    assert run("log", "lantern").stdout == ""


def test_mistakes_are_told_with_file_line_and_key(run: Run, small_base: Path) -> None:
    """Nothing is written, and the exit status says so."""
    before = (small_base / "platforms" / "parlour.toml").read_text()
    done = run("set", TRAINING, "verdict=optin", "--source", "terms")
    assert done.return_value == 1
    assert "parlour.toml:27: answers[1].verdict" in done.stderr
    assert 'did you mean "opt-in"' in done.stderr
    assert run("set", TRAINING, "verdict").return_value == 1
    assert run("verify", TRAINING, "--on", "2027-01-01").return_value == 1
    assert (small_base / "platforms" / "parlour.toml").read_text() == before


@pytest.mark.parametrize(
    "arguments",
    [
        ("verify", "parlour", "--on", "2026-11-01", "--by", "Ann", "--source", "terms"),
        ("verify", TRAINING, "--on", "2026-11-01", "--source", "terms"),
        ("note", TRAINING, "Here: ask us."),
        ("alias", "add", "parlour", "blue room"),
        ("phrase", "add", "encryption", "could PLATFORM listen in"),
        ("set", "parlour", "vendor=Parlour Ltd"),
    ],
)
def test_every_command_edits(run: Run, arguments: tuple[str, ...]) -> None:
    """And can be undone."""
    done = run(*arguments)
    assert done.return_value == 0, done.stderr
    assert run("undo").return_value == 0


def test_set_asks_step_by_step_with_the_linter_at_each(run: Run, small_base: Path) -> None:
    """What is wrong is asked for again; Enter keeps what is there."""
    long = "x" * 170
    source = "terms\n20 Nov\n2026-11-20\n"
    answer = f"opt\nopt-in\n{long}\nParlour asks before it trains on calls.\n\n\n-\n\n\n2026-09-01\n"
    done = run("set", "--by", "Ann", typed=f"parlour\n{TRAINING}\n{source}{answer}read again\ny\n")
    assert done.return_value == 0, done.output
    assert done.output.count("not taken") >= 4
    answer = parlour(small_base)["answers"][0]
    assert (answer["verdict"], answer["headline"]) == ("opt-in", "Parlour asks before it trains on calls.")
    assert "plan" not in answer["applies_to"]
    assert (answer["verified_by"], answer["verified_in"], answer["since"]) == ("Ann", "terms-2026-11-20", "2026-09-01")
    assert [earlier["until"] for earlier in answer["earlier"]] == ["2026-09-01", "2025-02-01"]


def test_new_asks_for_a_platform_its_source_and_its_first_answer(run: Run, small_base: Path) -> None:
    """Somebody who has never seen the format gets a file without a mistake."""
    platform = "Sa lon\nsalon\nSalon\nSalon Ltd\nmeeting\nmeetings\nhttp://salon.example.com\nhttps://salon.example.com/\nsalon calls\n"
    source = "terms\nSalon Terms\nhttps://salon.example.com/terms\nSalon\nprimary\n\n2026-11-20\n"
    headline = "Salon's terms rule out training on calls"
    answer = f"ai-training\nno\n{headline}\n{headline}.\nAll of them.\nall plans\n\n\nhigh\n"
    done = run("new", "--by", "Ann", typed=f"{platform}{source}{answer}\ny\n")
    assert done.return_value == 0, done.output
    assert done.output.count("not taken") >= 4
    from knowledge.load import load

    loaded = load([small_base], TODAY)
    assert [str(finding) for finding in loaded.findings] == []
    salon = next(platform for platform in loaded.platforms if platform.slug == "salon")
    assert (salon.aliases, salon.answers[0].last_verified, salon.answers[0].verified_by) == (("salon calls",), "2026-11-20", "Ann")


def test_a_new_position_is_read_in_a_new_copy_of_its_source(run: Run, small_base: Path) -> None:
    """`--read-on` makes it, with a name of its own."""
    change = ("set", TRAINING, "verdict=opt-in", "headline=Parlour asks before it trains on calls.", "--source", "terms", "--by", "Ann")
    assert "cite a source that was read later" in run(*change, "--changed-on", "2026-11-01").stderr
    done = run(*change, "--changed-on", "2026-11-01", "--read-on", "2026-11-20")
    assert done.return_value == 0, done.stderr
    held = parlour(small_base)
    answer = held["answers"][0]
    assert (answer["verified_in"], answer["last_verified"], answer["sources"][0]["section"]) == ("terms-2026-11-20", "2026-11-20", "4.1")
    assert held["sources"]["terms-2026-11-20"]["url"] == held["sources"]["terms"]["url"]
    assert run("set", TRAINING, "detail=All.", "--read-on", "2026-11-20").return_value == 1


def test_a_name_that_another_platform_has_is_asked_for_again(run: Run) -> None:
    """At once, and not after everything else was typed."""
    typed = "Salon\nSalon Ltd\nmeetings\n\nsalon calls, lantern\nsalon calls\n"
    done = run("new", "salon", typed=typed)
    assert 'not taken: the alias "lantern" is also claimed by lantern' in done.output
    assert "\nThe document that you read" in done.output


def test_what_was_typed_is_not_lost_if_it_cannot_be_written(run: Run, small_base: Path) -> None:
    """It is shown as one command; here the slug is a name of another platform."""
    editor = Editor([small_base], small_base, TODAY)
    editor.apply(editor.add_alias("parlour", "salon"), "Bo")
    source = "terms\nHouse Terms\nhttps://salon.example.com/terms\nHouse\nprimary\n\n2026-11-20\n"
    answer = "ai-training\nno\nThe House's terms rule out training on calls.\nAll of them.\nall plans\n\n\nhigh\n"
    done = run("new", "salon", "--by", "Ann", typed=f"House Calls\nHouse Ltd\nmeetings\n\n\n{source}{answer}")
    assert done.return_value == 1
    [line] = [line.strip() for line in done.stdout.splitlines() if line.startswith("  smallprint")]
    words = shlex.split(line)
    assert words[:4] == ["smallprint", "knowledge", "new", "salon"]
    words[3] = "house-calls"
    assert run(*words[2:]).return_value == 0


def test_somebody_who_stops_in_the_middle_has_written_nothing(run: Run, small_base: Path) -> None:
    """As the first line promises."""
    run("set", TRAINING, typed="terms\nyes\n")
    run("new", "salon", typed="Salon\n")
    assert not (small_base / "edits.jsonl").exists()
    assert not (small_base / "platforms" / "salon.toml").exists()


def test_check_takes_a_file_or_a_folder(run: Run, small_base: Path, tmp_path: Path) -> None:
    """One that is missing or empty is no faultless base."""
    path = small_base / "platforms" / "parlour.toml"
    assert run("check", str(small_base)).return_value == 0
    path.write_text(path.read_text().replace('kind = "meetings"', 'kind = "meeting"'))
    assert run("check", str(path)).return_value == 1
    assert run("check", str(small_base / "platforms" / "lantern.toml")).return_value == 0
    (tmp_path / "empty").mkdir()
    assert run("check", str(tmp_path / "empty")).return_value == 1
    assert run("check", str(tmp_path / "none")).exception is not None


def test_fmt_says_what_it_did(run: Run, small_base: Path) -> None:
    """In how many files, and how many lines of each."""
    path = small_base / "platforms" / "parlour.toml"
    assert (
        "3 files read, none put in order" in run("fmt", str(small_base)).stderr or "read, none put in order" in run("fmt", str(path)).stderr
    )
    path.write_text(path.read_text().replace('slug = "parlour"\nname = "Parlour"\n', 'name = "Parlour"\nslug = "parlour"\n'))
    assert "1 file read, 1 would be put in order" in run("fmt", str(path), "--check").stderr
    done = run("fmt", str(path))
    assert "parlour.toml: put in order (" in done.stdout
    assert "1 file read, 1 put in order" in done.stderr


def test_check_watches(small_base: Path) -> None:
    """A mistake is told as soon as the file is saved."""
    command = [sys.executable, "-m", "adapters.terminal.main", "knowledge", "check", str(small_base), "--watch"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as watching:
        assert watching.stderr is not None
        assert watching.stdout is not None
        while "watching" not in watching.stderr.readline():
            pass
        path, draft = small_base / "platforms" / "parlour.toml", small_base.parent / "draft"
        broken = path.read_text().replace('kind = "meetings"', 'kind = "meeting"')
        while not select.select([watching.stdout], [], [], SAVED_EACH)[0]:  # nothing tells when the watch is set up, so save it again
            draft.write_text(broken)
            draft.replace(path)  # as editors save
        assert "meeting" in watching.stdout.readline()
        watching.terminate()
