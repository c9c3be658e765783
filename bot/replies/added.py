"""Add to an answer what the question calls for: a premise set right, how it was read, what else it may mean."""

from __future__ import annotations

from bot.replies import premise, wording
from bot.replies.offered import about
from bot.replies.reply import Reply
from bot.understanding.decide import Decision
from bot.understanding.question import Question
from knowledge.base import Knowledge


def with_reading(reply: Reply, knowledge: Knowledge, question: Question, decision: Decision) -> Reply:
    """Return the answer on one platform with corrections in front and readings behind its own warnings; other replies as they are."""
    if decision.kind != "answer" or len(decision.platforms) > 1:
        return reply
    platform = knowledge.platforms[decision.platforms[0]]
    corrections = (
        premise.corrections(question, platform, decision.topics, reply) if question.reading.form.best in {"truth", "statement"} else ()
    )
    readings = [
        wording.meant(question.text.between(match.start, match.end), platform.name)
        for match in question.names
        if match.misspelt and match.alias.target == platform.slug
    ]
    choices = reply.choices
    if decision.also:
        readings.append(wording.read_as(knowledge.topics[decision.topics[0]].name, platform.name))
        second = about(platform, knowledge.topics[decision.also[0]])
        choices = (second._replace(label=wording.did_you_mean(second.label)), *choices)
    return reply._replace(lead=(*corrections, *reply.lead, *readings), choices=choices)
