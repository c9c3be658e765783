"""`smallprint knowledge check`, `fmt` and `diff`: what is wrong with files, how they are laid out, what an edit changed."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from adapters.terminal.shared import FOUND_WRONG, OK, Setup
from knowledge.difference import differences
from knowledge.folders import NOT_PLATFORMS, SHIPPED, files_of
from knowledge.layers import with_base
from knowledge.layout import LayoutError, lay_out
from knowledge.load import Loaded, load
from knowledge.safe_files import write

place_argument = click.argument("place", metavar="[FILE|DIR]", required=False, type=click.Path(path_type=Path))


@click.command("check")
@place_argument
@click.option("--watch", is_flag=True, help="Check again whenever a file changes, until Ctrl-C.")
@click.pass_obj
def check_command(setup: Setup, place: Path | None, watch: bool) -> int:
    """Report every mistake with file, line and key. DIR has topics.toml and platforms/ (default: the base)."""
    folders = folders_of(setup, place)
    if place is not None and place.is_dir() and not files_of([place]):
        click.echo(f"{place}: no TOML files here; a base has topics.toml and platforms/*.toml", err=True)
        return FOUND_WRONG
    only = place if place is not None and place.is_file() else None
    status = FOUND_WRONG if check(folders, setup.today, only) else OK
    if watch:
        from watchfiles import watch as changes

        click.echo("watching; Ctrl-C ends it", err=True)
        for _ in changes(*folders, raise_interrupt=True):
            click.echo("", err=True)
            status = FOUND_WRONG if check(folders, setup.today, only) else OK
    return status


@click.command("fmt")
@place_argument
@click.option("--check", "only_show", is_flag=True, help="Only show what would change; exit 1 if there is something.")
@click.pass_obj
def fmt_command(setup: Setup, place: Path | None, only_show: bool) -> int:
    """Put files in order; comments stay."""
    folders = folders_of(setup, place)
    files = [place] if place is not None and place.is_file() else [path for path in files_of(folders) if path.name not in NOT_PLATFORMS]
    return FOUND_WRONG if put_in_order(files, only_show=only_show) else OK


@click.command("diff")
@click.argument("before", metavar="A", type=click.Path(path_type=Path))
@click.argument("after", metavar="B", type=click.Path(path_type=Path))
@click.pass_obj
def diff_command(setup: Setup, before: Path, after: Path) -> None:
    """Show what changed between two folders: answers with their texts, aliases, phrases, claims."""
    lines = list(differences(_usable(before, setup.today), _usable(after, setup.today)))
    click.echo("\n".join(lines) if lines else "nothing changed that anybody is answered from")


def folders_of(setup: Setup, place: Path | None) -> list[Path]:
    """Return the folders to read: the whole base if nothing or one of its files is named, else the folder that is or holds the place."""
    base = [SHIPPED, *setup.folders]
    if place is None:
        return base
    if not place.exists():
        raise click.UsageError(f"there is no file or folder {place}")
    if place.is_dir():
        return with_base(place)
    folder = place.parent.parent if place.parent.name == "platforms" else place.parent
    return base if any(folder.resolve() == known.resolve() for known in base) else with_base(folder)


def check(folders: Sequence[Path], today: date, only: Path | None = None) -> int:
    """Print every mistake (in one file only, if it is named); the result is how many there are."""
    loaded = load(folders, today)
    findings = [finding for finding in loaded.findings if only is None or finding.file.resolve() == only.resolve()]
    for finding in findings:
        click.echo(str(finding))
    answers = sum(len(platform.answers) for platform in loaded.platforms)
    mistakes = f"{len(findings) or 'no'} mistake{'' if len(findings) == 1 else 's'}"
    where = f" in {only}" if only is not None else ""
    click.echo(f"{mistakes}{where}; {len(loaded.platforms)} platforms with {answers} answers can be used", err=True)
    return len(findings)


def put_in_order(files: Sequence[Path], *, only_show: bool) -> int:
    """Write files in canonical order and layout, or show what that would change; the result counts what stays wrong."""
    left = changed = 0
    for path in files:
        try:
            text = path.read_bytes().decode("utf-8")
            laid_out = lay_out(text)
        except (LayoutError, UnicodeDecodeError) as error:
            click.echo(f"{path}:1: {error}", err=True)
            left += 1
            continue
        if laid_out == text:
            continue
        changed += 1
        if only_show:
            left += 1
            sys.stdout.writelines(difflib.unified_diff(text.splitlines(True), laid_out.splitlines(True), str(path), str(path)))
        else:
            write(path, laid_out)
            click.echo(f"{path}: put in order ({_lines_changed(text, laid_out)})")
    done = "would be put in order" if only_show else "put in order"
    click.echo(f"{len(files)} file{'' if len(files) == 1 else 's'} read, {changed or 'none'} {done}", err=True)
    return left


def _lines_changed(before: str, after: str) -> str:
    steps = difflib.SequenceMatcher(None, before.split("\n"), after.split("\n"), autojunk=False).get_opcodes()
    count = sum(max(j - i, end - start) for kind, i, j, start, end in steps if kind != "equal")
    return f"{count} line{'' if count == 1 else 's'}"


def _usable(folder: Path, today: date) -> Loaded:
    if not folder.is_dir():
        raise click.UsageError(f"there is no folder {folder}")
    loaded = load(with_base(folder), today)
    for finding in loaded.left_out:
        click.echo(f"left out: {finding}", err=True)
    return loaded
