"""Answer on one platform and one topic: what holds today, what held on a day, what changed, or that nothing is on record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from bot.replies import wording
from bot.replies.current import current
from bot.replies.history import reply_of_history
from bot.replies.offered import about, has_answer_on
from bot.replies.past import gone, reply_of_past
from bot.replies.reply import Evidence, Reply, Said, ToDo
from bot.replies.reply_context import ReplyContext
from bot.understanding import thresholds
from bot.understanding.periods import Period
from bot.understanding.subject import HISTORY
from knowledge.base import Knowledge, answer_on, positions_during
from knowledge.dates import PartialDate
from knowledge.records import Answer, Platform
from knowledge.topics import Topic

MOST_OFFERED = 4
"""How many other topics are offered if there is nothing on the one that was asked about."""


def answer(knowledge: Knowledge, slug: str, topics: Sequence[str], context: ReplyContext) -> Reply:
    """Return the whole answer on the first of `topics`; for a history, the second names what it is told for."""
    reply = _answer(knowledge, slug, tuple(topics), context)
    return reply if reply.as_of else reply._replace(notes=tuple(_notes(knowledge, slug, topics[0], context.workspace)))


def _notes(knowledge: Knowledge, slug: str, topic: str, workspace: str) -> Iterator[str]:
    """Yield the local notes on a topic that a workspace may see; they are about today."""
    for note in knowledge.platforms[slug].notes:
        if note.topic == topic and (not note.workspaces or workspace in note.workspaces):
            yield wording.local_note(note.layer, note.text)
    if workspace and (text := knowledge.notes.get(f"{slug}/{topic}")):
        yield wording.local_note(wording.THIS_WORKSPACE, text)


def _answer(knowledge: Knowledge, slug: str, topics: tuple[str, ...], context: ReplyContext) -> Reply:
    platform, topic = knowledge.platforms[slug], knowledge.topics[topics[0]]
    if topic.id == HISTORY:
        return reply_of_history(platform, topics, knowledge, context)
    entry = answer_on(platform, topic.id)
    if entry is None:
        return _no_entry(platform, topic, topics, knowledge)
    period = _as_of(entry, context.period)
    if period is not None and not _is_now(period, entry, context.today):
        held = positions_during(platform, entry, period)
        if tuple(held) != (entry,) or (context.today - period.last).days > thresholds.JUST_NOW:
            return reply_of_past(platform, topic, entry, topics, period, held)
    return current(knowledge, platform, entry, topics, context)


def _as_of(entry: Answer, period: Period) -> PartialDate | None:
    """Return the date asked about; "before the change" is the last day on which the position before today's surely held."""
    if not period.before_change:
        return period.as_of
    return PartialDate((entry.earlier[0].until.first - timedelta(days=1)).isoformat()) if entry.earlier else None


def _is_now(period: PartialDate, entry: Answer, today: date) -> bool:
    return period.last >= today and (entry.since is None or entry.since.first <= period.first)


def _no_entry(platform: Platform, topic: Topic, topics: tuple[str, ...], knowledge: Knowledge) -> Reply:
    known = [knowledge.topics[entry.topic] for entry in platform.answers if has_answer_on(platform, entry.topic)]
    return Reply(
        kind="answer",
        platforms=(platform.slug,),
        topics=topics,
        title=platform.name,
        said=Said(
            topic.verdicts["unverified"].sentence(platform, past=platform.status == "retired")
            if topic.verdicts
            else wording.changes_in(0, platform.name),
            wording.on_record([topic.name for topic in known[:MOST_OFFERED]]) if known else "",
        ),
        verdict="unverified",
        words=wording.NOT_KNOWN,
        warnings=gone(platform),
        evidence=Evidence(stale=True),
        todo=ToDo(ask_company=topic.to_ask(platform)),
        choices=tuple(about(platform, topic) for topic in known[:MOST_OFFERED]),
    )
