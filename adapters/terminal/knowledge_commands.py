"""The commands under `smallprint knowledge`, for those who keep the answers true."""

from __future__ import annotations

import difflib
import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from adapters.terminal.cli import Setup
from adapters.terminal.explain import explain_command
from knowledge import report
from knowledge.difference import differences
from knowledge.export import export, export_schema, file_schema
from knowledge.folders import SHIPPED, files_of
from knowledge.layers import NOT_PLATFORMS, with_base
from knowledge.layout import LayoutError, lay_out
from knowledge.load import Loaded, load

OK, FOUND_WRONG = 0, 1
README_BEGIN, README_END = "<!-- quality: begin -->", "<!-- quality: end -->"


def _folder(setup: Setup, named: Path | None) -> list[Path]:
    return [named] if named else [SHIPPED, *setup.folders]


folder_argument = click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))


@click.command("check")
@folder_argument
@click.pass_obj
def _check(setup: Setup, folder: Path | None) -> int:
    """Report every mistake with file, line and key. DIR has topics.toml and platforms/ (default: the base)."""
    return FOUND_WRONG if check(with_base(folder) if folder else _folder(setup, None), setup.today) else OK


@click.command("fmt")
@folder_argument
@click.option("--check", "only_show", is_flag=True, help="Only show what would change; exit 1 if there is something.")
@click.pass_obj
def _fmt(setup: Setup, folder: Path | None, only_show: bool) -> int:
    """Put files in order; comments stay."""
    return FOUND_WRONG if put_in_order(_folder(setup, folder), only_show=only_show) else OK


@click.command("export")
@folder_argument
@click.pass_obj
def _export(setup: Setup, folder: Path | None) -> None:
    """Print the whole base as one JSON document."""
    show_export(_folder(setup, folder), setup.today)


@click.command("stats")
@folder_argument
@click.option("--readme", metavar="FILE", type=click.Path(path_type=Path), help="Write the table by topic between its marks in this file.")
@click.pass_obj
def _stats(setup: Setup, folder: Path | None, readme: Path | None) -> None:
    """Count answers, and what they rest on."""
    show_stats(_folder(setup, folder), setup.today, readme)


@click.command("schema")
@click.option("--export", "of_export", is_flag=True, help="Of the exported document instead.")
def _schema(of_export: bool) -> None:
    """Print the JSON Schema of a platform's file."""
    show_schema(of_export=of_export)


@click.command("queue")
@click.option(
    "--link", metavar="ID NUMBER", type=(str, int), help="This answer (zoom/ai-training) answers the entry, now or once it is there."
)
@click.option("--answer", metavar="NUMBER", type=int, help="The entry's answer stands; tell whoever waits for it.")
@click.option("--merge", metavar="NUMBER INTO", type=(int, int), help="The entry is the same as another.")
@click.option("--dismiss", metavar="NUMBER", type=int, help="Take the entry from the queue, with its text.")
@click.pass_obj
def _queue(setup: Setup, link: tuple[str, int] | None, answer: int | None, merge: tuple[int, int] | None, dismiss: int | None) -> int:
    """Show what waits for the curators, and work it."""
    return show_queue(setup, link, answer, merge, dismiss)


@click.command("diff")
@click.argument("before", metavar="A", type=click.Path(path_type=Path))
@click.argument("after", metavar="B", type=click.Path(path_type=Path))
@click.pass_obj
def _diff(setup: Setup, before: Path, after: Path) -> None:
    """Show what changed between two folders, answer by answer."""
    show_difference(before, after, setup.today)


TOOLS: dict[str, click.Command] = {
    str(tool.name): tool for tool in (_check, _fmt, _export, _stats, _schema, _queue, _diff, explain_command)
}
"""The tools by their names, in the order of the help."""


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
        if path.name in NOT_PLATFORMS:
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
        raise click.UsageError(f"{readme} has no place for the table; put the lines {README_BEGIN} and {README_END} where it belongs")
    intro = f"{len(loaded.platforms)} platforms, as of {today}:"
    readme.write_text(f"{before}{begin}\n{intro}\n\n{topics}\n{end}{after}", encoding="utf-8")


def show_queue(setup: Setup, link: tuple[str, int] | None, answer: int | None, merge: tuple[int, int] | None, dismiss: int | None) -> int:
    """Do what is asked for, and print what waits for the curators; the result is 1 if something cannot be done."""
    import asyncio

    from adapters.terminal.queue import Wanted, work_queue
    from bot.service.settings import SettingsError
    from bot.storage import StoreError
    from bot.upkeep.curating import CuratingError

    try:
        print(asyncio.run(work_queue(setup.settings, Wanted(link, answer, merge, dismiss), lambda: setup.revision().knowledge)))
    except (SettingsError, StoreError, CuratingError) as error:
        print(f"smallprint: {error}", file=sys.stderr)
        return 1
    return 0


def _usable(folder: Path, today: date) -> Loaded:
    if not folder.is_dir():
        raise click.UsageError(f"there is no folder {folder}")
    loaded = load(with_base(folder), today)
    for finding in loaded.left_out:
        print(f"left out: {finding}", file=sys.stderr)
    return loaded
