"""Lay a reply out as blocks, in the order in which a person should read it; every surface renders the same blocks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.replies import dates, wording
from bot.replies.blocks import Block, BlockRole, Heading, Link, Paragraph, Points, Sources
from bot.replies.first_line import SaidFirst, said_first, with_opening
from bot.replies.history import first_changes
from bot.replies.repeats import content
from bot.replies.reply import Change, Reply, ToDo
from bot.replies.side_by_side import side_by_side
from bot.replies.sourced import short_title, where_read
from bot.understanding.subject import HISTORY
from knowledge.base import Cited

FIRST_STEPS, FIRST_OF_EACH = 3, 2
"""How many steps of a how-to stand in the brief: of whoever asks, or one each of so many roles."""
FIRST_STEPS_LENGTH = 230
"""And how many characters they have together, beyond the first."""
MOST_REASONS = 3
"""How many sources stand in the brief if somebody asks for them; the others follow in the details."""


def lay_out(reply: Reply) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """Return the brief of a reply, which answers in one glance, and its details."""
    first = said_first(reply)
    brief = (
        *_heading(reply, first),
        *_statement(reply, first),
        *side_by_side(reply),
        *_added(reply),
        *_read_by_platform(reply),
    )
    if reply.reasons:
        brief = (*brief, *_reasons(reply))
    if not reply.replies:
        return brief, (*_explanation(reply, first), *_particulars(reply), *_evidence(reply))
    details = [*_explanation(reply, first)]
    for below in reply.replies:
        first = said_first(below)
        details += [*_heading(below, first), *_statement(below, first), *_added(below), *_evidence(below)]
    return brief, tuple(details)


def _heading(reply: Reply, first: SaidFirst) -> Iterable[Block]:
    """Yield the first line: the answer in one sentence, or what the reply is about."""
    said = with_opening(reply, first.sentence)
    if said := said or (f"{reply.title}: {reply.words}" if reply.words else reply.title):
        yield Heading(said, reply.tone, words=reply.words if reply.topics else "")


def _statement(reply: Reply, first: SaidFirst) -> Iterable[Block]:
    """Yield what the answer says besides, for whom if that leaves somebody out, and of a how-to the first steps."""
    if reply.todo.steps_first and reply.todo.steps:
        yield Points(wording.WHAT_TO_DO, _numbered(first_steps(reply.todo)), BlockRole.STEPS)
        return
    if _is_history(reply):
        shown = _first_changes(reply)
        label = wording.WHAT_CHANGED if len(shown) == 1 else wording.OLDEST_FIRST if reply.as_of else wording.NEWEST_FIRST
        yield Points(label, tuple(map(change_words, shown)), BlockRole.HISTORY)
        return
    if first.added and reply.kind != "compare":
        yield Paragraph(first.added, role=BlockRole.HEADLINE)
    if reply.said.general:
        yield Paragraph(reply.said.general, role=BlockRole.GENERAL)
    elif reply.for_some and not (reply.also or reply.lead):
        yield from _scope(reply)


def _has_steps_or_changes(reply: Reply) -> bool:
    """Return True if the brief has steps or changes in the place of what the headline adds."""
    return _is_history(reply) or bool(reply.todo.steps_first and reply.todo.steps)


def _is_history(reply: Reply) -> bool:
    return reply.topics[:1] == (HISTORY,) and bool(reply.history)


def _in_order(reply: Reply) -> tuple[Change, ...]:
    """Return the changes of a history: the newest first, those of a period that was asked about from its beginning."""
    return reply.history if reply.as_of else reply.history[::-1]


def _first_changes(reply: Reply) -> tuple[Change, ...]:
    """Return the changes that stand in the brief of a history; one if something else was asked as well."""
    return first_changes(reply.history, of_period=bool(reply.as_of))[: 1 if reply.also else None]


def _scope(reply: Reply) -> Iterable[Block]:
    if reply.applies_to and not wording.is_everybody(reply.applies_to):
        yield Paragraph(reply.applies_to, wording.FOR_WHOM, BlockRole.SCOPE)


def _added(reply: Reply) -> Iterable[Block]:
    """Yield what follows the answer: local notes, how it was read, further readings, how far it can be relied on."""
    yield from (Paragraph(text, role=BlockRole.LOCAL) for text in reply.notes)
    yield from (Paragraph(text, role=BlockRole.NOTE) for text in reply.lead)
    for line in reply.also:
        yield Paragraph(wording.also(line.headline) if reply.kind == "answer" and not line.asked else line.headline, role=BlockRole.ALSO)
    yield from (Paragraph(text, role=BlockRole.WARNING) for text in reply.warnings)
    if reply.evidence.verified:
        yield Paragraph(reply.evidence.verified, role=BlockRole.VERIFIED, links=_read_in(reply, ""))


def _read_in(reply: Reply, words: str) -> tuple[Link, ...]:
    """Return the link to where an answer was read, on the source's title or on other words."""
    deciding = reply.evidence.deciding
    return (Link(words or short_title(deciding.source), where_read(deciding)),) if deciding else ()


def _read_by_platform(reply: Reply) -> Iterable[Block]:
    """Yield where each of several answers was read."""
    if links := tuple(link for below in reply.replies for link in _read_in(below, below.title)):
        yield Paragraph(", ".join(link.words for link in links), wording.SOURCES, BlockRole.READ_IN, links)


def _explanation(reply: Reply, first: SaidFirst) -> Iterable[Block]:
    headline, in_brief = reply.said.headline, {first.sentence, "" if _has_steps_or_changes(reply) else first.added}
    if headline not in in_brief and not content(headline) <= content(first.sentence):
        yield Paragraph(headline, role=BlockRole.HEADLINE)
    if reply.said.detail:
        yield Paragraph(reply.said.detail + _numbers(reply.evidence.resting_on, reply), role=BlockRole.DETAIL)
    if not reply.for_some or reply.also or reply.lead or reply.said.general or reply.todo.steps_first:
        yield from _scope(reply)


def _reasons(reply: Reply) -> Iterable[Block]:
    """Yield the sources of the answer itself, for whoever asks why it is so or where it stands."""
    deciding = (below.evidence.deciding for below in reply.replies if below.evidence.deciding is not None)
    if sources := (reply.evidence.resting_on or reply.evidence.sources or tuple(deciding))[:MOST_REASONS]:
        yield Sources(sources)


def _particulars(reply: Reply) -> Iterable[Block]:
    if since := _since(reply):
        yield Paragraph(since, wording.SINCE, BlockRole.SINCE)
    if reply.conditions:
        points = tuple(
            f"{condition.applies_to}: {condition.note}{_numbers(condition.sources or reply.evidence.resting_on, reply)}"
            for condition in reply.conditions
        )
        yield Points(wording.EXCEPTIONS, points, BlockRole.CONDITIONS)
    if reply.todo.steps and not (reply.todo.steps_first and len(reply.todo.steps) == len(first_steps(reply.todo))):
        yield Points(wording.WHAT_TO_DO, _numbered(reply.todo.steps, _numbers(reply.evidence.resting_on, reply)), BlockRole.STEPS)
    in_brief = _first_changes(reply) if _is_history(reply) else ()
    changes = [change for change in _in_order(reply) if change not in in_brief] if in_brief else reply.history
    if changes and not reply.before:
        label = wording.BEFORE_AND_AFTER if reply.as_of and not _is_history(reply) else wording.WHAT_CHANGED
        yield Points(label, tuple(map(change_words, changes)), BlockRole.HISTORY)


def first_steps(todo: ToDo) -> tuple[str, ...]:
    """Return the steps that stand in the brief: those of one role on each platform, or one of each, as many as one glance takes."""
    kept: list[str] = []
    roles: dict[str, set[str]] = {}
    for step in todo.steps:
        platform, _, role = step.partition(":")[0].rpartition(", ")
        of_platform = roles.setdefault(platform, set())
        if todo.of_each and role in of_platform:
            continue
        too_long = of_platform and sum(map(len, kept)) + len(step) > FIRST_STEPS_LENGTH
        if len(kept) == (FIRST_OF_EACH if todo.of_each else FIRST_STEPS) or too_long or not (todo.of_each or of_platform <= {role}):
            break
        of_platform.add(role)
        kept.append(step)
    return tuple(kept)


def _numbered(steps: Sequence[str], behind: str = "") -> tuple[str, ...]:
    return tuple(f"{number}. {step}{behind}" for number, step in enumerate(steps, start=1))


def _numbers(sources: Sequence[Cited], reply: Reply) -> str:
    """Return the numbers that sources have in the list below, in brackets behind a space; "" for a reply without a list."""
    numbers = sorted(reply.evidence.sources.index(entry) + 1 for entry in set(sources) if entry in reply.evidence.sources)
    return wording.source_numbers(numbers) if numbers else ""


def _evidence(reply: Reply) -> Iterable[Block]:
    if reply.todo.ask_company:
        yield Paragraph(reply.todo.ask_company, wording.ASK_THE_COMPANY, BlockRole.ASK_COMPANY)
    if reply.evidence.sources:
        yield Sources(reply.evidence.sources)


def _since(reply: Reply) -> str:
    since = dates.in_words(reply.since) if reply.since else ""
    if not reply.before:
        return since
    return wording.since_and_before(since, reply.before)


def change_words(change: Change) -> str:
    """Return a change in one line; a position's line names its own dates."""
    return change.what if change.until or not change.date else f"{dates.in_words(change.date)}: {change.what}"
