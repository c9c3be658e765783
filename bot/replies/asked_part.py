"""Choose the part of an answer that a question asks for, and find it again when a button asks for it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.replies import wording
from bot.replies.matters import part_on, place_on_group, statement_on
from bot.replies.part import SENTENCE_END, WHOLE, Part, Statement, find_part, names_scope, statements_of
from bot.replies.reply import Also
from bot.replies.reply_context import ReplyContext
from bot.understanding.asked_matters import content_asked
from knowledge.base import Knowledge
from knowledge.matters import Matter
from knowledge.records import Answer, Condition, Platform

LONGEST_FIRST = 150
"""A headline up to this length can stand in the first line."""


def part_asked(knowledge: Knowledge, platform: Platform, entry: Answer, context: ReplyContext, asked: Sequence[Condition]) -> Part:
    """Return the part that was asked for: the one found before, that on other content than calls, or the one that the words name.

    `asked` are the conditions for those who ask.
    """
    if context.place is not None:
        return _part_again(knowledge, entry, context.place)
    content = content_asked(knowledge, entry.topic, context.said, context.told)
    if content is not None:
        part = part_on(knowledge, content, entry, context.words, context.scope)
        on_it = any(set(content.data) & set(condition.applies_to.data) for condition in asked)
        return WHOLE if part.place is None and on_it else part
    if asked:
        return WHOLE
    if (place := place_on_group(knowledge, entry, context.for_whom)) is not None:
        return Part(place, of_group=True)
    part = find_part(knowledge, platform, entry, context.words) if context.words else WHOLE
    says_how = context.form == "howto" and entry.steps and part.place is not None and statements_of(entry)[part.place].condition is None
    return WHOLE if says_how else part


def _part_again(knowledge: Knowledge, entry: Answer, place: int) -> Part:
    """Return the part at a place that was found before; behind the last statement stand the matters of which the answer does not speak."""
    behind = place - len(statements_of(entry))
    if behind < 0:
        return Part(place)
    return Part(about=knowledge.matters[behind].name) if behind < len(knowledge.matters) else WHOLE


def place_of(knowledge: Knowledge, entry: Answer, part: Part, leading: Condition | None) -> int | None:
    """Return the place by which the part that is shown can be found again."""
    statements = statements_of(entry)
    if leading is not None:
        return statements.index(Statement(leading.note, leading))
    if part.about and part.place is None:
        return len(statements) + next(index for index, matter in enumerate(knowledge.matters) if matter.name == part.about)
    return part.place


def is_asked_for(condition: Condition, part: Part, context: ReplyContext) -> bool:
    """Return True if a condition with a part of the answer is what was asked for, not just something said in it."""
    return context.place is not None or bool(part.about) or part.of_group or names_scope(condition, context.words)


def with_next_sentence(sentence: str, entry: Answer) -> str:
    """Return a sentence of an answer with the one behind it, which may take it back, if the two are short enough to lead."""
    behind = entry.detail.partition(sentence)[2].strip()
    following = SENTENCE_END.split(behind)[0] if behind and sentence != entry.headline else ""
    return f"{sentence} {following}" if following and len(sentence) + len(following) < LONGEST_FIRST else sentence


def elsewhere(knowledge: Knowledge, platform: Platform, topics: Sequence[str], part: Part, context: ReplyContext) -> tuple[Also, ...]:
    """Return what the answer to another topic says on the part that was asked for."""
    content = content_asked(knowledge, topics[0], context.said, context.told) if part.about and part.place is None else None
    if content is None:
        return ()
    return in_one_line_on(content, platform, [topic for topic in content.elsewhere if topic != topics[0]], context.words)


def in_one_line_on(content: Matter, platform: Platform, topics: Sequence[str], words: Sequence[str]) -> tuple[Also, ...]:
    """Return what the answers to some topics say of some content, in a line, if one says anything."""
    found = statement_on(content, platform, topics, words)
    if found is None:
        return ()
    topic, said = found
    if said.condition is None:
        return (Also(platform.slug, topic, None, wording.on_content(platform.name, content.name, said.sentence)),)
    line = wording.of_part(platform.name, said.condition.applies_to.text, said.sentence)
    return (Also(platform.slug, topic, said.condition.verdict, line),)
