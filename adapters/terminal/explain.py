"""`smallprint knowledge explain`: which file and line what is shown comes from, and what it overrides."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from pathlib import Path

import click

from adapters.terminal.shared import FOUND_WRONG, OK, Setup
from bot.replies.texts import cut
from knowledge.explain import explain
from knowledge.folders import SHIPPED
from knowledge.load import Loaded, load
from knowledge.misspelt import did_you_mean

KEY, SAYS = 24, 60
"""The widths of the first two columns."""


@click.command("explain")
@click.argument("answer", metavar="SLUG[/TOPIC]")
@click.pass_obj
def explain_command(setup: Setup, answer: str) -> int:
    """Say which file and line each part of an answer comes from, and what it overrides."""
    return show_origins([SHIPPED, *setup.folders], setup.today, answer)


def show_origins(folders: Sequence[Path], today: date, answer: str) -> int:
    """Print where a platform or an answer comes from; the result is 1 if a file of the platform had to be left out."""
    slug, _, topic = answer.partition("/")
    loaded = load(folders, today)
    _refuse_unknown(loaded, slug, topic)
    for layer in loaded.layers:
        whom = f", only for {', '.join(layer.workspaces)}" if layer.workspaces else ""
        click.echo(f"{layer.name}: {layer.folder}{whom}")
    for stands in explain(loaded.origins[slug], topic or None):
        overrides = "".join(f", overrides {place}" for place in stands.overrides)
        click.echo(f"{stands.key:<{KEY}} {cut(stands.says, SAYS):<{SAYS}} {stands.place}{overrides}")
    left_out = [finding for finding in loaded.left_out if finding.file.stem == slug]
    for finding in left_out:
        click.echo(f"left out: {finding}", err=True)
    return FOUND_WRONG if left_out else OK


def _refuse_unknown(loaded: Loaded, slug: str, topic: str) -> None:
    platforms = {platform.slug: platform for platform in loaded.platforms}
    if slug not in platforms:
        raise click.UsageError(f'there is no platform "{slug}"; {_hint(slug, platforms)}')
    topics = [answer.topic for answer in platforms[slug].answers]
    if topic and topic not in {*topics, *(note.topic for note in platforms[slug].notes)}:
        raise click.UsageError(f'{platforms[slug].name} has no answer on "{topic}"; {_hint(topic, topics)}')


def _hint(given: str, known: Collection[str]) -> str:
    return did_you_mean(given, known, f"known: {', '.join(known)}")
