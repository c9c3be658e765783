"""Say what a question names and an answer leaves out: content, a part, a law, a group, a place, or those who ask."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from bot.replies import wording
from bot.replies.matters import LOCATION, missing_matters, missing_regions, regions_left_out
from bot.replies.part import Part, said_in, statements_of
from bot.replies.reply import Reply
from bot.replies.reply_context import ReplyContext
from bot.replies.scoped import asked_words, fits, has_step_for, steps_for
from bot.understanding.features import stem
from bot.understanding.scope import EMPLOYERS, AskedScope
from bot.understanding.subject import OPT_OUT
from knowledge.base import Knowledge
from knowledge.matters import plain, says_any
from knowledge.records import Answer, Condition
from knowledge.vocabulary import Data, Plan, says_nothing

_HOW_BOUT = frozenset({("how", "bout"), ("how", "about")})
"""Words that ask for no way to do something."""
_ASKED_HOW = frozenset({"ai-training", "biometrics", "retention", "human-review"})
"""Topics whose words name what somebody wants switched off."""
_HELPING = {stem("keep")}
"""And one that names nothing: "it keeps joining", "keep it out"."""
_ON_TRAINING = re.compile(r"\b(?:train|learn|improve|global models|share data|data contribution)")
"""Words of a step, or of somebody who asks, for what AI learns from."""
_OF_AI_IN_CALL = re.compile(r"\b(?:ai|auto-?record|recording|join|summar|notes?|features?|assistant|captions?|insights?)\b")
"""Words of a step on what AI does in a call."""
_NO_SWITCH = re.compile(r"\bnothing to turn off\b|\bno switch for AI\b")
"""Words of a headline that knows of no way to switch AI in a call off."""
_SWITCHING = re.compile(r"\b(?:turn|switch|leave|off|do not|unused)\b")
"""Words of a step that keeps AI out all the same, such as out of chats."""
_GUESTS = tuple("guest participant attendee other others anybody anyone patient client applicant customer caller".split())
"""Words of a headline for those who are only in the call."""
_NAMED_PLANS: frozenset[Plan] = frozenset({"free", "individual", "business", "enterprise"})
"""Plans that somebody means who names them; "kids" or "patients" in passing ask for no plan."""
_ALL_PLANS = re.compile(r"\b(?:all|every) (?:plans?|accounts?|customers?|users?)\b(?! (?:but|without|on|of))")
"""Words of the scope of an answer that leaves out no plan."""
_OUTSIDE = re.compile(r"(?:Authorities o|O)utside (?:the )?(Europe|EU|US|United States|UK|China)\b")
"""The beginning of a sentence for all regions but one."""
MANY_PLANS = 4
"""An answer for so many plans leaves nobody out who would notice."""
_OF_CALLS: frozenset[Data] = frozenset({"audio", "video", "recording", "transcript", "summary"})


def not_on_record(
    knowledge: Knowledge, entry: Answer, asked: Sequence[Condition], part: Part, context: ReplyContext, *, whole: bool
) -> str:
    """Say which part, law, group or place that the question names the answer leaves out; "" if there is none.

    `whole` tells that the answer as a whole is shown.
    """
    if part.about and part.place is None:
        if _is_told_as(knowledge, part.about, asked[0].note if len(asked) == 1 else entry.headline):
            return ""
        leads_on_calls = len(asked) != 1 or in_calls(asked[0])
        return wording.not_covered(part.about) if leads_on_calls else wording.nearest_to(part.about)
    if part.missing:
        return wording.nothing_on(wording.quoted(part.missing))
    text = _everything_in(entry)
    if not says_nothing(entry.verdict):
        if matter := missing_matters(knowledge, entry.topic, context.for_whom, text):
            return wording.nearest_to(matter)
        # Where no place can be chosen, the answer says where everything lies.
        if entry.topic == LOCATION and entry.verdict != "no" and (region := missing_regions(context.named, text)):
            return wording.nearest_to(region)
    if whole and entry.topic == OPT_OUT and "guest" in context.scope.roles and not _speaks_of_guests(entry):
        return wording.nothing_on(wording.GUESTS)
    left_out = whole and _leaves_out(entry, context.named) and _is_not_told_apart(entry, asked, context)
    return wording.nothing_on(asked_words(context.named)) if left_out else ""


def missing_steps(knowledge: Knowledge, entry: Answer, context: ReplyContext) -> str:
    """Say that there are no steps for what somebody asks how to do: none at all, none for those who ask, or none on what they name."""
    roles = context.roles
    if not _HOW_BOUT.isdisjoint(pairwise(context.said)):
        return ""
    if entry.topic == OPT_OUT and entry.steps and _is_on_training_only(entry, context):
        return wording.no_steps_for(wording.AI_IN_THE_CALL)
    if not entry.steps:
        return "" if says_nothing(entry.verdict) else wording.NO_STEPS
    if not has_step_for(entry.steps, roles, context.asking):
        return wording.no_steps_for(wording.either([wording.ROLES_IN_WORDS[role] for role in roles]))
    if says_nothing(entry.verdict):
        return ""
    conditions = (f"{condition.applies_to.text} {condition.note}" for condition in entry.conditions)
    steps = (f"{step.do} {step.where or ''}" for step in entry.steps)
    told = " ".join((entry.headline, entry.detail, *conditions, *steps))
    nouns = {stem(word) for topic in _ASKED_HOW & knowledge.topics.keys() for word in knowledge.topics[topic].words}
    left_out = [word for word in context.words if stem(word) in nouns - _HELPING and not said_in(told, (word,))]
    return wording.no_steps_for(wording.quoted(left_out[0])) if left_out and entry.topic == OPT_OUT else ""


def are_steps_on_something_else(entry: Answer, context: ReplyContext) -> bool:
    """Return True if somebody wants the AI off, and the first step is on training, or switches nothing where nothing can be."""
    if entry.topic != OPT_OUT or not entry.steps or not _wants_ai_off(context):
        return False
    first = steps_for(entry, context.roles, context.asking)[0]
    no_switch = _NO_SWITCH.search(entry.headline) is not None and not _SWITCHING.search(first.do.lower())
    return no_switch or _is_on_training_only(entry, context)


def _wants_ai_off(context: ReplyContext) -> bool:
    return "ai" in context.said and not _ON_TRAINING.search(" ".join(context.said))


def _is_on_training_only(entry: Answer, context: ReplyContext) -> bool:
    """Return True if somebody wants the AI off and the first step, and every other one of that role, is on what it learns from."""
    if not _wants_ai_off(context):
        return False
    first, *others = steps_for(entry, context.roles, context.asking)
    on_the_call = (step for step in others if step.who == first.who and not _ON_TRAINING.search(step.do.lower()))
    return bool(_ON_TRAINING.search(first.do.lower())) and not any(_OF_AI_IN_CALL.search(step.do.lower()) for step in on_the_call)


def _is_told_as(knowledge: Knowledge, content: str, shown: str) -> bool:
    """Return True if what is shown speaks of the general kind of some content, such as chats where group chats were asked about.

    Of contents with the same data the last in `matters.toml` is the general one; one that is named more closely is another.
    """
    contents = [matter for matter in knowledge.matters if matter.kind == "content"]
    data = {kind for matter in contents if matter.name == content for kind in matter.data}
    alike = [matter for matter in contents if data & set(matter.data)]
    named = next((matter for matter in alike if matter.is_asked(plain(shown))), None)
    return named is not None and named is alike[-1]


def _speaks_of_guests(entry: Answer) -> bool:
    """Return True if an answer says what those can do who are only in the call."""
    of_guests = any("guest" in condition.applies_to.role for condition in entry.conditions) or "guest" in entry.applies_to.role
    return of_guests or any(step.who == "guest" for step in entry.steps) or says_any(plain(entry.headline), _GUESTS)


def same_for_all(entry: Answer, asked: Sequence[Condition], context: ReplyContext) -> str:
    """Say that the answer for all is for the plan that somebody names too, or that none of its own is on record for plan or region.

    A sentence for all regions but one is told to whoever names another.
    """
    told, scope = _everything_in(entry), context.named
    is_named = len(regions_left_out(scope, told)) < len(scope.regions) or says_any(plain(told), scope.plans)
    outside = next((said.sentence for said in statements_of(entry) if _OUTSIDE.match(said.sentence)), "") if scope.regions else ""
    if outside and not asked:
        return outside if len(regions_left_out(scope, _OUTSIDE.findall(outside)[0])) == len(scope.regions) else ""
    if is_named or says_nothing(entry.verdict):
        return ""
    of_plan = EMPLOYERS.isdisjoint(context.words) and not _NAMED_PLANS.isdisjoint(scope.plans) and not scope.regions
    if of_plan and not asked and _is_of_all(entry, scope.plans):
        return wording.holds_too_for(asked_words(scope))
    if _leaves_out(entry, scope) or not _is_not_told_apart(entry, asked, context):
        return ""
    return wording.no_difference_for(asked_words(scope))


def _everything_in(entry: Answer) -> str:
    """Return all that an answer says."""
    conditions = (f"{condition.applies_to.text} {condition.note}" for condition in entry.conditions)
    return " ".join((entry.applies_to.text, entry.headline, entry.detail, *conditions))


def _leaves_out(entry: Answer, scope: AskedScope) -> bool:
    """Return True if an answer is for other plans or regions than those that a question names."""
    return bool((scope.plans and entry.applies_to.plan) or (scope.regions and entry.applies_to.region))


def _is_not_told_apart(entry: Answer, asked: Sequence[Condition], context: ReplyContext) -> bool:
    """Return True if somebody names a plan or a region of which the answer says nothing; "at work" names none."""
    scope = context.named
    plans = _NAMED_PLANS & set(scope.plans) if EMPLOYERS.isdisjoint(context.words) and not _is_of_all(entry) else ()
    is_told = entry.topic == LOCATION or not regions_left_out(
        scope, f"{entry.headline} {entry.detail}"
    )  # the answer is about regions there
    regions = () if is_told else scope.regions
    scopes = (entry.applies_to, *(condition.applies_to for condition in entry.conditions))
    return bool((plans or regions) and not asked and not any(fits(one, scope) for one in scopes))


def _is_of_all(entry: Answer, plans: Sequence[Plan] = ()) -> bool:
    """Return True if an answer says that it is for all plans, or is for many with some among them and does not tell them apart."""
    of_many = len(entry.applies_to.plan) >= MANY_PLANS and entry.verdict != "depends" and {*plans} <= {*entry.applies_to.plan}
    return _ALL_PLANS.search(entry.applies_to.text) is not None or (bool(plans) and of_many)


def in_calls(condition: Condition) -> bool:
    """Return True unless a condition speaks of data that is not of calls, such as chats."""
    return not condition.applies_to.data or bool(_OF_CALLS & set(condition.applies_to.data))


def missing_in_all(replies: Sequence[Reply]) -> str:
    """Return what each of several answers says that it has not on record; "" if one has it, or another thing is missing there."""
    missing = {reply.said.not_on_record for reply in replies if reply.verdict and not says_nothing(reply.verdict)}
    return missing.pop() if len(missing) == 1 else ""


def tells_of_it(replies: Sequence[Reply]) -> list[bool]:
    """Return for each of several answers whether its verdict is on what the question names, or none of them has that on record."""
    missing = missing_in_all(replies)
    beside = [reply.said.not_on_record.endswith(wording.BESIDE_WHAT_IS_NAMED) or reply.is_told_in_words for reply in replies]
    return [bool(missing) or not is_beside for is_beside in beside]


def without(missing: str, reply: Reply) -> Reply:
    """Return a reply that does not say what is missing, if that is said of several answers at once."""
    return reply._replace(said=reply.said._replace(not_on_record="")) if reply.said.not_on_record == missing else reply
