"""Edit at random, and kill the editor at random: `python -m benchmarks.edits [EDITS] [KILLS]`, by default 10,000 and 500.

After every edit the base must load without a mistake. After every kill the files must be whole, and the trail must tell of every
edit that was confirmed and of every edit that is in a file.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import NamedTuple

from knowledge.editing import EditError, Editor, EditRefusedError, Proposal
from knowledge.editing.trail import NAME, EditLog, digest
from knowledge.load import load
from knowledge.safe_files import DRAFT, read

TODAY = date(2026, 11, 23)
BASE = Path(__file__).parent.parent / "tests" / "data"
AFRESH = 200
"""Edits after which a new copy of the base is taken, so that files stay as long as real ones."""
LONGEST_WRITE = 0.03
"""Seconds within which a kill follows on the beginning of a write, which takes about a third of it."""
BEGINS = b"begins\n"
WORDS = (
    "calls",
    "Parlour",
    "the",
    "terms",
    "é",
    "日本",
    "\U0001f600",
    '"so"',
    "it's",
    "#1",
    "a\\b",
    "[x]",
    "{y}",
    "=",
    "50%",
    "\u00a0",
    "\t",
)
TOPICS = ("ai-training", "encryption")


def random_edit(editor: Editor, draw: random.Random) -> Proposal:
    """Propose one edit of a kind and with values drawn at random; many of them have mistakes."""
    return draw.choice(EDITS)(editor, draw)


def _text(draw: random.Random, most: int = 8) -> str:
    return " ".join(draw.choice(WORDS) for _ in range(draw.randint(1, most)))


def _day(draw: random.Random) -> str:
    return f"{draw.randint(2024, 2027)}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"


def _slug(editor: Editor, draw: random.Random) -> str:
    return draw.choice(sorted({edit.id for edit in editor.log() if edit.what == "new"} | {"parlour", "lantern"}))


def _set(editor: Editor, draw: random.Random) -> Proposal:
    values: dict[str, Callable[[], str]] = {
        "headline": lambda: f"Parlour {_text(draw)}.",
        "detail": lambda: f"{_text(draw, 20)}.",
        "verdict": lambda: draw.choice(("no", "opt-in", "yes", "depends", "silent", "often")),
        "applies_to.text": lambda: _text(draw, 3),
        "applies_to.plan": lambda: draw.choice(("free", "free,business", "", "gold")),
        "since": lambda: draw.choice(("", _day(draw), "2025", "never")),
        "confidence": lambda: draw.choice(("high", "medium", "low", "")),
        "review_days": lambda: draw.choice(("30", "180", "-1", "soon", "")),
        "conditions[1].note": lambda: f"{_text(draw)}.",
        "steps[2].who": lambda: "host",
        "steps[1].do": lambda: _text(draw),
    }
    chosen = {key: values[key]() for key in draw.sample(sorted(values), draw.randint(1, 4))}
    sources = draw.choice(([], [], ["terms"], ["terms:" + _text(draw, 1)], ["terms-2023"]))
    changed_on = _day(draw) if "verdict" in chosen and draw.random() < 0.3 else None
    return editor.set_answer(f"{_slug(editor, draw)}/{draw.choice(TOPICS)}", chosen, sources, by="Ann", changed_on=changed_on)


def _new_answer(editor: Editor, draw: random.Random) -> Proposal:
    words = {"verdict": "silent", "headline": f"The terms {_text(draw)}.", "detail": f"{_text(draw)}.", "applies_to.text": "all plans"}
    return editor.set_answer(f"{_slug(editor, draw)}/encryption", {**words, "confidence": "low"}, ["terms"], by="Ann")


def _set_platform(editor: Editor, draw: random.Random) -> Proposal:
    changes = draw.choice(
        ({"vendor": _text(draw)}, {"homepage": "https://a.example.com/x"}, {"homepage": ""}, {"sources.terms.title": _text(draw)})
    )
    return editor.set_platform(_slug(editor, draw), changes)


def _verify(editor: Editor, draw: random.Random) -> Proposal:
    topic, source = draw.choice((("", "terms"), (f"/{draw.choice(TOPICS)}", draw.choice((None, "terms")))))
    return editor.verify(f"{_slug(editor, draw)}{topic}", _day(draw), draw.choice(("Ann", "Bo")), source)


def _new(editor: Editor, draw: random.Random) -> Proposal:
    name = f"salon{draw.randint(0, 999)}"
    source = {
        "title": _text(draw),
        "url": f"https://{name}.example.com/terms",
        "publisher": _text(draw),
        "kind": "primary",
        "copy_date": "2026-10-01",
    }
    keys = {"name": name.title(), "vendor": _text(draw), "kind": "meetings", "status": "active"}
    return editor.new_platform(name, {**keys, **{f"sources.terms.{key}": value for key, value in source.items()}})


def _undo(editor: Editor, draw: random.Random) -> Proposal:
    log = editor.log()
    return editor.undo(draw.choice(log[-20:]).number if log else 1)


EDITS: tuple[Callable[[Editor, random.Random], Proposal], ...] = (
    _set,
    _set,
    _new_answer,
    _set_platform,
    _verify,
    _new,
    _undo,
    lambda editor, draw: editor.add_alias(_slug(editor, draw), _text(draw, 2)),
    lambda editor, draw: editor.add_phrase(draw.choice(TOPICS), _text(draw)),
)


def edit_at_random(count: int, seed: int, workplace: Path) -> Counter[str]:
    """Make so many edits and load the base after each; return how many of each kind were written and refused.

    An edit that leaves a file with a mistake is an AssertionError.
    """
    draw, done, folder = random.Random(seed), Counter[str](), workplace
    for number in range(count):
        if number % AFRESH == 0:
            folder = Path(shutil.copytree(BASE, workplace / str(number)))
        kind = _edit_once(folder, draw)
        done[kind] += 1
        findings = [str(finding) for finding in load([folder], TODAY).findings if finding.rule not in {"coverage", "unused-sources"}]
        if findings:
            raise AssertionError(f"edit {number} (seed {seed}, {kind}) left mistakes:\n" + "\n".join(findings))
    return done


def _edit_once(folder: Path, draw: random.Random) -> str:
    editor = Editor([folder], folder, TODAY)
    try:
        edit = editor.apply(random_edit(editor, draw), "Ann", _text(draw))
    except EditRefusedError:
        return "refused by the linter"
    except EditError:
        return "not possible"
    return edit.what


class Kills(NamedTuple):
    """Edits that were confirmed before a kill, and kills that struck in the middle of writing one."""

    confirmed: int
    in_the_middle: int


def kill_at_random(count: int, seed: int, folder: Path) -> Kills:
    """Kill an editor so many times while it writes to the folder; AssertionError if an edit is lost or a file broken."""
    shutil.copytree(BASE, folder)
    draw, confirmed, in_the_middle = random.Random(seed), 0, 0
    for number in range(count):
        numbers = _edited_until_killed(folder, seed + number, draw.randint(1, 3), draw.uniform(0.0, LONGEST_WRITE))
        confirmed += len(numbers)
        in_the_middle += _half_done(folder)
        _check_nothing_is_lost(folder, numbers)
    return Kills(confirmed, in_the_middle)


def _edited_until_killed(folder: Path, seed: int, writes: int, seconds: float) -> list[int]:
    """Let a process edit, kill it some time after it begins a write, and return the numbers of the edits that it had confirmed."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        with suppress(BaseException):
            draw = random.Random(seed)
            while True:
                editor = Editor([folder], folder, TODAY)
                with suppress(EditError):
                    proposal = random_edit(editor, draw)
                    if proposal.stopping or proposal.before == proposal.after:
                        continue
                    os.write(writer, BEGINS)
                    os.write(writer, f"{editor.apply(proposal, 'Ann').number}\n".encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as lines:
        told: list[bytes] = []
        while told.count(BEGINS) < writes:
            told.append(lines.readline())
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        told += lines
    return [int(line) for line in told if line != BEGINS]


def _half_done(folder: Path) -> bool:
    """Return True if the last kill left a draft, or a line in the trail without its edit."""
    trail = folder / NAME
    lines = trail.read_bytes().count(b"\n") if trail.exists() else 0
    return lines > len(EditLog(folder).edits()) or any(folder.rglob(f".*{DRAFT}"))


def _check_nothing_is_lost(folder: Path, confirmed: list[int]) -> None:
    edits = EditLog(folder).edits()
    lost = set(confirmed) - {edit.number for edit in edits}
    assert not lost, f"confirmed and not in the trail: {lost}"
    now: dict[str, str | None] = {}
    for edit in edits:
        assert now.setdefault(edit.file, edit.digest_before) == edit.digest_before, f"edit {edit.number} does not follow on the one before"
        now[edit.file] = edit.digest_after
    for file, held in now.items():
        assert digest(read(folder / file)) == held, f"{file} is not as the trail tells"
    left_out = load([folder], TODAY).left_out
    assert not left_out, [str(finding) for finding in left_out]


def main() -> int:
    """Run both and print figures."""
    edits, kills = (int(sys.argv[number]) if len(sys.argv) > number else default for number, default in ((1, 10_000), (2, 500)))
    with tempfile.TemporaryDirectory() as name:
        start = time.perf_counter()
        done = edit_at_random(edits, 1, Path(name) / "edits")
        print(f"{edits} edits in {time.perf_counter() - start:.0f} s, the base without a mistake after each:")
        print(*(f"  {count:6} {kind}" for kind, count in done.most_common()), sep="\n")
        confirmed, in_the_middle = kill_at_random(kills, 1, Path(name) / "kills")
        print(
            f"{kills} kills, {in_the_middle} in the middle of a write; {confirmed} edits confirmed before them: none lost, no file broken"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
