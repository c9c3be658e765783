"""Share settings, options, help texts and printing among the commands."""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from adapters.terminal.environment import knowledge_folders

if TYPE_CHECKING:
    from adapters.text.render import Extent
    from bot.replies.card import Card
    from bot.storage import Store
    from bot.understanding.revision import Revision
    from knowledge.base import Knowledge

Result = TypeVar("Result")
OK, FOUND_WRONG, BAD_USAGE, INTERRUPTED = 0, 1, 2, 130
NAME = "smallprint"
LEARNING = "learning from the knowledge base, once; this takes some seconds …"


class Setup(NamedTuple):
    """The settings and the day, which every command is given."""

    settings: Mapping[str, str]
    today: date

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders that add to the shipped knowledge."""
        return knowledge_folders(self.settings)

    def revision(self) -> Revision:
        """Open the configured knowledge; say if it has to be learnt first, and which files were left out."""
        from bot.service.opening import open_knowledge

        for folder in self.folders:
            _check_folder(folder)
        revision = open_knowledge(self.folders, self.today, before_learning=lambda: click.echo(f"{NAME}: {LEARNING}", err=True))
        for warning in revision.warnings:
            click.echo(f"left out: {warning}", err=True)
        return revision

    def knowledge(self) -> Knowledge:
        """Read the configured knowledge without learning from it; say which files were left out."""
        from knowledge.base import Knowledge
        from knowledge.folders import SHIPPED
        from knowledge.load import load

        for folder in self.folders:
            _check_folder(folder)
        loaded = load((SHIPPED, *self.folders), self.today, only_blocking=True, with_messages=False)
        for finding in loaded.left_out:
            click.echo(f"left out: {finding}", err=True)
        topics = {topic.id: topic for topic in loaded.topics.topics}
        return Knowledge(topics, {platform.slug: platform for platform in loaded.platforms}, matters=loaded.matters)


def in_store(setup: Setup, work: Callable[[Store], Awaitable[Result]]) -> Result:
    """Open the store, do some work in it, and close it."""
    import asyncio

    from bot.service.settings import ServiceSettings, read, secret_keys
    from bot.storage import Store

    own = read(ServiceSettings, setup.settings)

    async def opened() -> Result:
        store = await Store.open(own.database_url, keys=secret_keys(own), retention_days=own.retention_days)
        try:
            return await work(store)
        finally:
            await store.close()

    return asyncio.run(opened())


def _check_folder(folder: Path) -> None:
    try:
        next(folder.iterdir(), None)
    except OSError as error:
        raise click.UsageError(f"SMALLPRINT_KNOWLEDGE: cannot read the folder {folder}: {error.strerror}") from None


def piped() -> str:
    """Return what is piped into the command, "" if nothing is."""
    return "" if sys.stdin is None or sys.stdin.isatty() else sys.stdin.read().strip()


def examples(*lines: str) -> str:
    """Return the last paragraph of a command's help."""
    shown = "\n".join(f"  {NAME} {line}" for line in lines)
    return f"\b\nExamples:\n{shown}"


def platforms_like(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    """Complete a platform's name by the names of the shipped files."""
    from knowledge.folders import SHIPPED

    return sorted(path.stem for path in (SHIPPED / "platforms").glob("*.toml") if path.stem.startswith(begun.lower()))


def _topics_like(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    import tomllib

    from knowledge.folders import SHIPPED

    topics = tomllib.loads((SHIPPED / "topics.toml").read_text(encoding="utf-8"))["topics"]
    return [topic["id"] for topic in topics if topic["id"].startswith(begun.lower()) and topic["id"] != "history"]


Command = TypeVar("Command", bound=Callable[..., Any])
as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
topic_option = click.option(
    "--topic", default="ai-training", show_default=True, metavar="TOPIC", shell_complete=_topics_like, help=f"See `{NAME} topics`."
)
platforms_argument = click.argument("platform", nargs=-1, required=True, metavar="PLATFORM...", shell_complete=platforms_like)
one_platform_argument = click.argument("platform", nargs=-1, required=True, metavar="PLATFORM", shell_complete=platforms_like)


def in_part(command: Command) -> Command:
    """Add the options that show less than everything."""
    sources = click.option("--sources", "extent", flag_value="sources", help="Show the answer and all its sources, nothing between.")
    brief = click.option("--brief", "extent", flag_value="brief", default=None, help="Show only the answer, in a few lines.")
    return brief(sources(command))


def refuse_part(extent: Extent | None) -> None:
    """Refuse a part of an answer where all of it is printed as JSON."""
    if extent:
        raise click.UsageError(f"--json prints everything; leave out --{extent}")


def print_card(card: Card, extent: Extent | None = None) -> None:
    """Print a card, or a part of it."""
    from adapters.text.render import console_on, show

    show(card, console_on(sys.stdout), extent or "all")


def print_json(content: Any) -> None:  # noqa: ANN401 - any JSON
    """Print JSON."""
    import json  # here, because an answer in words needs none

    click.echo(json.dumps(content, ensure_ascii=False, indent=2))
