"""Damages a platform's file at random, many times, and checks what loader and linter say: `python -m benchmarks.fuzz 20000`."""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from knowledge.folders import SHIPPED
from knowledge.load import load

TODAY = date(2026, 11, 23)
SPLINTERS = (
    '"',
    "'",
    "[",
    "]",
    "[[",
    "{",
    "}",
    "=",
    "\n",
    "#",
    "\\",
    '"""',
    "\0",
    "\ufeff",
    "\U0001f600",
    "9" * 30,
    "nan",
    "2024-13-45",
    ",",
)


class Reports(NamedTuple):
    """Files damaged, mistakes reported, the reports that named no line of their file, and the slowest check in seconds."""

    files: int
    findings: int
    unplaced: list[str]
    slowest: float


def mutate_and_check(source: Path, count: int, seed: int) -> Reports:
    """Damage a copy of the file `count` times, one to four wounds each, and check it; any traceback is the caller's to see."""
    draw = random.Random(seed)
    text = source.read_text(encoding="utf-8")
    findings, unplaced, slowest = 0, [], 0.0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "platforms" / source.name
        path.parent.mkdir()
        for name in ("topics.toml",):
            shutil.copy(source.parent.parent / name, folder)
        for _ in range(count):
            damaged = text
            for _ in range(draw.randrange(1, 5)):
                damaged = draw.choice(WOUNDS)(damaged, draw)
            path.write_bytes(damaged.encode("utf-8", "surrogatepass"))
            lines = damaged.count("\n") + 1
            start = time.perf_counter()
            found = load([Path(folder)], TODAY).findings
            slowest = max(slowest, time.perf_counter() - start)
            findings += len(found)
            unplaced += [str(one) for one in found if one.file != path or not 1 <= one.line <= lines]
    return Reports(count, findings, unplaced, slowest)


def _cut(text: str, draw: random.Random) -> str:
    start = draw.randrange(len(text) + 1)
    return text[:start] + text[start + draw.randrange(60) :]


def _double(text: str, draw: random.Random) -> str:
    start = draw.randrange(len(text) + 1)
    return text[:start] + text[start : start + draw.randrange(200)] * 2 + text[start:]


def _splinter(text: str, draw: random.Random) -> str:
    start = draw.randrange(len(text) + 1)
    return text[:start] + draw.choice(SPLINTERS) + text[start:]


def _swap_lines(text: str, draw: random.Random) -> str:
    lines = text.split("\n")
    one, other = draw.randrange(len(lines)), draw.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return "\n".join(lines)


def _overwrite_value(text: str, draw: random.Random) -> str:
    lines = text.split("\n")
    chosen = draw.randrange(len(lines))
    key, equals, _ = lines[chosen].partition(" = ")
    if equals:
        lines[chosen] = key + equals + draw.choice(("1", "true", '""', "[]", "{}", '"x"', "[1, 2]", "1979-05-27", '"2023-02-30"', '"2999"'))
    return "\n".join(lines)


WOUNDS: tuple[Callable[[str, random.Random], str], ...] = (_cut, _double, _splinter, _swap_lines, _overwrite_value)


def main() -> int:
    """Damage some shipped files and print the result; exit 1 if a report named no line."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    sources = sorted((SHIPPED / "platforms").glob("*.toml"), key=lambda path: path.stat().st_size)[:10]
    unplaced = []
    for seed, source in enumerate(sources):
        reports = mutate_and_check(source, count // len(sources), seed)
        unplaced += reports.unplaced
        print(f"{source.stem:<22} {reports.files} damaged, {reports.findings} mistakes reported, slowest {reports.slowest * 1000:.0f} ms")
    print(f"{len(unplaced)} reports without file and line", *unplaced[:5], sep="\n")
    return 1 if unplaced else 0


if __name__ == "__main__":
    sys.exit(main())
