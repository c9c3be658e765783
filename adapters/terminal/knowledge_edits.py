"""The commands under `smallprint knowledge` that edit answers, all by way of `knowledge.editing`."""

from __future__ import annotations

import functools
import getpass
import json
from collections.abc import Callable, Mapping
from typing import Any

import click

from adapters.terminal.shared import Setup, examples
from knowledge import git
from knowledge.editing import Edit, EditError, Editor, Proposal, target_of
from knowledge.folders import SHIPPED


def editor_of(setup: Setup) -> Editor:
    """Return the editor of the folder that edits go to."""
    return Editor([SHIPPED, *setup.folders], target_of(setup.folders), setup.today)


def edits(command: Callable[..., None]) -> Any:  # noqa: ANN401 - a command in the making, as click types it
    """Add the options that every edit has, and give the command the editor."""

    @functools.wraps(command)
    def run(setup: Setup, /, *arguments: Any, by: str | None, **options: Any) -> None:  # noqa: ANN401 - passed on
        command(editor_of(setup), *arguments, by=by or getpass.getuser(), **options)

    with_setup = click.pass_obj(run)
    for option in (
        click.option("--commit", is_flag=True, help="Commit the file to git, with a message made from the change."),
        click.option("--why", default="", metavar="TEXT", help="The reason, for the trail."),
        click.option("--by", metavar="NAME", help="Who makes the edit (default: your login name)."),
    ):
        with_setup = option(with_setup)
    return with_setup


@click.command(
    "set",
    epilog=examples(
        "knowledge set zoom/ai-training",
        "knowledge set zoom/ai-training verdict=opt-in headline='…' --source terms --read-on 2026-11-20",
        "knowledge set zoom/ai-training applies_to.plan=free,business since=",
        "knowledge set zoom status=retired retired_on=2026-10",
    ),
)
@click.argument("name", metavar="[PLATFORM/TOPIC]", required=False)
@click.argument("pairs", metavar="KEY=VALUE...", nargs=-1)
@click.option(
    "--source",
    "sources",
    multiple=True,
    metavar="NAME[:SECTION]",
    help="The source in which you read it; cited, and its date becomes the answer's.",
)
@click.option("--read-on", metavar="DATE", help="The day on which you read it, if that is later than the copy on record.")
@click.option("--changed-on", metavar="DATE", help="The day from which it holds; the position before goes under `earlier`.")
@edits
def set_command(
    editor: Editor,
    name: str | None,
    pairs: tuple[str, ...],
    sources: tuple[str, ...],
    read_on: str | None,
    changed_on: str | None,
    by: str,
    why: str,
    commit: bool,
) -> None:
    """Correct or add an answer, or a platform's own keys; without KEY=VALUE step by step."""
    changes: Mapping[str, object] = _pairs(pairs)
    if name is not None and (changes or sources):
        one = "/" in name
        if not one and (sources or read_on or changed_on):
            raise EditError("--source, --read-on and --changed-on belong to an answer; write PLATFORM/TOPIC")
        if read_on:
            if not sources:
                raise EditError("--read-on needs the --source that you read")
            name_read, colon, section = sources[0].partition(":")
            copy, copied = editor.copy_read_on(name, name_read, read_on)
            changes, sources = {**copied, **changes}, (f"{copy}{colon}{section}", *sources[1:])
        proposal = editor.set_answer(name, changes, sources, by=by, changed_on=changed_on) if one else editor.set_platform(name, changes)
        finish(editor, proposal, by, why, commit=commit)
        return
    from adapters.terminal.knowledge_steps import set_by_steps

    proposal, why = set_by_steps(editor, name, by, why)
    finish(editor, proposal, by, why, commit=commit)


@click.command(
    "new",
    epilog=examples(
        "knowledge new parlour",
        "knowledge new parlour name=Parlour vendor='Parlour Ltd' kind=meetings status=active sources.terms.title=…",
    ),
)
@click.argument("slug", required=False)
@click.argument("pairs", metavar="KEY=VALUE...", nargs=-1)
@edits
def new_command(editor: Editor, slug: str | None, pairs: tuple[str, ...], by: str, why: str, commit: bool) -> None:
    """Add a platform; without KEY=VALUE step by step."""
    if slug is not None and pairs:
        finish(editor, editor.new_platform(slug, _pairs(pairs)), by, why, commit=commit)
        return
    from adapters.terminal.knowledge_steps import new_by_steps

    proposal, why = new_by_steps(editor, slug, by, why)
    finish(editor, proposal, by, why, commit=commit)


@click.command("note")
@click.argument("name", metavar="PLATFORM/TOPIC")
@click.argument("text")
@edits
def note_command(editor: Editor, name: str, text: str, by: str, why: str, commit: bool) -> None:
    """Put a note of your own beside an answer ("Here: …, ask …"); an empty TEXT takes it away."""
    finish(editor, editor.add_note(name, text), by, why, commit=commit)


@click.group("alias")
def alias_command() -> None:
    """Names that people call a platform by."""


@alias_command.command("add")
@click.argument("slug", metavar="PLATFORM")
@click.argument("alias")
@edits
def _add_alias(editor: Editor, slug: str, alias: str, by: str, why: str, commit: bool) -> None:
    """Add a name that people call a platform by."""
    finish(editor, editor.add_alias(slug, alias), by, why, commit=commit)


@click.group("phrase")
def phrase_command() -> None:
    """Questions that teach what people mean by a topic."""


@phrase_command.command("add")
@click.argument("topic")
@click.argument("phrase")
@edits
def _add_phrase(editor: Editor, topic: str, phrase: str, by: str, why: str, commit: bool) -> None:
    """Add a question as people type it, with PLATFORM where a name stands."""
    finish(editor, editor.add_phrase(topic, phrase), by, why, commit=commit)


@click.command(
    "verify",
    epilog=examples(
        "knowledge verify zoom/ai-training --on 2026-11-20 --by Ann --source terms",
        "knowledge verify zoom --on 2026-11-20 --by Ann --source terms",
    ),
)
@click.argument("name", metavar="PLATFORM[/TOPIC]")
@click.option("--on", metavar="DATE", required=True, help="The day of the copy that you read, not of today unless you read it today.")
@click.option(
    "--source", metavar="NAME", help="The source that you read (left out, with a TOPIC: the one in which it was verified before)."
)
@edits
def verify_command(editor: Editor, name: str, on: str, source: str | None, by: str, why: str, commit: bool) -> None:
    """Record that an answer still holds by a copy of its source.

    Without TOPIC all answers of the platform that were verified in --source count as read.
    """
    finish(editor, editor.verify(name, on, by, source), by, why, commit=commit)


@click.command("undo")
@click.argument("number", type=int, required=False)
@edits
def undo_command(editor: Editor, number: int | None, by: str, why: str, commit: bool) -> None:
    """Take an edit back (default: the last one that still stands); the undo is an edit itself, and can be undone by its number."""
    finish(editor, editor.undo(number), by, why, commit=commit)


@click.command("log")
@click.argument("name", metavar="[PLATFORM[/TOPIC]]", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print JSON, one edit a line.")
@click.pass_obj
def log_command(setup: Setup, name: str | None, as_json: bool) -> None:
    """List the edits, newest first: who, when, what, before, after, why."""
    log = editor_of(setup).log()
    shown = [edit for edit in reversed(log) if name is None or edit.id == name or edit.id.startswith(f"{name}/")]
    undone = {edit.undoes: edit.number for edit in log if edit.undoes is not None}
    for edit in shown:
        click.echo(json.dumps(edit._asdict(), ensure_ascii=False) if as_json else in_words(edit, undone.get(edit.number)))
    if not shown:
        click.echo(f"no edit{f' of {name}' if name else ''} so far", err=True)


def finish(editor: Editor, proposal: Proposal, who: str, why: str, *, commit: bool) -> None:
    """Write a proposal, and show what that changed and how to undo it."""
    try:
        edit = editor.apply(proposal, who, why, commit=commit)
    except git.GitError as error:
        raise git.GitError(f"the edit is written, but not committed: {error}") from None
    click.echo(proposal.diff)
    for finding in proposal.findings:
        click.echo(f"still to do: {finding}", err=True)
    click.echo(f"edit {edit.number} written to {proposal.path}; `smallprint knowledge undo {edit.number}` takes it back", err=True)


def in_words(edit: Edit, undone_by: int | None = None) -> str:
    """Return an edit as some lines of text."""
    of = f" of edit {edit.undoes}" if edit.undoes is not None else ""
    undone = f", undone by {undone_by}" if undone_by is not None else ""
    lines = [f"{edit.number}  {edit.when[:16].replace('T', ' ')} UTC  {edit.who}  {edit.what}{of} {edit.id}{undone}"]
    lines += [f"     why: {edit.why}"] if edit.why else []
    for key in sorted({**edit.before, **edit.after}, key=lambda key: key.startswith("sources.")):  # copies of sources come last
        lines.append(f"     {key}: {_value(edit.before.get(key))} -> {_value(edit.after.get(key))}")
    return "\n".join(lines)


def _value(value: object) -> str:
    text = "none" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 300 else f"{text[:300]}…"


def _pairs(pairs: tuple[str, ...]) -> Mapping[str, str]:
    found = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals:
            raise EditError(f'"{pair}" is no change; write KEY=VALUE, with quotes around a value that has blanks in it')
        found[key.strip()] = value
    return found
