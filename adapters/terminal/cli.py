"""The command `smallprint`: which commands it has, and how it ends."""

from __future__ import annotations

import difflib
import os
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

import click

from adapters.terminal import asking, operating
from adapters.terminal.environment import read_settings
from adapters.terminal.shared import BAD_USAGE, FOUND_WRONG, INTERRUPTED, NAME, OK, Setup, examples, piped
from knowledge.errors import OperatorError

COMPLETE = "_SMALLPRINT_COMPLETE"
NEAR = 0.8
"""A first word as like a command as this is taken for a mistyped command; "what", which is like "chat", stays a question."""


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
    except BrokenPipeError:  # the reader of the output has gone
        _discard_output()
        return OK
    except OSError as error:
        _discard_output()
        click.echo(f"{NAME}: cannot write the output: {error.strerror}", err=True)
        return FOUND_WRONG
    return status


def _discard_output() -> None:
    """Point standard output at nothing, because Python would fail to flush it once more at the end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class Commands(click.Group):
    """The commands; what begins with none of them is a question."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `ask` in front of a question, or of one that is piped in."""
        return super().parse_args(ctx, args if ctx.resilient_parsing else self._with_command(args))

    def invoke(self, ctx: click.Context) -> int:
        """Run a command and return its exit status; what it cannot do is said in a sentence."""
        try:
            return super().invoke(ctx) or OK
        except OperatorError as error:
            click.echo(f"{NAME}: {error}", err=True)
            return FOUND_WRONG

    def _with_command(self, args: list[str]) -> list[str]:
        if not args:
            question = piped()
            return ["ask", "--", question] if question else ["--help"]
        first = args[0]
        if first == "help":
            return [*args[1:2], "--help"]
        if first in self.commands or first in {"--help", "-h", "--version"}:
            return args
        if first.isalpha() and (near := _command_like(first.lower(), self.commands)):
            raise click.UsageError(f'there is no command "{first}", did you mean {near}? A question can stand in quotes')
        return ["ask", *args]


def _command_like(word: str, commands: Iterable[str]) -> str | None:
    """Return the command of which a word is a slip: the same letters in another order, or nearly the same."""
    known = list(commands)
    near = difflib.get_close_matches(word, known, n=1, cutoff=NEAR)
    return next((command for command in known if sorted(command) == sorted(word)), near[0] if near else None)


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


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="smallprint", prog_name=NAME, message="%(prog)s %(version)s")
def smallprint() -> None:
    """Can this platform use my calls for AI? Answers with sources and dates.

    Without a command, the words are a question: smallprint "can zoom use my calls for AI?"
    """


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


for command in (*asking.COMMANDS, *operating.COMMANDS):
    smallprint.add_command(command)
