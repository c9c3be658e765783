"""The commands under `smallprint knowledge`, for those who keep the answers true."""

from __future__ import annotations

import difflib
import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from bot.asking import UsageError
from knowledge import report
from knowledge.difference import differences
from knowledge.export import export, export_schema, file_schema
from knowledge.folders import files_of
from knowledge.layout import LayoutError, lay_out
from knowledge.load import Loaded, load

README_BEGIN, README_END = "<!-- quality: begin -->", "<!-- quality: end -->"


def check(folders: Sequence[Path], today: date) -> int:
    """Print every mistake; the result is how many there are."""
    loaded = load(folders, today)
    for finding in loaded.findings:
        print(finding)
    answers = sum(len(platform.answers) for platform in loaded.platforms)
    count = len(loaded.findings)
    print(
        f"{count or 'no'} mistake{'' if count == 1 else 's'}; {len(loaded.platforms)} platforms with {answers} answers can be used",
        file=sys.stderr,
    )
    return count


def put_in_order(folders: Sequence[Path], *, only_show: bool) -> int:
    """Write the platforms' files in canonical order and layout, or show what that would change; the result counts what stays wrong."""
    left = 0
    for path in files_of(folders):
        if path.parent.name != "platforms":
            continue
        try:
            text = path.read_text(encoding="utf-8")
            laid_out = lay_out(text)
        except (LayoutError, UnicodeDecodeError) as error:
            print(f"{path}:1: {error}", file=sys.stderr)
            left += 1
            continue
        if laid_out == text:
            continue
        if only_show:
            left += 1
            sys.stdout.writelines(difflib.unified_diff(text.splitlines(True), laid_out.splitlines(True), str(path), str(path)))
        else:
            draft = path.with_suffix(".draft")
            draft.write_text(laid_out, encoding="utf-8")
            draft.replace(path)
            print(f"{path}: put in order")
    return left


def show_difference(before: Path, after: Path, today: date) -> int:
    """Print what changed between two folders, in terms of answers; the result is how many lines that took."""
    lines = list(differences(_usable(before, today), _usable(after, today)))
    print("\n".join(lines) if lines else "no answer changed")
    return len(lines)


def show_export(folders: Sequence[Path], today: date) -> None:
    """Print the whole base as one JSON document."""
    print(json.dumps(export(load(folders, today)), ensure_ascii=False, indent=1))


def show_schema(*, of_export: bool) -> None:
    """Print the JSON Schema of a platform's file, or of the export."""
    print(json.dumps(export_schema() if of_export else file_schema(), ensure_ascii=False, indent=2))


def show_stats(folders: Sequence[Path], today: date, readme: Path | None) -> None:
    """Print the quality report; with `readme`, write the table by topic between its two marks there instead."""
    loaded = load(folders, today)
    topics = report.table([*report.by_topic(loaded, today), report.total(loaded, today)])
    if readme is None:
        print(f"{topics}\n\n{report.table(report.by_platform(loaded, today))}")
        return
    text = readme.read_text(encoding="utf-8")
    before, begin, rest = text.partition(README_BEGIN)
    _, end, after = rest.partition(README_END)
    if not begin or not end:
        raise UsageError(f"{readme} has no place for the table; put the lines {README_BEGIN} and {README_END} where it belongs")
    intro = f"{len(loaded.platforms)} platforms, as of {today}:"
    readme.write_text(f"{before}{begin}\n{intro}\n\n{topics}\n{end}{after}", encoding="utf-8")


def _usable(folder: Path, today: date) -> Loaded:
    if not folder.is_dir():
        raise UsageError(f"there is no folder {folder}")
    loaded = load([folder], today)
    for finding in loaded.left_out:
        print(f"left out: {finding}", file=sys.stderr)
    return loaded
