"""Every fixed sentence of a reply, in one place, so that the voice can be read through at once."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Sequence

PURPOSE = "I answer one question: can this platform use my calls for AI? Name a platform and what you want to know about it."
EXAMPLES = ("Can Zoom use my calls for AI?", "How do I turn off AI notes in Teams?", "Which platform does not train on calls?")

ROLES = {"guest": "Guest", "user": "You", "host": "Host", "admin": "Admin"}
VERDICTS = {
    "no": "no",
    "yes": "yes",
    "opt-in": "only after somebody agrees or switches it on",
    "opt-out": "unless somebody switches it off",
    "depends": "it depends",
    "silent": "the document does not say",
    "unverified": "not verified",
}
"""A verdict in words where its topic is clear from what stands around it."""


FOR_WHOM, SINCE = "For whom", "Since"
EXCEPTIONS = "Exceptions"
ASK_NEXT = "Ask next"
WHAT_TO_DO = "What to do"
WHAT_CHANGED, BEFORE_AND_AFTER = "What changed", "Before and after"
ASK_THE_COMPANY = "You could ask the company"
TABLE_COLUMNS = ("Platform", "Answer", FOR_WHOM, SINCE, "Last verified")
NOT_ON_RECORD = "not on record"
NEVER_DATED = "never against a dated copy"
CHECK_AGAIN = "check again"
CLAIM, TODAY = "Claim", "Today"
CLAIMS_IN_MESSAGE = "Claims in this message"
NOT_KNOWN = "Not known"
NO_CLAIM = "I found no claim in it that I can check."


def claims_found(count: int) -> str:
    """How many claims of a post follow."""
    return f"{count} claim{'' if count == 1 else 's'} I can check:"


def confidence(level: str) -> str:
    """How sure an answer is."""
    return f"Confidence: {level}."


def since_and_before(since: str, before: str) -> str:
    """The day from which an answer holds ("" if not known), and what held before."""
    return f"{since or 'the beginning is not on record'}. Before that: {before}."


def either(names: Sequence[str]) -> str:
    """Names as a choice: "A, B or C"."""
    return _listed(names, "or")


def both(names: Sequence[str]) -> str:
    """Names as a list: "A, B and C"."""
    return _listed(names, "and")


def _listed(names: Sequence[str], word: str) -> str:
    return f"{', '.join(names[:-1])} {word} {names[-1]}" if len(names) > 1 else "".join(names)


def read_as(topic: str, platform: str) -> str:
    """How an unsure question was read."""
    return f"I read this as a question on {platform}: {within_sentence(topic)}."


def did_you_mean(topic: str) -> str:
    """The button with the other reading of an unsure question."""
    return f"Did you mean: {within_sentence(topic)}"


def meant(typed: str, name: str) -> str:
    """That a misspelt name was recognised."""
    return f"I read “{typed}” as {name}."


def overdue(when: str, since_then: str) -> str:
    """The warning before an answer that is past its review interval."""
    return f"Check before you rely on this: it was last verified {on(when)}, {since_then}, and may have changed since."


NEVER_VERIFIED = "Not verified against a dated copy: take it as a lead, and look at the page yourself."


def verified(when: str, since_then: str, by: str) -> str:
    """The line on when an answer was verified."""
    return f"Last verified: {when} ({since_then}), by {by}."


def retired(platform: str, when: str | None, successor: str | None) -> str:
    """That a platform is gone; `when` is None where no day is on record."""
    if when is None:
        return f"{platform} has been retired; the day is not on record. What follows is the last position on record."
    after = f" What came after it: {successor}." if successor else ""
    return f"{platform} was retired {on(when)}.{after} What follows is the last position on record."


def as_of(when: str) -> str:
    """That the answer is about the past."""
    return f"This is what held {on(when)}, not today."


def on(when: str) -> str:
    """A date with the preposition that it needs: "on 11 August 2023", "in 2023"."""
    return f"on {when}" if when[0].isdigit() and " " in when else f"in {when}"


def not_on_record(platform: str, when: str) -> str:
    """That nothing is known about a day in the past."""
    return f"I have nothing on record for {platform} at that time ({when}), so I can't say what held then."


def no_entry(platform: str, topic: str) -> str:
    """That the knowledge base has nothing on a topic."""
    return f"I don't know: I have no source on this for {platform} ({within_sentence(topic)})."


def scope_not_covered(asked: str) -> str:
    """That an entry does not tell apart what was asked for."""
    return f"The entry does not say anything special for {asked}; this is what it says in general."


NOT_SO = "Good that you ask: the documents say otherwise."


def not_true(claim: str) -> str:
    """The first words where a premise does not hold."""
    return f"Good that you ask, because it is often repeated: “{claim}” is not what the documents say."


def outdated(claim: str, period: str) -> str:
    """The first words where a premise did hold once."""
    return f"That was so once, but no longer: “{claim}” held {period}."


def same_call(names: Sequence[str]) -> str:
    """The headline for two platforms in one call."""
    return f"In one call with {both(names)} the rules of each hold for what it gets to hear. The stricter concern comes first."


def unknown(names: Sequence[str]) -> str:
    """That a product is not covered."""
    return f"I know nothing about {either(names)}, so I won't guess."


def nearest(names: Sequence[str]) -> str:
    """The known platforms that come nearest."""
    return f"What I do know nearby: {both(names)}."


NOTED = "Ask the people who curate Smallprint to add it; every platform needs sources before I can answer."
TOO_LONG = "That is too long for a question. Put it in a few words, or give a whole post to `smallprint claims`."
WHICH_TOPIC = "What do you want to know about {platform}?"
BETTER_NONE = "No platform on record has a better answer on this than {platform}."
RANKED_BY = "Ranked by the recorded answer on “{question}”, then by how well it is founded. It says nothing about price or features."


def within_sentence(words: str) -> str:
    """A phrase that begins with a capital, for use inside a sentence: "AI training" keeps its capitals."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def begin_upper(words: str) -> str:
    """Return a phrase with a capital in front."""
    return words[:1].upper() + words[1:]


def asked(platform: str, topic: str) -> str:
    """A question put as shortly as it can be; the matcher knows topics by their names."""
    return f"{platform}: {within_sentence(topic)}"


def which_platform(topic: str) -> str:
    """Ask for the platform of a question whose topic is clear."""
    return f"Which platform is it about? I read this as a question on {within_sentence(topic)}."


def on_record(topics: Sequence[str]) -> str:
    """What there is, where what was asked for is missing."""
    return f"I do have sources on: {'; '.join(within_sentence(topic) for topic in topics)}."


HOW_IT_ANSWERS = (
    "I answer from curated entries only, each with its sources and the date on which it was last verified. "
    "No text is generated, and I say so where I don't know."
)
ASK_ABOUT_THEM = "Name one of them and what you want to know, for example: is Jitsi end-to-end encrypted?"
NOTHING_STORED_HERE = "Nothing is stored here: this command keeps neither your questions nor anything about you."
NO_QUESTION_KEPT = "Your questions are not stored and not logged. The exception is what you send to the curators yourself."
NOTHING_STORED = "nothing"
FORGOTTEN = "Done. Everything that was stored about you is deleted."
NOTHING_TO_FORGET = "There was nothing stored about you."
THANKS_FOR_RATING = "Thank you, that was counted."
COMPARE_NEEDS_TWO = "Name the platforms to compare, for example: compare zoom and teams on encryption"
ALTERNATIVES_NEEDS_ONE = "Name the platform to replace, for example: alternatives zoom"
HISTORY_NEEDS_ONE = "Name the platform, for example: history zoom"
NO_LONGER_ON_RECORD = "That button has expired: what it was about is no longer on record in this form. Please ask again."
NOTHING_TO_SEND = "There is no question to send. Please ask again first."
RESTARTED = "I was restarted before I could answer you. Please ask again."
NOTED_ASKED_FOR = "It was noted that somebody asked for it."


def sent_to_curators(days: int) -> str:
    """That a question or a report has arrived, and how long it is kept."""
    return f"Sent to the people who curate Smallprint. It is kept for at most {days} days; “Delete my data” takes it back at any time."


def trouble(incident: str) -> str:
    """That something went wrong on our side; the incident's id finds it in the log."""
    return f"Something went wrong on my side. Please try again; if it stays so, tell whoever runs me the incident {incident}."


def slow_down(seconds: int) -> str:
    """That somebody asks faster than is answered."""
    return f"That is a lot at once. Give me {seconds} second{'' if seconds == 1 else 's'}, then ask again."


SOURCES = "Sources"
SHARE_IN_CHANNEL = "Share in channel"
SHARE_IN_THREAD = "Share in thread"
COMPARE_WITH = "Compare with…"
WRONG_OR_OUTDATED = "Wrong or outdated?"
HELPFUL, NOT_HELPFUL = "Helpful", "Not helpful"
RATE_HELPFUL = "This answer helped me"
RATE_NOT_HELPFUL = "This answer did not help me"
SEND_TO_CURATORS = "Send to the curators"
SEND, CANCEL = "Send", "Cancel"
DELETE_MY_DATA_ASKED = "Delete my data?"
DELETE_WHAT = "Everything that is stored about you is deleted: ratings, what you sent to the curators, what I remember of a conversation."
DELETE, KEEP_IT = "Delete", "Keep it"
SHORTENED = "… (shortened; the sources have the rest)"
MORE = "And"
ASKED_ABOUT_MOST = "Asked about most here"
SHOW_ANSWER = "Show the answer"
SEARCH = "Ask about a platform"
WHAT_IS_WRONG = "What is wrong or outdated?"
WHAT_IS_WRONG_HINT = "The page or document that says otherwise helps most."


def shared_by(who: str) -> str:
    """The line over an answer that somebody shares in public; `who` as the surface names a person."""
    return f"Shared by {who}"


def send_what(days: int) -> str:
    """What is sent to the curators, before it is sent."""
    return f"Your question goes to the people who curate Smallprint, word for word, and is kept for at most {days} days."


def report_what(days: int) -> str:
    """What becomes of a report, before it is written."""
    return f"This goes to the people who curate Smallprint, with the answer it is about. It is kept for at most {days} days."


def more_points(count: int) -> str:
    """That a list was shortened."""
    return f"… {count} more; the sources have them"


def more_sources(count: int) -> str:
    """That so many sources do not fit into one message."""
    return f"{count} more source{'s do' if count > 1 else ' does'} not fit into one message. Ask about one platform to see them."


def more_parts(count: int) -> str:
    """That so many platforms or claims do not fit into one message."""
    return f"{count} more do not fit into one message. Ask about fewer at once to see them."


COULD_NOT_ANSWER_THERE = "I could not answer where you asked, so here it is."
NOT_INSTALLED = "Smallprint is not installed here any more, so I cannot answer. Whoever manages this workspace can add it again."
ONLY_THE_ASKER_SENDS = "Only the person who asked can send that question. Ask it yourself, then press the button under your own answer."
CANNOT_SHARE_HERE = "I could not post here. Invite me to the conversation, then press Share once more."
PROMPTS_TITLE = "Three things that people ask"
LOOKING_IT_UP = "is looking it up…"
WRITE_WHAT_IS_WRONG = "Please say in a few words what is wrong."


def you_asked(question: str) -> str:
    """The question below an answer that did not match it, so that its asker sees what would be sent to the curators."""
    return f"{YOU_ASKED}{question}"


YOU_ASKED = "You asked: "
ANOTHER_PLATFORM = "Another platform"
ANOTHER_PLATFORM_HINT = "For example: Teams, Jitsi, WhatsApp"
ONLY_ITS_ASKER = "Only whoever asked this question can send it. Ask it yourself, and you get the button too."
SHARED_ALREADY = "This answer has been shared already."
COMMAND_CHANGED = "This command has changed. Please reload Discord (Ctrl+R, or restart the app) and use it again."


def sentences() -> Iterator[tuple[str, str]]:
    """Yield every fixed sentence with its name, for review; names in braces stand for what is filled in."""
    for name, value in globals().copy().items():
        if isinstance(value, str) and name.isupper():
            yield name, value
        elif isinstance(value, tuple) and name.isupper():
            yield name, " / ".join(value)
        elif isinstance(value, dict) and name.isupper():
            yield name, " / ".join(f"{key}: {words}" for key, words in value.items())
        elif inspect.isfunction(value) and value.__module__ == __name__ and value is not sentences and not name.startswith("_"):
            yield f"{name}()", _example(value)


def _example(function: Callable[..., str]) -> str:
    examples: dict[str, object] = {"str": "{%s}", "int": 3, "Sequence[str]": ("{one}", "{two}"), "str | None": "{%s}"}
    filled = {name: examples[str(kind)] for name, kind in function.__annotations__.items() if name != "return"}
    return function(**{name: value % name if isinstance(value, str) else value for name, value in filled.items()})
