"""Ask for an answer or a platform step by step; the linter looks at each value before the next one is asked for."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, get_args

import click

from knowledge.editing import EditError, Editor, Proposal
from knowledge.editing.documents import path_of
from knowledge.vocabulary import Confidence, PlatformKind, SourceKind, Verdict

KEEP_EMPTY = "-"
"""Typed to empty a value that is there."""


class StepField(NamedTuple):
    """A key to ask for, what to say about it, what can be chosen, and if it may stay empty."""

    key: str
    hint: str
    choices: tuple[str, ...] = ()
    optional: bool = False


PLATFORM_FIELDS = (
    StepField("name", "as it is written in answers"),
    StepField("vendor", "the company behind it"),
    StepField("kind", "what it is", get_args(PlatformKind)),
    StepField("homepage", "https address", optional=True),
    StepField("aliases", "what people type besides the name, commas between", optional=True),
)
SOURCE_FIELDS = (
    StepField("title", "of the document"),
    StepField("url", "https address"),
    StepField("publisher", "who has published it"),
    StepField("kind", "primary is the company's own", get_args(SourceKind)),
    StepField("document_date", "the date that the document gives itself: YYYY, YYYY-MM or YYYY-MM-DD", optional=True),
    StepField("copy_date", "the day on which you read it, YYYY-MM-DD", optional=True),
)
ANSWER_FIELDS = (
    StepField("verdict", "the answer to the question above", get_args(Verdict)),
    StepField("headline", "the fact with the platform named, at most 160 characters"),
    StepField("detail", "what else to know, at most 60 words"),
    StepField("applies_to.text", 'for whom it holds, for example "all plans"'),
    StepField("applies_to.plan", "plans that can be asked for, commas between", optional=True),
    StepField("since", "the day from which it holds, as far as it is known", optional=True),
    StepField("confidence", "high only with a dated first-hand source", get_args(Confidence)),
)

READ_ON = StepField("read on", "the day on which you read it; empty if it was the copy on record", optional=True)
CHANGED_ON = StepField("changed on", "the first day of the new position; empty if the old answer was wrong from the start", optional=True)

Propose = Callable[[Mapping[str, str]], Proposal]


def set_by_steps(editor: Editor, name: str | None, by: str, why: str) -> tuple[Proposal, str]:
    """Ask for the values of an answer; what is there is kept by pressing Enter."""
    name = name or _ask_until(
        StepField("answer", "PLATFORM/TOPIC, for example zoom/ai-training"), "", lambda text: _wrong_answer(editor, text)
    )
    current = editor.folder.answer(name)
    _show_question(editor, name)
    click.echo("Enter keeps what is in brackets, - empties it. Nothing is written before the end.\n")
    values, source = _ask_source(editor, name)

    if not source and not current:
        raise EditError("an answer needs a source")
    cited = [source] if source else []

    typing = editor.while_typing()

    def propose(changes: Mapping[str, str], changed_on: str | None = None) -> Proposal:
        return typing.set_answer(name, changes, cited, by=by, changed_on=changed_on)

    for field in ANSWER_FIELDS:
        _ask_field(field, field.key, _text(_at(current, field.key)), values, propose)
    changed_on = ""
    if current and "verdict" in values:

        def wrong(day: str) -> Sequence[str]:
            return [f"{key}: {each}" for key, found in propose(values, day or None).by_key().items() for each in found]

        changed_on = _ask_until(CHANGED_ON, "", wrong)
    options = [*(["--source", source] if source else []), *(["--changed-on", changed_on] if changed_on else [])]
    typed = _command("set", name, values, *options)
    return _confirmed(editor.set_answer(name, values, cited, by=by, changed_on=changed_on or None), why, typed)


def new_by_steps(editor: Editor, slug: str | None, by: str, why: str) -> tuple[Proposal, str]:
    """Ask for a platform, its first source and its first answer."""
    click.echo("Enter leaves out what is optional. Nothing is written before the end.\n")
    slug = slug or _ask_until(
        StepField("slug", "the file's name: lower-case letters, digits, hyphens"), "", lambda text: _wrong_slug(editor, text)
    )
    if wrong := _wrong_slug(editor, slug):
        raise EditError(wrong[0])
    values = {"status": "active"}

    def propose(changes: Mapping[str, str]) -> Proposal:
        return editor.while_typing().new_platform(slug, changes)

    for field in PLATFORM_FIELDS:
        of_others = field.key in {"name", "aliases"}  # another platform may have the name
        _ask_field(field, field.key, "", values, (lambda changes: editor.new_platform(slug, changes)) if of_others else propose)
    click.echo("\nThe document that you read for the first answer:")
    source = _ask_until(StepField("source", "a short name for it: terms, privacy, help"), "terms", _wrong_name)
    for field in SOURCE_FIELDS:
        _ask_field(field, f"sources.{source}.{field.key}", "", values, propose)
    topics = [
        topic for topic, current in editor.folder.topics().items() if "verdicts" in current
    ]  # the others are answered from other records
    topic = _ask_until(StepField("topic", ", ".join(topics)), "ai-training", lambda text: [] if text in topics else ["is not one of them"])
    _show_question(editor, f"{slug}/{topic}")
    values |= {"answers[1].topic": topic, "answers[1].sources[1].name": source}
    if day := values.get(f"sources.{source}.copy_date") or values.get(f"sources.{source}.document_date"):
        values |= {"answers[1].last_verified": day, "answers[1].verified_in": source, "answers[1].verified_by": by}
    for field in ANSWER_FIELDS:
        _ask_field(field, f"answers[1].{field.key}", "", values, propose)
        if field.key == "verdict" and values["answers[1].verdict"] == "unverified":
            for key in ("last_verified", "verified_in", "verified_by"):
                values.pop(f"answers[1].{key}", None)
    return _confirmed(editor.new_platform(slug, values), why, _command("new", slug, values))


def _ask_source(editor: Editor, name: str) -> tuple[dict[str, str], str]:
    """Ask in which source it was read; a new one is asked for whole."""
    slug = name.partition("/")[0]
    known = editor.folder.sources(slug)
    for each, current in known.items():
        click.echo(f"  {each}: {current.get('title', '')} ({current.get('copy_date') or current.get('document_date') or 'no date'})")
    optional = bool(editor.folder.answer(name))
    hint = "in which of these you read it, or a name for another one" + (", empty for a change of wording only" if optional else "")
    source = _ask_until(StepField("source", hint, optional=optional), "", _wrong_name)
    values: dict[str, str] = {}
    if source and source not in known:
        click.echo(f"{source} is new:")
        for field in SOURCE_FIELDS:
            key = f"sources.{source}.{field.key}"
            _ask_field(field, key, "", values, lambda changes: editor.while_typing().set_platform(slug, changes))
    elif source and (day := _ask_until(READ_ON, "", lambda day: _wrong_day(editor, name, source, day))):
        source, copied = editor.copy_read_on(name, source, day)
        values |= copied
    return values, source


def _wrong_day(editor: Editor, name: str, source: str, day: str) -> Sequence[str]:
    if not day:
        return []
    try:
        copy, copied = editor.copy_read_on(name, source, day)
        return editor.while_typing().set_answer(name, copied, [copy]).by_key().get(f"sources.{copy}.copy_date", [])
    except EditError as error:
        return [str(error)]


def _ask_field(field: StepField, key: str, current: str, values: dict[str, str], propose: Propose) -> None:
    """Ask for one value until the linter has nothing against it, and add it to the others if it is another one than before."""

    def wrong(text: str) -> Sequence[str]:
        if text == current:
            return []
        try:
            found = propose({**values, key: text}).by_key()
            return [each for part, messages in found.items() if part == key or part.startswith((f"{key}[", f"{key}.")) for each in messages]
        except EditError as error:
            return [str(error)]

    text = _ask_until(field, current, wrong)
    if text != current:
        values[key] = text


def _ask_until(field: StepField, current: str, wrong: Callable[[str], Sequence[str]]) -> str:
    choices = f" ({', '.join(field.choices)})" if field.choices else ""
    question = f"{field.key}{choices}: {field.hint}"
    while True:
        text = click.prompt(question, default=current, show_default=bool(current)).strip()
        text = "" if text == KEEP_EMPTY else text
        mistakes = ["it cannot stay empty"] if not text and not field.optional else wrong(text)
        if not mistakes:
            return str(text)
        for mistake in mistakes:
            click.echo(f"  not taken: {mistake}")


def _wrong_answer(editor: Editor, text: str) -> Sequence[str]:
    try:
        editor.folder.answer(text)
    except EditError as error:
        return [str(error)]
    return (
        [] if text.partition("/")[2] in editor.folder.topics() else [f"there is no such topic; known: {', '.join(editor.folder.topics())}"]
    )


def _wrong_slug(editor: Editor, text: str) -> Sequence[str]:
    try:
        editor.while_typing().new_platform(text, {})
    except EditError as error:
        return [str(error)]
    return []


def _wrong_name(text: str) -> Sequence[str]:
    try:
        simple = len(path_of(text)) == 1
    except EditError:
        simple = not text
    return [] if simple else ["write letters, digits and hyphens"]


def _show_question(editor: Editor, name: str) -> None:
    """Show what a topic asks, and what each verdict says of it."""
    topic = editor.folder.topics().get(name.partition("/")[2])
    if topic is not None:
        click.echo(f"\n{topic['question']}")
        for verdict, meaning in topic.get("verdicts", {}).items():
            click.echo(f"  {verdict}: {meaning['short']}")


def _command(tool: str, name: str, values: Mapping[str, str], *options: str) -> str:
    """Return the command that says all at once what was typed step by step."""
    return shlex.join(["smallprint", "knowledge", tool, name, *(f"{key}={value}" for key, value in values.items()), *options])


def _confirmed(proposal: Proposal, why: str, typed: str) -> tuple[Proposal, str]:
    """Show the whole edit; it goes on only if somebody says yes. If it cannot be written, show how not to type it all again."""
    if proposal.before != proposal.after:
        click.echo(f"\n{proposal.diff}\n")
    if not proposal.stopping:
        why = why or click.prompt("why (optional, for the trail)", default="", show_default=False)
        click.confirm("Write it?", default=True, abort=True)
    else:
        click.echo(f"What you typed, to be mended and given all at once:\n  {typed}\n")
    return proposal, why


def _at(table: Any, key: str) -> Any:  # noqa: ANN401 - any part of a document
    for part in path_of(key):
        table = table.get(part) if isinstance(table, dict) else None
    return table


def _text(value: object) -> str:
    return "" if value is None else ", ".join(map(str, value)) if isinstance(value, list) else str(value)
