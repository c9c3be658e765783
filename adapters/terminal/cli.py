"""The command `smallprint`: reads arguments, asks, prints the card as text or as JSON."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from adapters.terminal.arguments import USAGE, UsageError, answer, past_date
from adapters.terminal.environment import Config, read_settings
from adapters.terminal.render import render
from bot.dialogue.respond import NOTHING_BEFORE, Message, card_on, respond
from bot.replies.card import Card, card_json
from bot.understanding.decide import HISTORY
from bot.understanding.revision import Revision
from bot.understanding.scope import read_plan
from bot.understanding.subject import Subject

OK, FOUND_WRONG, BAD_USAGE, INTERRUPTED = 0, 1, 2, 130
HELP_WIDTH = 100

Subparsers: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 - argparse gives its type no other name


class Context(NamedTuple):
    """What every command gets."""

    arguments: argparse.Namespace
    config: Config
    settings: Mapping[str, str]
    today: date

    def revision(self) -> Revision:
        """Open the configured knowledge; warn of files that were left out."""
        from bot.service.opening import open_knowledge

        for folder in self.config.knowledge:
            _check_folder(folder)
        revision = open_knowledge(self.config.knowledge, self.today)
        for warning in revision.warnings:
            print(f"left out: {warning}", file=sys.stderr)
        return revision

    def show(self, card: Card) -> None:
        """Print a card, as JSON if that was asked for."""
        if getattr(self.arguments, "json", False):
            _print_json(card_json(card))
        else:
            print(render(card))


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; the result is the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a lone surrogate in a question must not end the answer
    given = list(sys.argv[1:] if argv is None else argv)
    settings, today = read_settings(os.environ, Path(".env")), date.today()
    try:
        if sys.stdout is None:
            raise UsageError("standard output is closed, so there is nowhere to answer")
        status = _run(given, settings, today)
        sys.stdout.flush()
    except UsageError as error:
        print(f"smallprint: {error}", file=sys.stderr)
        return BAD_USAGE
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # whoever read the output has gone
        _discard_output()
        return OK
    except OSError as error:
        _discard_output()
        print(f"smallprint: cannot write the output: {error.strerror}", file=sys.stderr)
        return FOUND_WRONG
    return status


def _discard_output() -> None:
    """Point standard output at nothing, because Python would fail to flush it once more at the end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _check_folder(folder: Path) -> None:
    try:
        next(folder.iterdir(), None)
    except OSError as error:
        raise UsageError(f"SMALLPRINT_KNOWLEDGE: cannot read the folder {folder}: {error.strerror}") from None


def _run(given: Sequence[str], settings: Mapping[str, str], today: date) -> int:
    config = Config.of(settings)
    if given[:1] == ["knowledge"]:
        from adapters.terminal import knowledge_commands as curating

        return curating.run(given[1:], config, settings, today)
    parser = _parser()
    arguments = parser.parse_args(given)
    if not hasattr(arguments, "run"):
        parser.print_help()
        return OK
    status: int = arguments.run(Context(arguments, config, settings, today))
    return status


def ask(context: Context) -> int:
    """Answer a question, or one for each line of standard input."""
    arguments = context.arguments
    if arguments.jsonl:
        from adapters.terminal.jsonl import answer_lines

        mistakes = answer_lines(context.revision(), sys.stdin, sys.stdout, context.today)
        for mistake in mistakes:
            print(f"smallprint: {mistake}", file=sys.stderr)
        return FOUND_WRONG if mistakes else OK
    question = " ".join(arguments.question)
    if not question.strip():
        raise UsageError('ask what? For example: smallprint ask "Can Zoom use my calls for AI?"')
    if arguments.plan and not read_plan(arguments.plan).anything:
        print(f'smallprint: I do not know the plan "{arguments.plan}", so it is left out', file=sys.stderr)
    asked = (question, arguments.context, arguments.as_of, arguments.plan, context.today)
    if arguments.json:
        from adapters.terminal.jsonl import answer_json

        _print_json({"id": None, **answer_json(context.revision(), *asked)})
    else:
        print(render(answer(context.revision(), *asked).card))
    return OK


def chat(context: Context) -> int:
    """Hold a conversation, in which each line may lean on the one before."""
    revision, before = context.revision(), NOTHING_BEFORE
    interactive = sys.stdin.isatty()
    if interactive:
        print("Ask about a platform; an empty line, Ctrl-C or Ctrl-D ends.")
    with suppress(EOFError, KeyboardInterrupt):
        while (line := input("> " if interactive else "")).strip() or not interactive:
            if line.strip():
                response = respond(revision, Message(line), context.today, USAGE, before)
                before = response.after
                print(render(response.card), end="\n\n", flush=True)
    return OK


def _claims(context: Context) -> int:
    from bot.replies.claims import find_claims, to_json
    from bot.replies.pages import claims_card

    path = context.arguments.file
    try:
        post = sys.stdin.read() if path == "-" else Path(path).read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}") from None
    day = past_date(context.arguments.date, context.today) if context.arguments.date else None
    revision = context.revision()
    found = find_claims(revision.knowledge, revision.understanding, post, day)
    if context.arguments.json:
        _print_json([to_json(claim) for claim in found])
    else:
        print(render(claims_card(found, day)))
    return OK


def _slugs(revision: Revision, names: Sequence[str]) -> tuple[str, ...]:
    slugs: list[str] = []
    for name in names:
        found = (name,) if name in revision.knowledge.platforms else revision.understanding.names_in_list(name)[0]
        if not found:
            raise UsageError(f'no platform is known as "{name}"; `smallprint platforms` lists them')
        slugs += found
    return tuple(dict.fromkeys(slugs))


def _topic(revision: Revision, topic: str) -> str:
    if topic not in revision.knowledge.topics:
        raise UsageError(f'no topic is called "{topic}"; known: {", ".join(revision.knowledge.topics)}')
    return topic


def _compare(context: Context) -> int:
    revision = context.revision()
    slugs, topic = _slugs(revision, context.arguments.platform), _topic(revision, context.arguments.topic)
    context.show(card_on(revision.knowledge, Subject("answer" if len(slugs) == 1 else "compare", slugs, (topic,)), context.today))
    return OK


def _alternatives(context: Context) -> int:
    revision = context.revision()
    topic, slugs = _topic(revision, context.arguments.topic), _slugs(revision, [context.arguments.platform])
    context.show(card_on(revision.knowledge, Subject("alternatives", slugs, (topic,)), context.today))
    return OK


def _history(context: Context) -> int:
    revision = context.revision()
    slugs = _slugs(revision, [context.arguments.platform])
    context.show(card_on(revision.knowledge, Subject("answer", slugs[:1], (HISTORY,)), context.today))
    return OK


def _wording(context: Context) -> int:  # noqa: ARG001 - as every command
    from bot.replies.wording import sentences

    print("\n".join(f"{name}: {words}" for name, words in sentences()))
    return OK


def _platforms(context: Context) -> int:
    platforms = context.revision().knowledge.platforms
    rows = [
        {"slug": platform.slug, "name": platform.name, "vendor": platform.vendor, "kind": platform.kind, "status": platform.status}
        for platform in platforms.values()
    ]
    _list(
        context,
        rows,
        lambda row: f"{row['slug']:<24} {row['name']} ({row['vendor']}; {row['kind']}{', retired' if row['status'] == 'retired' else ''})",
    )
    return OK


def _topics(context: Context) -> int:
    topics = context.revision().knowledge.topics
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
    """Return the layout of help texts with a fixed width: asking the terminal for its own loads modules for longer than an answer takes."""
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

    asking = command("ask", ask, "answer a question")
    asking.add_argument("question", nargs="*", metavar="QUESTION")
    asking.add_argument("--jsonl", action="store_true", help="read one JSON object a line from standard input, write one for each")
    asking.add_argument("--as-of", metavar="DATE", help="what held on this date (YYYY, YYYY-MM or YYYY-MM-DD)")
    asking.add_argument("--plan", metavar="NAME", help="your plan: free, pro, business, enterprise, education, healthcare …")
    asking.add_argument("--context", metavar="QUESTION", help="the question that this one follows")
    command("chat", chat, "a conversation, with follow-ups", json=False)
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
    command("wording", _wording, "every fixed sentence of a reply, for review", json=False)
    command("serve", _serve, "run every chat surface whose settings are present", json=False)
    command("doctor", _doctor, "say what is configured, what is missing and how to get it", json=False)
    commands.add_parser("knowledge", help="tools for those who keep the answers true", add_help=False)  # run by knowledge_commands
    return parser


def _print_json(content: Any) -> None:  # noqa: ANN401 - any JSON
    import json  # here, because an answer in words needs none

    print(json.dumps(content, ensure_ascii=False, indent=2))
