"""What a question adds to the answer that everybody gets: what it takes for granted set right, how it was read, what else it may mean."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from bot.replies import premise, wording
from bot.replies.answer import Asking, answer
from bot.replies.offered import about
from bot.replies.reply import Choice, Reply
from bot.understanding.aliases import How, NameMatch
from bot.understanding.decide import Decision
from bot.understanding.intent import asserts
from bot.understanding.question import Question
from knowledge.base import Knowledge


class Added(NamedTuple):
    """What stands before an answer's own warnings, what behind them, and what is offered first."""

    corrections: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()

    def to(self, reply: Reply) -> Reply:
        """The reply with it."""
        if self == NOTHING:
            return reply
        return reply._replace(lead=(*self.corrections, *reply.lead, *self.readings), choices=(*self.choices, *reply.choices))


NOTHING = Added()


def misspelt(question: Question) -> list[NameMatch]:
    """The names of a question that were not spelt right: what is said of them repeats the person's words."""
    return [match for match in question.names if match.how is How.FUZZY]


def added_by(knowledge: Knowledge, question: Question, decision: Decision, today: date) -> Added:
    """What a question adds to the answer on one platform; how sure its reading is, is kept apart from how sure the fact is."""
    if decision.kind != "answer" or len(decision.platforms) > 1:
        return NOTHING
    slug, corrections = decision.platforms[0], tuple[str, ...]()
    if asserts(question.text):
        reply = answer(knowledge, slug, decision.topics, Asking(today, question.scope, question.period))
        corrections = premise.corrections(question, knowledge.platforms[slug], decision.topics, reply)
    readings = [
        wording.meant(question.text.between(match.start, match.end), knowledge.platforms[match.alias.target].name)
        for match in misspelt(question)
        if match.alias.target == slug
    ]
    if not decision.second_close:
        return Added(corrections, tuple(readings)) if corrections or readings else NOTHING
    platform = knowledge.platforms[slug]
    readings.append(wording.read_as(knowledge.topics[decision.topics[0]].name, platform.name))
    second = about(platform, knowledge.topics[decision.topics[1]])
    second = second._replace(label=f"Did you mean: {wording.within_sentence(second.label)}")
    return Added(corrections, tuple(readings), (second,))
