"""The commands that answer: ask, chat, claims, compare, alternatives, history, and what is on record.

Each loads what it needs when it runs.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from adapters.terminal.shared import (
    FOUND_WRONG,
    NAME,
    OK,
    Setup,
    as_json,
    examples,
    in_part,
    one_platform_argument,
    piped,
    platforms_argument,
    print_card,
    print_json,
    refuse_part,
    topic_option,
)

if TYPE_CHECKING:
    from adapters.text.render import Extent
    from bot.understanding.revision import Revision
    from bot.understanding.subject import Subject


@click.command(
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
    text = " ".join(question) if question else piped()
    if not text.strip():
        raise click.UsageError(f'ask what? For example: {NAME} "Can Zoom use my calls for AI?"')
    from adapters.terminal.arguments import answer
    from adapters.terminal.jsonl import answer_json

    asked = (text, settings["context"], settings["as_of"], settings["plan"], setup.today)
    if as_json:
        refuse_part(extent)
        print_json({"id": None, **answer_json(setup.revision(), *asked)})
    else:
        print_card(answer(setup.revision(), *asked).card, extent)
    return OK


def _answer_lines(setup: Setup) -> int:
    from adapters.terminal.jsonl import answer_lines

    mistakes = answer_lines(setup.revision(), sys.stdin, sys.stdout, setup.today)
    for mistake in mistakes:
        click.echo(f"{NAME}: {mistake}", err=True)
    return FOUND_WRONG if mistakes else OK


@click.command()
@click.pass_obj
def chat(setup: Setup) -> int:
    """Hold a conversation, in which each line may lean on the one before."""
    from adapters.terminal.chat import converse

    converse(setup.revision(), setup.today)
    return OK


@click.command(epilog=examples("claims post.txt --date 2023-08-07", "claims - < post.txt"))
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
        print_json([to_json(claim) for claim in found])
    else:
        print_card(claims_card(found, day))
    return OK


@click.command(epilog=examples("compare zoom teams --topic encryption", 'compare "zoom, google meet, webex" --brief'))
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


@click.command(epilog=examples("alternatives zoom", "alternatives google meet --topic encryption"))
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


@click.command(epilog=examples("history zoom"))
@one_platform_argument
@in_part
@as_json
@click.pass_obj
def history(setup: Setup, platform: tuple[str, ...], extent: Extent | None, as_json: bool) -> int:
    """Tell what changed, and when; newest first."""
    from adapters.terminal.arguments import slugs_of
    from bot.understanding.subject import HISTORY, Subject

    revision = setup.revision()
    return _show(setup, revision, Subject("answer", slugs_of(revision, platform, most=1), (HISTORY,)), extent, as_json=as_json)


@click.command()
@as_json
@click.pass_obj
def platforms(setup: Setup, as_json: bool) -> int:
    """List the platforms on record."""
    known = setup.revision().knowledge.platforms.values()
    if as_json:
        keys = ("slug", "name", "vendor", "kind", "status")
        print_json([{key: getattr(platform, key) for key in keys} for platform in known])
    for platform in () if as_json else known:
        retired = ", retired" if platform.status == "retired" else ""
        click.echo(f"{platform.slug:<24} {platform.name} ({platform.vendor}; {platform.kind}{retired})")
    return OK


@click.command()
@as_json
@click.pass_obj
def topics(setup: Setup, as_json: bool) -> int:
    """List the questions that are answered."""
    known = setup.revision().knowledge.topics.values()
    if as_json:
        print_json([{"id": topic.id, "name": topic.name, "question": topic.question} for topic in known])
    for topic in () if as_json else known:
        click.echo(f"{topic.id:<16} {topic.question}")
    return OK


@click.command()
def wording() -> int:
    """Print every fixed sentence of a reply, for review."""
    from bot.replies.wording.review import sentences

    click.echo("\n".join(f"{name}: {words}" for name, words in sentences()))
    return OK


def _show(setup: Setup, revision: Revision, subject: Subject, extent: Extent | None, *, as_json: bool) -> int:
    from bot.dialogue.respond import card_on
    from bot.replies.card import card_json

    card = card_on(revision.knowledge, subject, setup.today)
    if as_json:
        refuse_part(extent)
        print_json(card_json(card))
    else:
        print_card(card, extent)
    return OK


COMMANDS = (ask, chat, claims, compare, alternatives, history, platforms, topics, wording)
