"""The sentences and labels of an answer on one platform."""

from __future__ import annotations

from collections.abc import Sequence

from bot.replies.wording.grammar import begin_upper, within_answer, within_sentence

ROLES = {"guest": "Guest", "user": "You", "host": "Host", "admin": "Admin"}
ACCOUNT_HOLDER = "Account holder"
"""A user who may be somebody else than the asker."""
VERDICTS = {
    "no": "no",
    "yes": "yes",
    "opt-in": "only if somebody turns it on or agrees",
    "opt-out": "unless somebody turns it off",
    "depends": "it depends",
    "silent": "the document does not say",
    "unverified": "unknown: no reliable source found",
}
"""Each verdict in words, if its topic is clear from what stands around it."""
PAID_PLANS = "paid plans"
FOR_WHOM, SINCE = "For whom", "Since"
EXCEPTIONS = "Exceptions"
WHAT_TO_DO = "What to do"
ASK_THE_COMPANY = "You could ask the company"
NOT_ON_RECORD = "not on record"
NEVER_DATED = "never against a dated copy"
CHECK_AGAIN = "check again"
NOT_KNOWN = "Unknown"


def since_and_before(since: str, before: str) -> str:
    """Say from which day an answer holds ("" if not known), and what held before."""
    return f"{since or 'the beginning is not on record'}. Before that: {before}."


def meant(typed: str, name: str) -> str:
    """Say that a misspelt name was recognised."""
    return f"I read “{typed}” as {name}."


def local_note(layer: str, text: str) -> str:
    """Give a note of the asker's own organisation."""
    return f"Local note ({layer}): {text}"


def also(sentence: str) -> str:
    """Give the further reading of a question in one line."""
    return f"Also: {sentence}"


_EVERYBODY = frozenset(
    {"all plans", "all users", "all customers", "all accounts", "everybody", "everyone", "calls", "account holders", "all content"}
)


def is_everybody(scope: str) -> bool:
    """Return True if a scope leaves nobody out, or says by what it goes instead of for whom, so that it need not be said."""
    return scope in _EVERYBODY or scope.startswith("by ")


def for_part(scope: str, sentence: str) -> str:
    """Give the answer for some people only; a scope of several parts stands behind it."""
    if any(mark in scope for mark in ",:;"):
        return f"{sentence.removesuffix('.')} ({scope})."
    return f"For {scope}, {within_answer(sentence)}"


def with_plan(scope: str, plan: str) -> str:
    """Name a plan among those that a scope is about, unless it is named there."""
    return scope if plan in scope.casefold() else f"{scope}, the {plan} plan too"


def of_part(platform: str, scope: str, note: str) -> str:
    """Give the answer for some data only."""
    return f"{platform}, {scope}: {within_answer(note)}"


_NOTHING_ON = "I have nothing on "


def nothing_on(part: str) -> str:
    """Say that nothing is on record about the part that was asked for, in front of the general answer."""
    return f"{_NOTHING_ON}{part}; in general:"


def left_out(sentence: str) -> str:
    """Return of what a sentence says that nothing is on record, "" if it says something else."""
    return sentence.removeprefix(_NOTHING_ON).partition(";")[0].partition(". ")[0] if sentence.startswith(_NOTHING_ON) else ""


NEAREST, ON_CALLS = "the nearest answer:", "On calls:"
BESIDE_WHAT_IS_NAMED = (NEAREST, ON_CALLS, "”; in general:")
"""The ends of openings behind which stands an answer on something else; behind others one for everybody, so also for who is named."""
NO_TIME = f"I have no time in figures; {NEAREST}"


def nearest_to(matter: str) -> str:
    """Say that nothing is on record about the law, group or place that was named, in front of the answer that comes nearest."""
    return f"{_NOTHING_ON}{matter}; {NEAREST}"


def holds_too_for(whom: str) -> str:
    """Say that an answer for all plans is for the one that is named."""
    return f"That holds for {whom} too."


def no_difference_for(whom: str) -> str:
    """Say that what holds in general holds for those who are named, as far as is on record."""
    return f"No difference is on record for {whom}."


def otherwise(sentence: str) -> str:
    """Give what holds besides the part that was asked about."""
    return f"Otherwise: {within_answer(sentence)}"


def not_covered(content: str) -> str:
    """Say that the answer does not speak of what was asked about, in front of what it says of calls."""
    return f"{_NOTHING_ON}{content}. {ON_CALLS}"


def only_told(content: str, sentence: str) -> str:
    """Give the one thing that is on record about what was asked about, from the answer to another question."""
    return f"On {content} only this is on record: {within_answer(sentence)}"


def no_steps_for(whom: str) -> str:
    """Say that there are no steps for those, or against that, for which somebody asks how, in front of what there is."""
    return f"No steps on record for {whom}; what there is:"


AI_IN_THE_CALL = "the AI in the call"
NO_STEPS = "No steps on record; what there is:"


def takes_in(content: str) -> str:
    """Say that an answer holds for content that it does not name."""
    return f"This covers {content} too."


GUESTS = "people who are only in the call"
ROLES_IN_WORDS = {"guest": GUESTS, "user": "users", "host": "hosts", "admin": "admins"}
NOT_TIED = "Not on record: if the one changes the other."


NOT_ON_RECORD_BESIDES = "Not on record: "


def not_on_record_besides(what: str) -> str:
    """Say that the other half of a question has no answer on record."""
    return f"{NOT_ON_RECORD_BESIDES}{what}."


def no_word_on(platform: str, content: str) -> str:
    """Say that what was asked is not on record of what it was asked about."""
    return f"On {content} I have nothing that answers this for {platform}."


def on_content(platform: str, content: str, sentence: str, before: str = "") -> str:
    """Give what is on record about other content than calls; `before` is what a sentence that begins with "That" takes up."""
    if before and sentence.startswith(_POINTING_BACK):
        return f"{before} {sentence}"
    named = any(len(word) > _SHORT_WORD and word in sentence for word in platform.split())
    return sentence if named else of_part(platform, content, sentence)


_SHORT_WORD = 3
_POINTING_BACK = ("That ", "This ", "It ", "Its ", "They ", "These ", "There ")


def on_calls(sentence: str) -> str:
    """Give what holds for calls below an answer on something else."""
    return f"{ON_CALLS} {within_answer(sentence)}"


def for_those(scope: str, note: str) -> str:
    """Give what holds for some only, with whom or what it is about in front."""
    return f"{begin_upper(scope)}: {within_answer(note)}"


def on_record(topics: Sequence[str]) -> str:
    """Say what there is, if what was asked for is missing."""
    return f"I have sources on other questions: {'; '.join(within_sentence(topic) for topic in topics)}."


def nothing_to_turn_off(sentence: str) -> str:
    """Say that there is no training to opt out of, with the answer on training."""
    return f"Nothing to turn off: {within_answer(sentence)}"
