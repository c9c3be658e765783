"""Answer both halves of a question, or say of the one that is not on record that it is not."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bot.replies import dates, wording
from bot.replies.beside import goes_out_if_used
from bot.replies.first_line import first_line
from bot.replies.layout import first_steps
from bot.replies.matters import listed_besides
from bot.replies.offered import about
from bot.replies.part import said_in, statements_of
from bot.replies.repeats import mostly_repeats
from bot.replies.reply import Also, Reply
from bot.replies.steps import step_words
from bot.understanding import thresholds
from bot.understanding.asked_matters import details_asked, steps_asked
from bot.understanding.asked_scope import scope_of
from bot.understanding.question import Question
from bot.understanding.subject import HISTORY
from knowledge.base import Knowledge, answer_on
from knowledge.matters import Matter, plain, says_any
from knowledge.records import Answer
from knowledge.vocabulary import Role, says_nothing


def with_other_half(knowledge: Knowledge, first: Reply, second: Reply, condition: Sequence[str] = ()) -> Reply:
    """Return the reply to the first half of a question with the first line of that to the second; the rest goes into the details.

    `condition` are the words of the second half if it is a condition of the first.
    """
    topic = second.topics[0]
    if topic == first.topics[0] or _is_told(knowledge, second.part.about, first):
        return first
    if condition and goes_out_if_used(first):  # the condition is that use
        return first._replace(said=first.said._replace(opening="", opening_words=""))
    if condition:
        told = said_in(f"{first.said.sentence} {first.said.headline} {first.said.detail}", condition) >= thresholds.TOLD_OF_CONDITION
        return first if told else first._replace(lead=(*first.lead, wording.NOT_TIED))
    return with_line(first, knowledge, Also(first.platforms[0], topic, second.verdict, first_line(second), asked=True))


def with_line(reply: Reply, knowledge: Knowledge, line: Also, most: int = 0) -> Reply:
    """Return a reply with a further line below its first one; what stood there goes into the details unless all has `most` letters."""
    choice = about(knowledge.platforms[line.platform], knowledge.topics[line.topic])
    told = (first_line(reply), reply.said.headline, reply.said.general, line.headline)
    keeps = (reply.todo.steps_first and reply.todo.steps) or sum(map(len, told)) <= most
    return reply._replace(
        said=reply.said._replace(
            sentence=reply.said.sentence if keeps else _without_opening(reply),
            headline=reply.said.headline if keeps else "",
            general=reply.said.general if keeps else "",
            detail=f"{reply.said.headline} {reply.said.detail}".strip(),
        ),
        also=(line,),
        choices=(choice, *(offered for offered in reply.choices if offered.asks != choice.asks)),
    )


def with_things_listed(reply: Reply, others: Sequence[Reply]) -> Reply:
    """Return a reply that tells of each thing that a question names at once, or says that it is not on record."""
    for other in others:
        about, said = other.part, other.said
        if said.not_on_record == reply.said.not_on_record and about.place == reply.part.place:
            continue
        if missing := wording.left_out(said.not_on_record):
            line = wording.not_on_record_besides(missing)
            told = bool(reply.said.not_on_record) or line in reply.lead
            reply = reply if told else reply._replace(lead=(*reply.lead, line))
        elif about.place is not None and not any(mostly_repeats(line, said.sentence) for line in _told(reply)):
            also = Also(other.platforms[0], other.topics[0], other.verdict, first_line(other), asked=True)
            reply = reply._replace(also=(*reply.also, also))
    return reply


def _told(reply: Reply) -> tuple[str, ...]:
    """Return what the brief of a reply says, line by line."""
    said = f"{reply.said.sentence} {reply.said.headline}"
    return (said, reply.said.general, *reply.lead, *(line.headline for line in reply.also))


def _is_told(knowledge: Knowledge, content: str, reply: Reply) -> bool:
    """Return True if a reply tells of some content, of which the other half has less."""
    shown = plain(f"{reply.said.sentence} {reply.said.headline}")
    return any(matter.name == content and matter.is_mentioned_in(shown) for matter in knowledge.matters)


def _without_opening(reply: Reply) -> str:
    """Return what a first line says behind its opening."""
    return first_line(reply._replace(said=reply.said._replace(not_on_record="", opening_words="")))


def with_details(reply: Reply, knowledge: Knowledge, question: Question) -> Reply:
    """Return a reply that tells what is asked besides, such as whose models are used, or says that it is not on record."""
    words, entry = question.text.words, answer_on(knowledge.platforms[reply.platforms[0]], reply.topics[0])
    for matter in details_asked(knowledge, words):
        reply = _with_detail(reply, knowledge, matter)
    if ("since", "when") in pairwise(words) and entry is not None and not reply.as_of and not reply.part.of_part:
        reply = _with_beginning(reply, knowledge, entry)
    for matter in steps_asked(knowledge, reply.topics[0], words) if entry is not None and not reply.as_of else ():
        roles = scope_of(knowledge, question, reply.topics[0]).roles or question.manner.speaks_as
        reply = _with_step(reply, knowledge, matter, roles)
    besides = listed_besides(knowledge, entry, words, question.scope) if entry is not None and not reply.as_of else []
    besides = [name for name in besides if name != reply.part.about]  # said already
    return reply._replace(lead=(*reply.lead, wording.not_on_record_besides(wording.either(besides)))) if besides else reply


def _with_beginning(reply: Reply, knowledge: Knowledge, entry: Answer) -> Reply:
    """Return a reply that tells since when it holds, or that this is not on record."""
    since = dates.in_words(entry.since) if entry.since else ""
    if (since or "since") in _told(reply) or HISTORY in {line.topic for line in reply.also}:
        return reply
    return reply._replace(lead=(*reply.lead, wording.holds_since(reply.title, knowledge.topics[entry.topic].name, since)))


def _with_detail(reply: Reply, knowledge: Knowledge, matter: Matter) -> Reply:
    shown = (
        reply.said.sentence,
        reply.said.headline,
        reply.said.general,
        *(line.headline for line in reply.also),
        *(reply.todo.steps if reply.todo.steps_first else ()),
    )
    if matter.is_mentioned_in(plain(" ".join(shown))):
        return reply
    entry = answer_on(knowledge.platforms[reply.platforms[0]], reply.topics[0])
    telling = [one for one in statements_of(entry) if matter.is_mentioned_in(one.words)] if entry is not None and not reply.as_of else []
    if not telling and not reply.as_of and (elsewhere := _detail_elsewhere(reply, knowledge, matter)):
        return reply._replace(also=(*reply.also, elsewhere))
    if not telling:
        return reply._replace(lead=(*reply.lead, wording.not_on_record_besides(matter.name)))
    [said, *_] = telling
    sentence = said.sentence if said.condition is None else wording.for_those(said.condition.applies_to.text, said.sentence)
    if reply.todo.steps_first and reply.todo.steps:  # which stand in the place of the headline
        return reply._replace(lead=(*reply.lead, sentence))
    detail = f"{reply.said.headline} {reply.said.detail}".replace(sentence, "").strip()
    return reply._replace(said=reply.said._replace(headline=sentence, headline_first=False, detail=detail))


def _detail_elsewhere(reply: Reply, knowledge: Knowledge, matter: Matter) -> Also | None:
    """Return what the answer to another topic says of a detail, in a line; None if none does."""
    platform = knowledge.platforms[reply.platforms[0]]
    shown = {*reply.topics[:1], *(line.topic for line in reply.also)}
    for entry in filter(None, (answer_on(platform, topic) for topic in matter.elsewhere if topic not in shown)):
        for said in statements_of(entry):
            if matter.is_mentioned_in(said.words):
                sentence = said.sentence if said.condition is None else wording.for_those(said.condition.applies_to.text, said.sentence)
                return Also(platform.slug, entry.topic, entry.verdict, sentence, asked=True)
    return None


def _with_step(reply: Reply, knowledge: Knowledge, matter: Matter, roles: Sequence[Role]) -> Reply:
    """Return a reply that tells the step which somebody asks about, theirs if there is one, or says that none is on record."""

    def tells(step: str) -> bool:
        return says_any(plain(step), matter.told)

    platform = knowledge.platforms[reply.platforms[0]]
    if reply.todo.steps_first and any(map(tells, first_steps(reply.todo))):
        return reply
    own, *others = (
        [step for step in entry.steps if tells(step.do)] if (entry := answer_on(platform, topic)) is not None else []
        for topic in (reply.topics[0], *matter.elsewhere)
    )
    theirs = [step for steps in (own, *others) for step in steps if step.who in roles]
    steps = theirs or sorted(own, key=lambda step: step.who != "user")
    if not steps:
        known = reply.said.not_on_record or (reply.verdict is not None and says_nothing(reply.verdict))
        return reply if known else reply._replace(lead=(*reply.lead, wording.not_on_record_besides(matter.name)))
    step = step_words(steps[0])
    if not reply.todo.steps_first:
        return reply._replace(lead=(*reply.lead, step))
    todo = reply.todo._replace(steps=(step, *(other for other in reply.todo.steps if other != step)))
    return reply._replace(todo=todo, said=reply.said._replace(not_on_record=""))
