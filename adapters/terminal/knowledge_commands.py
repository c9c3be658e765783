"""The commands under `smallprint knowledge`, for those who keep the answers true."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import Any

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
from adapters.terminal.shared import Setup, in_store
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
    loaded = load(folders_of(setup, folder), setup.today)
    click.echo(json.dumps(export(loaded.topics.topics, loaded.platforms), ensure_ascii=False, indent=1))


@click.command("stats")
@folder_argument
@click.option("--readme", metavar="FILE", type=click.Path(path_type=Path), help="Write the table by topic between its marks in this file.")
@click.pass_obj
def _stats(setup: Setup, folder: Path | None, readme: Path | None) -> None:
    """Count answers, and what they rest on."""
    loaded = load(folders_of(setup, folder), setup.today)
    topics = report.table([*report.by_topic(loaded, setup.today), report.total(loaded, setup.today)])
    if readme is None:
        click.echo(f"{topics}\n\n{report.table(report.by_platform(loaded, setup.today))}")
        return
    text = readme.read_text(encoding="utf-8")
    before, begin, rest = text.partition(README_BEGIN)
    _, end, after = rest.partition(README_END)
    if not begin or not end:
        raise click.UsageError(f"{readme} has no place for the table; put the lines {README_BEGIN} and {README_END} where it belongs")
    intro = f"{len(loaded.platforms)} platforms, as of {setup.today}:"
    readme.write_text(f"{before}{begin}\n{intro}\n\n{topics}\n{end}{after}", encoding="utf-8")


@click.command("schema")
@click.option("--export", "of_export", is_flag=True, help="Of the exported document instead.")
def _schema(of_export: bool) -> None:
    """Print the JSON Schema of a platform's file."""
    click.echo(json.dumps(export_schema() if of_export else file_schema(), ensure_ascii=False, indent=2))


@click.command("queue")
@click.option(
    "--link", metavar="ID NUMBER", type=(str, int), help="This answer (zoom/ai-training) answers the entry, now or once it is there."
)
@click.option("--answer", metavar="NUMBER", type=int, help="The entry's answer stands; tell whoever waits for it.")
@click.option("--merge", metavar="NUMBER INTO", type=(int, int), help="The entry is the same as another.")
@click.option("--dismiss", metavar="NUMBER", type=int, help="Take the entry from the queue, with its text.")
@click.pass_obj
def _queue(setup: Setup, /, **changes: Any) -> None:  # noqa: ANN401 - as the options above say
    """Show what waits for the curators, and work it."""
    from adapters.terminal.queue import QueueChanges, work_queue

    click.echo(in_store(setup, partial(work_queue, wanted=QueueChanges(**changes), knowledge=setup.knowledge)))


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
