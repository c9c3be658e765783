"""Tell the steps of an answer: whose come first, in one line each, and what they cannot switch off."""

from __future__ import annotations

import re

from bot.replies import dates, wording
from bot.replies.not_on_record import are_steps_on_something_else
from bot.replies.part import statements_of
from bot.replies.repeats import mostly_repeats
from bot.replies.reply import ToDo
from bot.replies.reply_context import ReplyContext
from bot.replies.scoped import has_step_for, steps_for
from bot.understanding.kinds import JOINING as JOINING_KINDS
from bot.understanding.subject import BOTS, OPT_OUT
from knowledge.records import Answer, Condition, Platform, Step
from knowledge.topics import Topic
from knowledge.vocabulary import Role, Verdict, says_nothing

_WITHOUT_SWITCH = re.compile(r"\b(?:cannot be (?:switched|turned) off|ha(?:s|ve) no switch)\b")
"""Words of a sentence on what stays on, whatever the steps."""


def todo(platform: Platform, topic: Topic, entry: Answer, verdict: Verdict, context: ReplyContext) -> ToDo:
    """Return what can be done about an answer that is shown with a verdict."""
    has_step = has_step_for(entry.steps, context.roles or ("user",), context.asking)
    others: tuple[Role, ...] = ()
    if {"guest"}.issuperset(context.roles):  # whoever asks may be, or ask, one of these
        others = ("host", "admin", "guest") if any(step.who == "user" for step in entry.steps) else ("host", "guest", "admin")
    steps = steps_for(entry, context.roles if has_step else others, context.asking)
    joins = platform.kind in JOINING_KINDS  # and its user is seldom the one who wants it out
    is_open = not context.roles and (entry.topic == BOTS or (joins and entry.topic == OPT_OUT) or not has_step)
    asks = "user" in context.roles or not (context.roles or (joins and entry.topic == BOTS))
    return ToDo(
        steps=tuple(step_words(step, user_asks=asks) for step in steps),
        of_each=is_open and platform.status != "retired",
        steps_first=context.form == "howto" and not are_steps_on_something_else(entry, context),
        ask_company=topic.to_ask(platform) if says_nothing(verdict) else "",
    )


def own_step(entry: Answer, leading: Condition | None, context: ReplyContext) -> tuple[str, ...]:
    """Return the step of somebody who names a role and asks if they can, not how, unless the part that is shown tells theirs."""
    roles = context.roles
    if context.form == "howto" or entry.topic != OPT_OUT or (leading is not None and leading.verdict != "no"):
        return ()
    own = [step for step in steps_for(entry, roles, context.asking) if step.who in roles]
    return (step_words(own[0]),) if own and not (leading and mostly_repeats(leading.note, own[0].do)) else ()


def without_switch(entry: Answer, context: ReplyContext) -> tuple[str, ...]:
    """Return the sentence of the detail on what cannot be switched off, for somebody who asks how to switch off."""
    if context.form != "howto" or entry.topic != OPT_OUT:
        return ()
    told = (said.sentence for said in statements_of(entry)[1:] if said.condition is None)
    return tuple(sentence for sentence in told if _WITHOUT_SWITCH.search(sentence))


def step_words(step: Step, *, user_asks: bool = True) -> str:
    """Return a step in one line: who, what, where, and when the path was seen; a user who does not ask is no "you"."""
    where = f" ({step.where})" if step.where else ""
    seen = f" [seen {dates.in_words(step.seen)}]" if step.seen else ""
    who = wording.ROLES[step.who] if user_asks or step.who != "user" else wording.ACCOUNT_HOLDER
    return f"{who}: {step.do}{where}{seen}"
