"""The command `smallprint`: what it is called with, in click; each command loads what it needs when it runs."""

from __future__ import annotations

import difflib
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from adapters.terminal.environment import Config, read_settings

if TYPE_CHECKING:
    from adapters.terminal.render import Extent
    from bot.replies.card import Card
    from bot.understanding.revision import Revision
    from bot.understanding.subject import Subject

OK, FOUND_WRONG, BAD_USAGE, INTERRUPTED = 0, 1, 2, 130
NAME, COMPLETE = "smallprint", "_SMALLPRINT_COMPLETE"
NEAR = 0.8
"""A first word as like a command as this is taken for a mistyped command; "what", which is like "chat", stays a question."""
LEARNING = "learning from the knowledge base, once; this takes some seconds …"


class Setup(NamedTuple):
    """What every command gets."""

    settings: Mapping[str, str]
    today: date

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders that add to the shipped knowledge."""
        return Config.of(self.settings).knowledge

    def revision(self) -> Revision:
        """Open the configured knowledge; say if it has to be learnt first, and which files were left out."""
        from bot.service.opening import open_knowledge

        for folder in self.folders:
            _check_folder(folder)
        revision = open_knowledge(self.folders, self.today, before_learning=lambda: click.echo(f"{NAME}: {LEARNING}", err=True))
        for warning in revision.warnings:
            click.echo(f"left out: {warning}", err=True)
        return revision


def main(argv: Sequence[str] | None = None, today: date | None = None) -> int:
    """Run the command; the result is the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a lone surrogate in a question must not end the answer
    try:
        if sys.stdout is None:
            raise click.UsageError("standard output is closed, so there is nowhere to answer")
        setup = Setup(read_settings(os.environ, Path(".env")), today or date.today())
        if asked := os.environ.get(COMPLETE):
            from click.shell_completion import shell_complete

            return shell_complete(smallprint, {"obj": setup}, NAME, COMPLETE, asked)
        with smallprint.make_context(NAME, list(sys.argv[1:] if argv is None else argv), obj=setup) as context:
            status = smallprint.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return BAD_USAGE
    except click.UsageError as error:
        where = f"; see `{error.ctx.command_path} --help`" if error.ctx is not None else ""
        click.echo(f"{NAME}: {error.format_message().removesuffix('.')}{where}", err=True)
        return BAD_USAGE
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    except BrokenPipeError:  # whoever read the output has gone
        _discard_output()
        return OK
    except OSError as error:
        _discard_output()
        click.echo(f"{NAME}: cannot write the output: {error.strerror}", err=True)
        return FOUND_WRONG
    return status or OK


def _discard_output() -> None:
    """Point standard output at nothing, because Python would fail to flush it once more at the end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _check_folder(folder: Path) -> None:
    try:
        next(folder.iterdir(), None)
    except OSError as error:
        raise click.UsageError(f"SMALLPRINT_KNOWLEDGE: cannot read the folder {folder}: {error.strerror}") from None


class Commands(click.Group):
    """The commands; what begins with none of them is a question."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `ask` in front of a question, or of one that is piped in."""
        return super().parse_args(ctx, args if ctx.resilient_parsing else self._with_command(args))

    def _with_command(self, args: list[str]) -> list[str]:
        if not args:
            piped = _piped()
            return ["ask", "--", piped] if piped else ["--help"]
        first = args[0]
        if first == "help":
            return [*args[1:2], "--help"]
        if first in self.commands or first in {"--help", "-h", "--version"}:
            return args
        if first.isalpha() and (near := difflib.get_close_matches(first.lower(), self.commands, n=1, cutoff=NEAR)):
            raise click.UsageError(f'there is no command "{first}", did you mean {near[0]}? A question can stand in quotes')
        return ["ask", *args]


class KnowledgeTools(click.Group):
    """The tools under `knowledge`, which load the linter: only when one is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - as click calls it
        """Return the tools in the order in which they are declared."""
        from adapters.terminal.knowledge_commands import TOOLS

        return [*TOOLS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - as click calls it
        """Return a tool."""
        from adapters.terminal.knowledge_commands import TOOLS

        self.commands.update(TOOLS)
        return TOOLS.get(cmd_name)


def _piped() -> str:
    """Return what is piped into the command, "" if nothing is."""
    return "" if sys.stdin is None or sys.stdin.isatty() else sys.stdin.read().strip()


def examples(*lines: str) -> str:
    """Return the last paragraph of a command's help."""
    shown = "\n".join(f"  {NAME} {line}" for line in lines)
    return f"\b\nExamples:\n{shown}"


def _platforms_like(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
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
platforms_argument = click.argument("platform", nargs=-1, required=True, metavar="PLATFORM...", shell_complete=_platforms_like)
one_platform_argument = click.argument("platform", nargs=-1, required=True, metavar="PLATFORM", shell_complete=_platforms_like)


def in_part(command: Command) -> Command:
    """Add the options that show less than everything."""
    sources = click.option("--sources", "extent", flag_value="sources", help="Show the answer and all its sources, nothing between.")
    brief = click.option("--brief", "extent", flag_value="brief", default=None, help="Show only the answer, in a few lines.")
    return brief(sources(command))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="smallprint", prog_name=NAME, message="%(prog)s %(version)s")
def smallprint() -> None:
    """Can this platform use my calls for AI? Answers with sources and dates.

    Without a command, the words are a question: smallprint "can zoom use my calls for AI?"
    """


@smallprint.command(
    epilog=examples(
        '"can zoom use my calls for AI?"',
        'ask --brief "does otter keep my recordings"',
        'ask --as-of 2023-07-28 "can zoom train on my calls"',
        'ask --context "is zoom encrypted" "and slack?"',
        "ask --jsonl < questions.jsonl",
    )
)
@click.argument("question", nargs=-1)
@click.option("--as-of", metavar="DATE", help="What held on this date (YYYY, YYYY-MM or YYYY-MM-DD).")
@click.option("--plan", metavar="NAME", help="Your plan: free, business, enterprise, education, healthcare …")
@click.option("--context", metavar="QUESTION", help="The question that this one follows.")
@in_part
@as_json
@click.option("--jsonl", is_flag=True, help="Read one JSON object a line from standard input, write one for each.")
@click.pass_obj
def ask(setup: Setup, /, question: tuple[str, ...], jsonl: bool, extent: Extent | None, as_json: bool, **settings: str | None) -> int:
    """Answer a question, given as words or on standard input."""
    if jsonl:
        if question or extent or as_json or any(value is not None for value in settings.values()):
            raise click.UsageError("--jsonl reads questions and their settings from standard input; leave out what stands beside it")
        return _answer_lines(setup)
    text = " ".join(question) if question else _piped()
    if not text.strip():
        raise click.UsageError(f'ask what? For example: {NAME} "Can Zoom use my calls for AI?"')
    from adapters.terminal.arguments import answer
    from adapters.terminal.jsonl import answer_json

    asked = (text, settings["context"], settings["as_of"], settings["plan"], setup.today)
    if as_json:
        _refuse_part(extent)
        _print_json({"id": None, **answer_json(setup.revision(), *asked)})
    else:
        _print_card(answer(setup.revision(), *asked).card, extent)
    return OK


def _answer_lines(setup: Setup) -> int:
    from adapters.terminal.jsonl import answer_lines

    mistakes = answer_lines(setup.revision(), sys.stdin, sys.stdout, setup.today)
    for mistake in mistakes:
        click.echo(f"{NAME}: {mistake}", err=True)
    return FOUND_WRONG if mistakes else OK


@smallprint.command()
@click.pass_obj
def chat(setup: Setup) -> int:
    """Hold a conversation, in which each line may lean on the one before."""
    from adapters.terminal.chat import converse

    converse(setup.revision(), setup.today)
    return OK


@smallprint.command(epilog=examples("claims post.txt --date 2023-08-07", "claims - < post.txt"))
@click.argument("file", type=click.Path(dir_okay=False, allow_dash=True))
@click.option("--date", "written_on", metavar="DATE", help="When the post was written: says what held then, too.")
@as_json
@click.pass_obj
def claims(setup: Setup, file: str, written_on: str | None, as_json: bool) -> int:
    """Check what a post says about platforms; FILE is the post, - for standard input."""
    from adapters.terminal.arguments import past_date
    from bot.replies.claims import find_claims, to_json
    from bot.replies.pages import claims_card

    try:
        post = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise click.UsageError(f"cannot read {file}: {error.strerror}") from None
    day = None if written_on is None else past_date(written_on, setup.today)
    revision = setup.revision()
    found = find_claims(revision.knowledge, revision.understanding, post, day)
    if as_json:
        _print_json([to_json(claim) for claim in found])
    else:
        _print_card(claims_card(found, day))
    return OK


@smallprint.command(epilog=examples("compare zoom teams --topic encryption", 'compare "zoom, google meet, webex" --brief'))
@platforms_argument
@topic_option
@in_part
@as_json
@click.pass_obj
def compare(setup: Setup, platform: tuple[str, ...], topic: str, extent: Extent | None, as_json: bool) -> int:
    """Show up to five platforms side by side on one topic."""
    from adapters.terminal.arguments import slugs_of, topic_of
    from bot.understanding.subject import Subject

    revision = setup.revision()
    slugs = slugs_of(revision, platform)
    subject = Subject("answer" if len(slugs) == 1 else "compare", slugs, (topic_of(revision, topic),))
    return _show(setup, revision, subject, extent, as_json=as_json)


@smallprint.command(epilog=examples("alternatives zoom", "alternatives google meet --topic encryption"))
@one_platform_argument
@topic_option
@in_part
@as_json
@click.pass_obj
def alternatives(setup: Setup, platform: tuple[str, ...], topic: str, extent: Extent | None, as_json: bool) -> int:
    """Name platforms with a better answer on record."""
    from adapters.terminal.arguments import slugs_of, topic_of
    from bot.understanding.subject import Subject

    revision = setup.revision()
    subject = Subject("alternatives", slugs_of(revision, platform, most=1), (topic_of(revision, topic),))
    return _show(setup, revision, subject, extent, as_json=as_json)


@smallprint.command(epilog=examples("history zoom"))
@one_platform_argument
@in_part
@as_json
@click.pass_obj
def history(setup: Setup, platform: tuple[str, ...], extent: Extent | None, as_json: bool) -> int:
    """Tell what changed, and when; newest first."""
    from adapters.terminal.arguments import slugs_of
    from bot.understanding.decide import HISTORY
    from bot.understanding.subject import Subject

    revision = setup.revision()
    return _show(setup, revision, Subject("answer", slugs_of(revision, platform, most=1), (HISTORY,)), extent, as_json=as_json)


@smallprint.command()
@as_json
@click.pass_obj
def platforms(setup: Setup, as_json: bool) -> int:
    """List the platforms on record."""
    known = setup.revision().knowledge.platforms.values()
    if as_json:
        keys = ("slug", "name", "vendor", "kind", "status")
        _print_json([{key: getattr(platform, key) for key in keys} for platform in known])
    for platform in () if as_json else known:
        retired = ", retired" if platform.status == "retired" else ""
        click.echo(f"{platform.slug:<24} {platform.name} ({platform.vendor}; {platform.kind}{retired})")
    return OK


@smallprint.command()
@as_json
@click.pass_obj
def topics(setup: Setup, as_json: bool) -> int:
    """List the questions that are answered."""
    known = setup.revision().knowledge.topics.values()
    if as_json:
        _print_json([{"id": topic.id, "name": topic.name, "question": topic.question} for topic in known])
    for topic in () if as_json else known:
        click.echo(f"{topic.id:<16} {topic.question}")
    return OK


@smallprint.command()
def wording() -> int:
    """Print every fixed sentence of a reply, for review."""
    from bot.replies.wording import sentences

    click.echo("\n".join(f"{name}: {words}" for name, words in sentences()))
    return OK


@smallprint.command()
@click.pass_obj
def serve(setup: Setup) -> int:
    """Open the web pages, and run every chat surface whose settings are present."""
    from adapters.terminal import serving

    return serving.serve(setup.settings, setup.folders)


@smallprint.command()
@click.pass_obj
def mcp(setup: Setup) -> int:
    """Answer assistants as a server of the Model Context Protocol, on standard input and output."""
    from adapters.web.mcp import serve_stdio

    serve_stdio(setup.revision())
    return OK


@smallprint.command()
@click.pass_obj
def doctor(setup: Setup) -> int:
    """Say what is configured, what is missing and how to get it."""
    from adapters.terminal import serving

    return serving.doctor(setup.settings, setup.folders, setup.today)


@smallprint.command()
@click.pass_obj
def migrate(setup: Setup) -> int:
    """Bring the database's tables up to date, as `serve` does at its start."""
    from adapters.terminal import serving

    return serving.migrate(setup.settings)


@smallprint.command("admin-link", epilog=examples("admin-link", "admin-link --name ann", "admin-link --for slack:T0123/U0456"))
@click.option("--name", metavar="NAME", help="The name under which edits are logged; your login name if it is left out.")
@click.option("--for", "person", metavar="SURFACE:WORKSPACE/USER", help="Let the admin of a workspace in instead, who sees only its own.")
@click.option("--minutes", default=15, show_default=True, type=click.IntRange(1, 24 * 60), help="How long the link is good.")
@click.pass_obj
def admin_link(setup: Setup, name: str | None, person: str | None, minutes: int) -> int:
    """Print a link that signs an admin in on the web pages, once."""
    from adapters.terminal import admin_link as links

    return links.print_link(setup.settings, name, person, minutes)


@smallprint.command(epilog=examples("backup /var/backups/smallprint.tar.gz"))
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
def backup(setup: Setup, file: Path) -> int:
    """Write database and own knowledge folders into FILE; the service may run meanwhile."""
    from adapters.terminal import serving

    return serving.backup(setup.settings, setup.folders, file)


@smallprint.command(epilog=examples("restore /var/backups/smallprint.tar.gz"))
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.pass_obj
def restore(setup: Setup, file: Path) -> int:
    """Restore a backup into the empty database and folders that the settings name."""
    from adapters.terminal import serving

    return serving.restore(setup.settings, setup.folders, file)


@smallprint.group("jobs", invoke_without_command=True, epilog=examples("jobs", "jobs retry", "jobs retry job-3 message-17"))
@click.pass_context
def _jobs(context: click.Context) -> int | None:
    """Say what the service still has to do, and what failed for good; exit 1 if something did."""
    from adapters.terminal import jobs

    return jobs.show(context.obj.settings) if context.invoked_subcommand is None else None


@_jobs.command("retry")
@click.argument("name", nargs=-1, metavar="[NAME...]")
@click.pass_obj
def _retry(setup: Setup, name: tuple[str, ...]) -> int:
    """Try jobs and messages once more that failed for good; without a name all of them."""
    from adapters.terminal import jobs

    return jobs.retry(setup.settings, name)


@smallprint.group("keys")
def _keys() -> None:
    """Replace the key that encrypts stored tokens."""


@_keys.command("rotate")
@click.pass_obj
def _rotate(setup: Setup) -> int:
    """Encrypt every stored token with the first key of SMALLPRINT_SECRET_KEY, and say whether the others can go."""
    from adapters.terminal import serving

    return serving.rotate_keys(setup.settings)


@smallprint.group("site")
def _site() -> None:
    """Make the web pages as files, for any host."""


@_site.command("build", epilog=examples("site build public", "site build public --url https://smallprint.example"))
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--url", metavar="ADDRESS", help="Where people will find it, for feeds and the sitemap; else SMALLPRINT_PUBLIC_URL.")
@click.pass_obj
def _build(setup: Setup, folder: Path, url: str | None) -> int:
    """Write the public pages, with search, feeds and a sitemap, into DIR."""
    from adapters.web.site import SiteError, build
    from bot.service.settings import ServiceSettings, SettingsError, read

    try:
        own = read(ServiceSettings, {"SMALLPRINT_PUBLIC_URL": url} if url else setup.settings)
        count = build(folder, setup.revision(), setup.today, own.public_url)
    except (SettingsError, SiteError) as error:
        raise click.UsageError(str(error)) from None
    click.echo(f"{count} files in {folder}" + ("" if own.public_url else "; without an address (--url) there is no sitemap"))
    return OK


@smallprint.command(epilog=examples("completion bash >> ~/.bashrc"))
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> int:
    """Print the script that lets a shell complete commands, options, platforms and topics."""
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    click.echo(kind(smallprint, {}, NAME, COMPLETE).source() if kind else "")
    return OK


@smallprint.group("knowledge", cls=KnowledgeTools)
def _knowledge() -> None:
    """Check and order the files, for those who keep the answers true."""


@smallprint.group("sources")
def _sources() -> None:
    """Check the pages that answers cite."""


@_sources.command("check", epilog=examples("sources check zoom", "sources check"))
@click.argument("platform", nargs=-1, metavar="[PLATFORM...]", shell_complete=_platforms_like)
@click.pass_obj
def _check_sources(setup: Setup, platform: tuple[str, ...]) -> int:
    """Fetch the cited pages and say which changed; exit 1 if one did, moved or is gone. Without a name all, which takes a while."""
    from adapters.terminal import source_commands
    from adapters.terminal.arguments import slugs_of

    revision = setup.revision()
    slugs = slugs_of(revision, platform, most=len(revision.knowledge.platforms)) if platform else ()
    return source_commands.check(setup.settings, revision.knowledge, slugs, setup.today)


def _show(setup: Setup, revision: Revision, subject: Subject, extent: Extent | None, *, as_json: bool) -> int:
    from bot.dialogue.respond import card_on
    from bot.replies.card import card_json

    card = card_on(revision.knowledge, subject, setup.today)
    if as_json:
        _refuse_part(extent)
        _print_json(card_json(card))
    else:
        _print_card(card, extent)
    return OK


def _refuse_part(extent: Extent | None) -> None:
    if extent:
        raise click.UsageError(f"--json prints everything; leave out --{extent}")


def _print_card(card: Card, extent: Extent | None = None) -> None:
    from adapters.terminal.render import console_on, show

    show(card, console_on(sys.stdout), extent or "all")


def _print_json(content: Any) -> None:  # noqa: ANN401 - any JSON
    import json  # here, because an answer in words needs none

    click.echo(json.dumps(content, ensure_ascii=False, indent=2))
