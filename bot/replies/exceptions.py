"""Find the part of an answer that a flat Yes or No would leave out, though it holds for those who ask too."""

from __future__ import annotations

from bot.replies.not_on_record import in_calls
from bot.replies.reply_context import ReplyContext
from bot.replies.scoped import asks_about_content, fits
from knowledge.records import Answer, Condition
from knowledge.vocabulary import says_nothing

_ANY_DATA = frozenset("data info information details anything something everything".split())
"""Words of a question that is not on calls alone."""


def left_out(entry: Answer, leading: Condition | None, context: ReplyContext) -> Condition | None:
    """Return the first condition that says otherwise of what is asked: data that is not of calls, or every plan's calls below one's."""
    verdict = (leading or entry).verdict
    if verdict not in {"yes", "no"}:
        return None
    others = (one for one in entry.conditions if one is not leading and one.verdict != verdict and not says_nothing(one.verdict))
    fitting = (one for one in others if not (context.scope.regions and one.applies_to.region) or fits(one.applies_to, context.scope))
    if leading is None:
        on_data = not _ANY_DATA.isdisjoint(context.said) and not asks_about_content(context.stems)
        return next((one for one in fitting if on_data and not in_calls(one)), None)
    for_a_plan = bool(leading.applies_to.plan) and fits(leading.applies_to, context.scope)
    on_all_plans = (one for one in fitting if in_calls(one) and not (one.applies_to.plan or one.applies_to.role))
    return next((one for one in on_all_plans if for_a_plan), None)
