"""The commands under `smallprint knowledge`, for those who keep the answers true."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from adapters.terminal.due import due_command
from adapters.terminal.explain import explain_command
from adapters.terminal.knowledge_checks import check_command, diff_command, fmt_command, folders_of
from adapters.terminal.knowledge_edits import (
    alias_command,
    log_command,
    new_command,
    note_command,
    phrase_command,
    set_command,
    undo_command,
    verify_command,
)
from adapters.terminal.shared import Setup
from knowledge import report
from knowledge.export import export, export_schema, file_schema
from knowledge.load import load

README_BEGIN, README_END = "<!-- quality: begin -->", "<!-- quality: end -->"


folder_argument = click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))


@click.command("export")
@folder_argument
@click.pass_obj
def _export(setup: Setup, folder: Path | None) -> None:
    """Print the whole base as one JSON document."""
    show_export(folders_of(setup, folder), setup.today)


@click.command("stats")
@folder_argument
@click.option("--readme", metavar="FILE", type=click.Path(path_type=Path), help="Write the table by topic between its marks in this file.")
@click.pass_obj
def _stats(setup: Setup, folder: Path | None, readme: Path | None) -> None:
    """Count answers, and what they rest on."""
    show_stats(folders_of(setup, folder), setup.today, readme)


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


_TOOLS = (
    check_command,
    set_command,
    verify_command,
    due_command,
    new_command,
    note_command,
    alias_command,
    phrase_command,
    log_command,
    undo_command,
    explain_command,
    diff_command,
    fmt_command,
    _queue,
    _stats,
    _export,
    _schema,
)
TOOLS: dict[str, click.Command] = {str(tool.name): tool for tool in _TOOLS}
"""The tools by their names, in the order of the help."""


def show_export(folders: Sequence[Path], today: date) -> None:
    """Print the whole base as one JSON document."""
    loaded = load(folders, today)
    print(json.dumps(export(loaded.topics.topics, loaded.platforms), ensure_ascii=False, indent=1))


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

    from adapters.terminal.queue import QueueChanges, work_queue
    from bot.service.settings import SettingsError
    from bot.storage import StoreError
    from bot.upkeep.curating import CuratingError

    try:
        print(asyncio.run(work_queue(setup.settings, QueueChanges(link, answer, merge, dismiss), setup.knowledge)))
    except (SettingsError, StoreError, CuratingError) as error:
        print(f"smallprint: {error}", file=sys.stderr)
        return 1
    return 0
