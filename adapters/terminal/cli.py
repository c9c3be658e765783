"""The command `smallprint`: reads arguments, asks the engine, prints what the surface renders or JSON.

The terminal adapter hands its renderer in, because the bot knows no surface.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from adapters.terminal.arguments import UsageError, message_of, past_date, timed
from adapters.terminal.environment import Config, read_settings
from bot.dialogue.engine import Engine, Message
from bot.replies.answer import Asking
from bot.replies.reply import Reply, to_json
from bot.understanding.question import Turn
from knowledge.dates import PartialDate

if TYPE_CHECKING:
    from bot.replies.claims import FoundClaim

OK, FOUND_WRONG, BAD_USAGE = 0, 1, 2
HELP_WIDTH = 100

Subparsers: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 - argparse gives its type no other name


class Surface(NamedTuple):
    """How replies are shown: `reply` and `claims` make the text for one of each."""

    reply: Callable[[Reply], str]
    claims: Callable[[Sequence[FoundClaim], PartialDate | None], str]


class Context(NamedTuple):
    """What every command gets."""

    arguments: argparse.Namespace
    surface: Surface
    config: Config
    settings: Mapping[str, str]
    today: date

    def engine(self) -> Engine:
        """The engine over the configured knowledge; warns of files that were left out."""
        from bot.service.opening import open_engine

        opened = open_engine(self.config.knowledge, self.today)
        for warning in opened.warnings:
            print(f"left out: {warning}", file=sys.stderr)
        return opened.engine

    def show(self, reply: Reply) -> None:
        """Print a reply, as JSON where that was asked for."""
        if getattr(self.arguments, "json", False):
            _print_json(to_json(reply))
        else:
            print(self.surface.reply(reply))


def main(surface: Surface, argv: Sequence[str] | None = None) -> int:
    """Run the command; the result is the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a lone surrogate in a question must not end the answer
    given = list(sys.argv[1:] if argv is None else argv)
    settings, today = read_settings(os.environ, Path(".env")), date.today()
    try:
        return _run(surface, given, settings, today)
    except UsageError as error:
        print(f"smallprint: {error}", file=sys.stderr)
        return BAD_USAGE
    except BrokenPipeError:
        sys.stderr.close()  # whoever read the output has gone; Python would complain while flushing
        return OK


def _run(surface: Surface, given: Sequence[str], settings: Mapping[str, str], today: date) -> int:
    config = Config.of(settings)
    if given[:1] == ["knowledge"]:
        from adapters.terminal import knowledge_commands as curating

        return curating.run(given[1:], config, settings, today)
    parser = _parser()
    arguments = parser.parse_args(given)
    if not hasattr(arguments, "run"):
        parser.print_help()
        return OK
    status: int = arguments.run(Context(arguments, surface, config, settings, today))
    return status


def _ask(context: Context) -> int:
    arguments = context.arguments
    if arguments.jsonl:
        from adapters.terminal.jsonl import answer_lines

        mistakes = answer_lines(context.engine(), sys.stdin, sys.stdout, context.today)
        for mistake in mistakes:
            print(f"smallprint: {mistake}", file=sys.stderr)
        return FOUND_WRONG if mistakes else OK
    question = " ".join(arguments.question)
    if not question.strip():
        raise UsageError('ask what? For example: smallprint ask "Can Zoom use my calls for AI?"')
    engine = context.engine()
    message = message_of(engine, question, arguments.context, arguments.as_of, arguments.plan, context.today)
    if arguments.plan and not message.scope.anything:
        print(f'smallprint: I do not know the plan "{arguments.plan}", so it is left out', file=sys.stderr)
    reply, microseconds = timed(engine, message, context.today)
    if arguments.json:
        _print_json({"id": None, **to_json(reply), "microseconds": microseconds})
    else:
        print(context.surface.reply(reply))
    return OK


def _chat(context: Context) -> int:
    engine = context.engine()
    turn = Turn()
    interactive = sys.stdin.isatty()
    if interactive:
        print("Ask about a platform; an empty line or Ctrl-D ends.")
    while True:
        try:
            line = input("> " if interactive else "")
        except EOFError:
            return OK
        if not line.strip():
            if interactive:
                return OK
            continue
        reply, turn = engine.handle(Message(line, turn), context.today)
        print(context.surface.reply(reply), end="\n\n", flush=True)


def _claims(context: Context) -> int:
    from bot.replies.claims import find_claims, to_json

    path = context.arguments.file
    try:
        post = sys.stdin.read() if path == "-" else Path(path).read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}") from None
    day = past_date(context.arguments.date, context.today) if context.arguments.date else None
    engine = context.engine()
    found = find_claims(engine.knowledge, engine.understanding, post, day)
    if context.arguments.json:
        _print_json([to_json(claim) for claim in found])
    else:
        print(context.surface.claims(found, day))
    return OK


def _slugs(engine: Engine, names: Sequence[str]) -> tuple[str, ...]:
    slugs = []
    for name in names:
        found = (name,) if name in engine.knowledge.platforms else engine.understanding.platforms_in(f"{name} calls", Turn())
        if not found:
            raise UsageError(f'no platform is known as "{name}"; `smallprint platforms` lists them')
        slugs.append(found[0])
    return tuple(dict.fromkeys(slugs))


def _topic(engine: Engine, topic: str) -> str:
    if topic not in engine.knowledge.topics:
        raise UsageError(f'no topic is called "{topic}"; known: {", ".join(engine.knowledge.topics)}')
    return topic


def _asking(context: Context) -> Asking:
    return Asking(context.today)


def _compare(context: Context) -> int:
    from bot.replies.answer import answer
    from bot.replies.several import compare

    engine = context.engine()
    slugs = _slugs(engine, context.arguments.platform)
    topics = (_topic(engine, context.arguments.topic),)
    one = len(slugs) == 1
    context.show(
        answer(engine.knowledge, slugs[0], topics, _asking(context)) if one else compare(engine.knowledge, slugs, topics, _asking(context))
    )
    return OK


def _alternatives(context: Context) -> int:
    from bot.replies.several import alternatives

    engine = context.engine()
    topics = (_topic(engine, context.arguments.topic),)
    context.show(alternatives(engine.knowledge, _slugs(engine, [context.arguments.platform]), topics, _asking(context)))
    return OK


def _history(context: Context) -> int:
    from bot.replies.answer import answer
    from bot.understanding.decide import HISTORY

    engine = context.engine()
    context.show(answer(engine.knowledge, _slugs(engine, [context.arguments.platform])[0], (HISTORY,), _asking(context)))
    return OK


def _platforms(context: Context) -> int:
    platforms = context.engine().knowledge.platforms
    rows = [
        {"slug": held.slug, "name": held.name, "vendor": held.vendor, "kind": held.kind, "status": held.status}
        for held in platforms.values()
    ]
    _list(
        context,
        rows,
        lambda row: f"{row['slug']:<24} {row['name']} ({row['vendor']}; {row['kind']}{', retired' if row['status'] == 'retired' else ''})",
    )
    return OK


def _topics(context: Context) -> int:
    topics = context.engine().knowledge.topics
    rows = [{"id": topic.id, "name": topic.name, "question": topic.question} for topic in topics.values()]
    _list(context, rows, lambda row: f"{row['id']:<16} {row['question']}")
    return OK


def _serve(context: Context) -> int:
    from adapters.terminal.serving import serve

    return serve(context.settings, context.config.knowledge)


def _doctor(context: Context) -> int:
    from adapters.terminal.serving import doctor

    return doctor(context.settings, context.config.knowledge, context.today)


def _list(context: Context, rows: Sequence[dict[str, str]], line: Callable[[dict[str, str]], str]) -> None:
    if context.arguments.json:
        _print_json(rows)
    else:
        print("\n".join(line(row) for row in rows))


def help_formatter(prog: str) -> argparse.HelpFormatter:
    """The layout of help texts, without asking the terminal for its width: that loads modules for longer than an answer takes."""
    return argparse.HelpFormatter(prog, width=HELP_WIDTH)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="smallprint",
        description="Can this platform use my calls for AI? Answers with sources and dates.",
        formatter_class=help_formatter,
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    def command(name: str, run: Callable[[Context], int], help: str, *, json: bool = True) -> argparse.ArgumentParser:
        added: argparse.ArgumentParser = commands.add_parser(name, help=help, description=help, formatter_class=help_formatter)
        added.set_defaults(run=run)
        if json:
            added.add_argument("--json", action="store_true", help="print JSON")
        return added

    ask = command("ask", _ask, "answer a question")
    ask.add_argument("question", nargs="*", metavar="QUESTION")
    ask.add_argument("--jsonl", action="store_true", help="read one JSON object a line from standard input, write one for each")
    ask.add_argument("--as-of", metavar="DATE", help="what held on this date (YYYY, YYYY-MM or YYYY-MM-DD)")
    ask.add_argument("--plan", metavar="NAME", help="your plan: free, pro, business, enterprise, education, healthcare …")
    ask.add_argument("--context", metavar="QUESTION", help="the question that this one follows")
    command("chat", _chat, "a conversation, with follow-ups", json=False)
    claims = command("claims", _claims, "check what a post says about platforms")
    claims.add_argument("file", metavar="FILE", help="the post; - for standard input")
    claims.add_argument("--date", metavar="DATE", help="when the post was written: says what held then, too")
    compare = command("compare", _compare, "platforms side by side on one topic")
    compare.add_argument("platform", nargs="+", metavar="PLATFORM")
    alternatives = command("alternatives", _alternatives, "platforms with a better answer on record")
    alternatives.add_argument("platform", metavar="PLATFORM")
    for added in (compare, alternatives):
        added.add_argument("--topic", default="ai-training", metavar="TOPIC", help="see `smallprint topics` (default: ai-training)")
    command("history", _history, "what changed, and when").add_argument("platform", metavar="PLATFORM")
    command("platforms", _platforms, "the platforms on record")
    command("topics", _topics, "the questions that are answered")
    command("serve", _serve, "run every chat surface whose settings are present", json=False)
    command("doctor", _doctor, "say what is configured, what is missing and how to get it", json=False)
    commands.add_parser("knowledge", help="tools for those who keep the answers true", add_help=False)  # run by knowledge_commands
    return parser


def _print_json(held: object) -> None:
    import json  # here, because an answer in words needs none

    print(json.dumps(held, ensure_ascii=False, indent=2))
