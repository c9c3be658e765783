"""The commands under `smallprint knowledge`, for those who keep the answers true."""

from __future__ import annotations

import argparse
import difflib
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from adapters.terminal.arguments import UsageError
from adapters.terminal.environment import Config
from knowledge import report
from knowledge.difference import differences
from knowledge.export import export, export_schema, file_schema
from knowledge.folders import SHIPPED, files_of
from knowledge.layout import LayoutError, lay_out
from knowledge.load import Loaded, load

OK, FOUND_WRONG, BAD_USAGE = 0, 1, 2
README_BEGIN, README_END = "<!-- quality: begin -->", "<!-- quality: end -->"


def run(argv: Sequence[str], config: Config, settings: Mapping[str, str], today: date) -> int:
    """Run `smallprint knowledge …`; the result is the exit status."""
    parser = _parser(settings)
    arguments = parser.parse_args(argv)
    if not hasattr(arguments, "run"):
        parser.print_help()
        return BAD_USAGE
    named = getattr(arguments, "dir", None)
    folders = [Path(named)] if named else [SHIPPED, *config.knowledge]
    wrong = arguments.run(arguments, folders, today)
    return FOUND_WRONG if wrong else OK


Tool = Callable[[argparse.Namespace, Sequence[Path], date], object]
"""A tool gets its arguments, the folders and the day; a result that is true means that something was found wrong."""


def _parser(settings: Mapping[str, str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="smallprint knowledge", description="Tools for those who keep the answers true.")
    tools = parser.add_subparsers(title="tools", metavar="TOOL")

    def tool(name: str, run: Tool, text: str, *, folder: bool = True) -> argparse.ArgumentParser:
        added = tools.add_parser(name, help=text, description=text)
        added.set_defaults(run=run)
        if folder:
            added.add_argument("dir", nargs="?", metavar="DIR", help="a folder with topics.toml and platforms/ (default: the base)")
        return added

    tool("check", lambda _, folders, today: check(folders, today), "report every mistake with file, line and key")
    order = tool("fmt", lambda given, folders, _: put_in_order(folders, only_show=given.check), "put files in order; comments stay")
    order.add_argument("--check", action="store_true", help="only show what would change; exit 1 if there is something")
    tool("export", lambda _, folders, today: show_export(folders, today), "the whole base as one JSON document")
    stats = tool("stats", lambda given, folders, today: show_stats(folders, today, given.readme), "answers, and what they rest on")
    stats.add_argument("--readme", metavar="FILE", type=Path, help="write the table by topic between its marks in this file")
    schema = tool("schema", lambda given, *_: show_schema(of_export=given.export), "the JSON Schema of a platform's file", folder=False)
    schema.add_argument("--export", action="store_true", help="of the exported document instead")
    queue = tool("queue", lambda given, *_: show_queue(settings, given.done), "what people sent to the curators", folder=False)
    queue.add_argument("--done", metavar="NUMBER", type=int, help="take this entry from the queue, with its text")
    difference = tool("diff", _difference, "what changed between two folders, answer by answer", folder=False)
    for name in ("before", "after"):
        difference.add_argument(name, metavar={"before": "A", "after": "B"}[name], type=Path)
    return parser


def _difference(given: argparse.Namespace, _: Sequence[Path], today: date) -> None:
    show_difference(given.before, given.after, today)


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


def show_difference(before: Path, after: Path, today: date) -> None:
    """Print what changed between two folders, in terms of answers."""
    lines = list(differences(_usable(before, today), _usable(after, today)))
    print("\n".join(lines) if lines else "no answer changed")


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


def show_queue(settings: Mapping[str, str], done: int | None) -> int:
    """Print what waits for the curators, or take an entry from the queue; the result is 1 if the database cannot be opened."""
    import asyncio

    from adapters.terminal.queue import look_at_queue
    from bot.service.settings import SettingsError
    from bot.storage import StoreError

    try:
        print(asyncio.run(look_at_queue(settings, done)))
    except (SettingsError, StoreError) as error:
        print(f"smallprint: {error}", file=sys.stderr)
        return 1
    return 0


def _usable(folder: Path, today: date) -> Loaded:
    if not folder.is_dir():
        raise UsageError(f"there is no folder {folder}")
    loaded = load([folder], today)
    for finding in loaded.left_out:
        print(f"left out: {finding}", file=sys.stderr)
    return loaded
