"""Every fixed sentence that people read, in one place; `smallprint wording` prints them for review."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from types import FunctionType

PURPOSE = "I answer one question: can this platform use my calls for AI? Name a platform and what you want to know about it."
EXAMPLES = ("Can Zoom use my calls for AI?", "How do I turn off AI notes in Teams?", "Which platform does not train on calls?")

ROLES = {"guest": "Guest", "user": "You", "host": "Host", "admin": "Admin"}
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


REGIONS = {
    "eu": "the EU",
    "uk": "the UK",
    "us": "the US",
    "hong-kong": "Hong Kong",
    "south-korea": "South Korea",
    "south-africa": "South Africa",
}
"""Regions whose names are not just their key with a capital."""


def region(key: str) -> str:
    """Return the name of a region."""
    return REGIONS.get(key, key.title())


PAID_PLANS = "paid plans"
FOR_WHOM, SINCE = "For whom", "Since"
EXCEPTIONS = "Exceptions"
NEWEST_FIRST, OLDEST_FIRST = "Newest first", "Oldest first"
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


CLAIMS_COUNTED = {
    "false": "not true",
    "outdated": "true once, but no longer",
    "partly": "partly true",
    "true": "true",
    "unknown": "not settled by the documents",
}
"""What a summary counts, the worst first."""
ALLEGED = "alleged and not decided"
REJECTED_RIGHTLY, REJECTED = "rightly rejected by the post", "rejected by the post, but at least partly true"


def true_until_month(when: str) -> str:
    """Say until when a claim was true."""
    return f"true until {when}"


def claims_summary(count: int, counted: Sequence[str]) -> str:
    """Say how many claims a post makes and what there is to them ("3 not true")."""
    return f"{count} claim{'' if count == 1 else 's'}: {', '.join(counted)}."


def confidence(level: str) -> str:
    """Say how sure an answer is."""
    return f"Confidence: {level}."


def since_and_before(since: str, before: str) -> str:
    """Say from which day an answer holds ("" if not known), and what held before."""
    return f"{since or 'the beginning is not on record'}. Before that: {before}."


def either(names: Sequence[str]) -> str:
    """Return names as a choice: "A, B or C"."""
    return _listed(names, "or")


def both(names: Sequence[str]) -> str:
    """Return names as a list: "A, B and C"."""
    return _listed(names, "and")


def _listed(names: Sequence[str], word: str) -> str:
    return f"{', '.join(names[:-1])} {word} {names[-1]}" if len(names) > 1 else "".join(names)


def meant(typed: str, name: str) -> str:
    """Say that a misspelt name was recognised."""
    return f"I read “{typed}” as {name}."


FILES_NOT_TAKEN_UP = "A file of the knowledge has a mistake, so my answers stay as they were before it."
MISTAKES = "Mistakes"
TAKEN_UP_ONCE_MENDED = "As soon as it is mended, all changed files are taken up together."


def more_mistakes(count: int) -> str:
    """Say how many mistakes are not listed."""
    return f"and {count} more; `smallprint knowledge check` lists them"


MOST_ASKED_FIRST = "Most asked first"
CHECK_DUE_ANSWERS = "Open one, read its source again, and note what you found."


def due_answers(count: int) -> str:
    """Say how many answers are past their interval."""
    return "1 answer is due for a check" if count == 1 else f"{count} answers are due for a check"


def due_answer(platform: str, topic: str, since: str, asked: int, owner: str) -> str:
    """Describe an answer that is due; `since` is "" if it was never dated, `owner` if it has none."""
    times = f"asked {asked} times" if asked > 1 else "asked once" if asked else ""
    parts = (f"due since {since}" if since else "never checked against a dated copy", times, owner)
    return f"{platform}, {topic}: {', '.join(part for part in parts if part)}"


def more_due(count: int) -> str:
    """Say how many due answers are not listed."""
    return f"and {count} more; `smallprint knowledge due` lists them"


def never_checked(source: str, through: str) -> str:
    """Name the source of an answer for which no dated copy was read ("" if it names none)."""
    return (
        f"{read_in(source, through).removesuffix('.')}; not checked against a dated copy."
        if source
        else "Not checked against a dated copy."
    )


def read_in(source: str, through: str) -> str:
    """Name a source, and who quotes or copies it if it was not read itself ("")."""
    return f"Source: {source}, read through {through}." if through else f"Source: {source}."


def checked(when: str, since_then: str, source: str, through: str = "", *, overdue: bool, reread: str = "") -> str:
    """Say when an answer was checked, in which source ("" if none is named), and when the bot last saw that unchanged.

    `through` is who quotes or copies the source, if it was not read itself.
    """
    unchanged = f", unchanged on {reread}" if reread else ""
    if through:
        return f"Source: {source}; {'last ' if overdue else ''}read {on(when)} through {through}{unchanged}, {since_then}."
    within = f" in {source}" if source else ""
    day = when if when[0].isdigit() and " " in when else on(when)
    return f"{'Last checked' if overdue else 'Checked'} {day}{within}{unchanged}, {since_then}."


def source_changed(when: str) -> str:
    """Say that a page on which an answer rests reads otherwise now."""
    return f"Its source changed on {when}; under review."


def source_away(when: str, *, gone: bool, archived: bool) -> str:
    """Say from which day on the page on which an answer rests cannot be read, and whether the link leads to an archived copy."""
    away = f"Its source has been gone since {when}" if gone else f"Its source could not be reached since {when}"
    return f"{away}; the link leads to an archived copy." if archived else f"{away}."


SOURCE_KINDS = {
    "primary": "a page of {publisher}",
    "archive": "an archived page of {publisher}",
    "press": "a report by {publisher}",
    "regulator": "a document of {publisher}",
    "court": "a document of {publisher}",
    "analysis": "a page by {publisher}",
}
"""A source whose title is too long for a line."""


def by_publisher(publisher: str, kind: str) -> str:
    """Name a source by its publisher and kind; "a vendor's guide, citing Zoom" is its own kind."""
    name = re.split(r", | \(", publisher)[0]
    return within_sentence(name) if name.startswith(("A ", "An ")) else SOURCE_KINDS.get(kind, "{publisher}").format(publisher=name)


def no_step_for(roles: Sequence[str]) -> str:
    """Say that the steps are for others than those who ask."""
    return f"No step for {either([f'{role}s' for role in roles])} is on record; this is what others can do."


def source_numbers(numbers: Sequence[int]) -> str:
    """Refer to sources by their numbers in the list."""
    return f" [{', '.join(map(str, numbers))}]"


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
    """Return True if a scope leaves nobody out, so that it need not be said."""
    return scope in _EVERYBODY


def retired(platform: str, when: str | None, successor: str | None) -> str:
    """Say that a platform is gone; `when` is None if no day is on record."""
    gone = f"{platform} was retired {on(when)}." if when else f"{platform} has been retired."
    return f"{gone} Its successor: {successor}." if successor else gone


def back_then(when: str, sentence: str) -> str:
    """Give an answer on the past."""
    return f"{begin_upper(on(when))}: {sentence}"


def on(when: str) -> str:
    """Return a date with the preposition it needs: "on 11 August 2023", "in 2023"."""
    return f"on {when}" if when[0].isdigit() and " " in when else f"in {when}"


def not_on_record(when: str) -> str:
    """Say that nothing is known about a day in the past."""
    return f"{when}: nothing on record."


def first_on_record(platform: str, first: str) -> str:
    """Say from when on something is known ("" if no source is dated)."""
    return f"The first document on record for {platform} on this is of {first}." if first else "No source on record says a day."


def changes_named(count: int, platform: str, last: str) -> str:
    """Say how many changes on record speak of what was named, and when the last one was."""
    return (
        f"{count} change{'s' if count > 1 else ''} on record for {platform} {'speaks' if count == 1 else 'speak'} of this, the last {last}."
    )


def changes_since(count: int, platform: str, year: int, last: str) -> str:
    """Say how many changes of a platform are known from a year on, and when the last one was ("" without any)."""
    if not count:
        return f"No change on record for {platform} since {year}."
    return f"{count} change{'s' if count > 1 else ''} on record for {platform} since {year}, the last {last}."


def changes_in(count: int, platform: str, when: str = "") -> str:
    """Say how many changes of a platform are known, in a period unless that is ""."""
    at = f"at {platform} {on(when)}" if when else f"at {platform}"
    return f"{count} change{'s' if count > 1 else ''} {at} on record." if count else f"No change {at} is on record."


def held_last(span: str, headline: str) -> str:
    """Give the last of several positions, with its time."""
    return f"{begin_upper(span)}: {headline}"


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


_LOWERED = frozenset(
    """
    A Account Admins After All Allowed An Anybody Anyone Applicants Apps Articles Asking At Authorities Both Bots By Callers Calls
    Chats Clinicians Clinics Colleagues Collected Content Contractors Contracts Current Data Deleted Each Earlier Emergencies
    Employers Every Everybody Everyone Faces For Freelancers From Guests Handed Hospitals Hosts How If In Included It Its Kept
    Left Links Mainland Managers Members Messages Names Neither No Nobody None Not Nothing On Once One Only Ordinary Other Others
    Outside Outsiders Owners Participants Partners Patients Paying People Photos Police Press Providers Public Readers Readings
    Recordings Records Reporters Reports Reviews Rules Safety Settings Shared Since So Some Somebody Something Sound Staff Stored Summaries
    Support Talks Teammates Telling Terms That The Then Therapists There These They This Those Three Training Transcribed
    Transcripts Turning Two Until Used Users Voiceprints Wearers What When Where Whether Which Who Whoever Whose With Without
    Writing You Your
    """.split()
)
"""First words of sentences that are no names."""


def within_answer(sentence: str) -> str:
    """Return a sentence for use behind a colon: it keeps its capital if it begins with a name."""
    return sentence[:1].lower() + sentence[1:] if sentence.partition(" ")[0].rstrip(",") in _LOWERED else sentence


def quoted(words: str) -> str:
    """Return somebody's own words in quotation marks."""
    return f"“{words}”"


def nothing_on(part: str) -> str:
    """Say that nothing is on record about the part that was asked for, in front of the general answer."""
    return f"I have nothing on {part}; in general:"


NEAREST = "the nearest answer:"
NO_TIME = f"I have no time in figures; {NEAREST}"


SAME_ANSWER, NO_CLEAR_DIFFERENCE = "the same answer on record", "no clear difference on record"


def better(names: Sequence[str]) -> str:
    """Say which platforms have the best answer."""
    return f"{both(names)} {'is' if len(names) == 1 else 'are'} better on record"


def not_known_for(names: Sequence[str]) -> str:
    """Say for which platforms there is no answer that could be compared."""
    return f"not known for {both(names)}"


def speak_of_it(names: Sequence[str]) -> str:
    """Say which answers alone speak of what was named."""
    return f"What you name in particular is on record for {both(names)} only."


def compared(names: Sequence[str], topic: str, found: str) -> str:
    """Return the title of a comparison; `found` says who is better, "" if nobody is."""
    return f"{both(names)}, {within_sentence(topic)}: {found}" if found else f"{both(names)}: {topic}"


def nearest_to(matter: str) -> str:
    """Say that nothing is on record about the law, group or place that was named, in front of the answer that comes nearest."""
    return f"I have nothing on {matter}; {NEAREST}"


def otherwise(sentence: str) -> str:
    """Give what holds besides the part that was asked about."""
    return f"Otherwise: {within_answer(sentence)}"


def not_covered(content: str) -> str:
    """Say that the answer does not speak of what was asked about, in front of what it says of calls."""
    return f"{begin_upper(content)}: not covered by what I read. On calls:"


GUESTS = "people who are only in the call"
NOT_TIED = "Not on record: if the one changes the other."


def not_covered_but(content: str) -> str:
    """Say that the answer does not speak of what was asked about, in front of the part that comes nearest."""
    return f"{begin_upper(content)}: not covered by what I read; {NEAREST}"


def not_on_record_besides(what: str) -> str:
    """Say that the other half of a question has no answer on record."""
    return f"Not on record: {what}."


def no_word_on(platform: str, content: str) -> str:
    """Say that what was asked is not on record of what it was asked about."""
    return f"{begin_upper(content)}: what you ask is not covered by what I read on {platform}."


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
    return f"On calls: {within_answer(sentence)}"


def for_those(scope: str, note: str) -> str:
    """Give what holds for some only, with whom or what it is about in front."""
    return f"{begin_upper(scope)}: {within_answer(note)}"


OPENINGS = {
    "yes": "Yes:",
    "no": "No:",
    "true": "True.",
    "false": "Not true.",
    "partly": "Partly true.",
    "outdated": "That was true once; it isn't any more.",
    "unknown": "Not known:",
}
"""What a reply opens with."""


NOT_BY_DEFAULT, BY_DEFAULT, IN_PART = "Not by default:", "By default, yes:", "Partly:"
"""What a reply to a question opens with if the answer holds on a condition or for some."""
HEDGES = ("generally", "no outright promise", "reportedly", "second-hand", "not said", "seems", "unclear", "other reports", "disagree")
"""Words of a headline beside which a flat Yes or No says too much."""
DISPUTED = "Disputed:"
DISPUTED_BY = ("disagree", "contradict", "conflict", "two different ways", "says the opposite", "makes no such", "ther reports", "denies")
"""Words of an answer that is open because its sources do not agree."""


def as_far_as_known(opening: str) -> str:
    """Open with a Yes or No that rests on little."""
    return f"As far as is known, {opening.lower()}"


def with_exceptions(opening: str) -> str:
    """Open with a Yes or No that does not hold for all."""
    return f"{opening.removesuffix(':')}, with exceptions:"


def opened(words: str, sentence: str) -> str:
    """Put an opening in front of a sentence, which goes on in lower case behind a colon or a comma."""
    return f"{words} {within_answer(sentence) if words.endswith((':', ',')) else sentence}".strip()


def as_of(when: str, opening: str = "") -> str:
    """Open with a word, or none, that stands for a month years ago."""
    return f"As of {when}, {opening.lower().rstrip('.:')}:" if opening else f"As of {when},"


def as_documents_say(opening: str) -> str:
    """Open with a word that rests on a list which does not name what was asked about."""
    return f"As far as the documents say, {opening.lower().rstrip('.:')}:"


TRUE_TODAY = "True today."


def once(span: str) -> str:
    """Answer that something happened in the past ("from March 2023 to August 2023")."""
    return f"Yes, {span}:"


def not_always(span: str) -> str:
    """Answer that something was otherwise in the past."""
    return f"No, not {span}:"


def true_at(span: str) -> str:
    """Confirm a claim about the past."""
    return f"True {span}:"


def not_true_at(span: str) -> str:
    """Correct a claim that something never was or always was."""
    return f"Not true {span}:"


def span_in_sentence(span: str, *, known: bool) -> str:
    """Return a span of time for use behind a word: with "from" if its beginning is known ("before May 2020" if not)."""
    return f"from {span}" if known else span


def true_since(when: str) -> str:
    """Say since when the contrary of an outdated claim is true."""
    return f"True since {when}."


def true_until_then(when: str) -> str:
    """Say until when a claim was true."""
    return f"It was true until {when}."


def unknown(names: Sequence[str]) -> str:
    """Say that a product is not covered."""
    return f"I have nothing on {either(names)}, so I won't guess."


def nearest(names: Sequence[str]) -> str:
    """Name the known platforms that come nearest."""
    return f"Do you mean {either(names)}?"


NOTED = "You can ask the people who curate Smallprint to add it; they need sources before I can answer."
TOO_LONG = "That is too long for a question. Put it in a few words, or give a whole post to `smallprint claims`."
WHICH_TOPIC = "What do you want to know about {platform}?"
ONLY_PRIVACY = "I know how {platform} uses calls for AI, and how private they are. You can ask:"
THANKS, FRIENDLY = "You're welcome.", "Hello! Ask me how private a call is, for example: can Zoom use my calls for AI?"
THANKING = frozenset({"thanks", "thank", "thx", "ty", "cheers", "great", "perfect", "cool", "nice", "awesome", "ok", "okay"})
"""Words that a short message of thanks has."""
NONE_DOES = "No platform on record does, as far as is known."
NONE_OF_THAT_KIND = "No product of that kind on record has a good answer on this."
BETTER_NONE = "No platform on record has a better answer on this than {platform}."
RANKED_BY = (
    "Sorted by answer on “{question}”, then by strength of sources. Price and features do not count; "
    "platforms whose documents do not say are left out."
)


def within_sentence(words: str) -> str:
    """Return a phrase that begins with a capital for use inside a sentence; "AI training" keeps its capitals."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def begin_upper(words: str) -> str:
    """Return a phrase with a capital in front."""
    return words[:1].upper() + words[1:]


def asked(platform: str, topic: str) -> str:
    """Return a question put as shortly as it can be; the matcher knows topics by their names."""
    return f"{platform}: {within_sentence(topic)}"


def which_platform(topic: str) -> str:
    """Ask for the platform of a question whose topic is clear."""
    return f"Which platform do you mean? I think you ask about {within_sentence(topic)}."


def on_record(topics: Sequence[str]) -> str:
    """Say what there is, if what was asked for is missing."""
    return f"I have sources on other questions: {'; '.join(within_sentence(topic) for topic in topics)}."


HOW_IT_ANSWERS = (
    "I answer from curated entries only, each with its sources and the date on which it was last verified. "
    "No text is generated, and if I don't know, I say so."
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
NOTED_ASKED_FOR = "I noted that it was asked for."


def sent_to_curators(days: int) -> str:
    """Say that a question or a report has arrived, and how long it is kept."""
    return f"Sent to the people who curate Smallprint. It is kept for at most {days} days; “Delete my data” takes it back at any time."


def trouble(incident: str) -> str:
    """Say that something went wrong on our side; the incident's id finds it in the log."""
    return f"Something went wrong on my side. Please try again; if it keeps happening, tell whoever runs me the incident {incident}."


def slow_down(seconds: int) -> str:
    """Ask somebody to wait who sends many questions at once, or while too many people ask."""
    return f"Too many questions at once. Please wait {seconds} second{'' if seconds == 1 else 's'}, then ask again."


OPEN_ISSUE = "Write to the curators in public"
ANSWER_PAGE = "Link to this answer, with its history"
TELL_ME = "Tell me when it is answered"
WILL_TELL = "I will write to you when it has an answer."
NO_LONGER_IN_QUEUE = "The curators have dealt with that already. Please ask again to see what is on record now."


def answers_now(question: str) -> str:
    """Say which question to the curators an answer is for."""
    return f"You asked the people who curate Smallprint: “{question}” This is the answer."


FOLLOW, UNFOLLOW = "Follow", "Unfollow"
FOLLOWING, FOLLOWING_PRIVATELY, FOLLOWED_HERE = "Followed platforms", "I tell you alone", "I tell this channel"
FOLLOWING_NOTHING = "You follow no platform. Write “follow zoom”, and I tell you when what is on record about Zoom changes."
FOLLOW_NEEDS_ONE = "Name the platform, for example: follow zoom"
UNFOLLOW_NEEDS_ONE = "Name the platform, for example: unfollow zoom"
FOLLOW_IN_CHAT = "Following works in Slack and Discord, where I can write to you when something changes."
CANNOT_FOLLOW_HERE = "I can tell a channel only if you and I may both post in it. “follow zoom” tells you alone."
WHEN_TOLD = "One message for each change of an answer, an exception or a claim; nothing when only words change."
NO_EXCEPTION = "no exception"


def follows(platform: str) -> str:
    """Say that changes of a platform will be told privately."""
    return f"You follow {platform}: I will write to you when what is on record about it changes."


def followed_here(platform: str) -> str:
    """Say that changes of a platform will be told in the channel."""
    return f"This channel follows {platform}: I will say it here when what is on record about it changes."


def follows_no_longer(platform: str, *, here: bool) -> str:
    """Say that changes of a platform will not be told any more."""
    return f"This channel no longer follows {platform}." if here else f"You no longer follow {platform}."


def did_not_follow(platform: str, *, here: bool) -> str:
    """Say that there was nothing to end."""
    return f"This channel does not follow {platform}." if here else f"You do not follow {platform}."


def changed_at(platform: str) -> str:
    """Return the title of a message about a change."""
    return f"{platform}: what is on record has changed"


def before_and_now(before: str, now: str, since: str) -> str:
    """Say what was on record before, what is now, and since when that holds ("" if not known)."""
    return f"before: {before}. Now: {now}{f', since {since}' if since else ''}."


def added_by(who: str) -> str:
    """Say who lets a channel follow a platform; `who` as the surface names a person."""
    return f"Added by {who}"


SOURCES = "Sources"
SHARE_IN_CHANNEL = "Share in channel"
SHARE_IN_THREAD = "Share in thread"
COMPARE_WITH = "Compare with…"
WRONG_OR_OUTDATED = "Wrong or outdated?"
HELPFUL, NOT_HELPFUL = "Helpful", "Not helpful"
SEND_TO_CURATORS = "Send to the curators"
SEND, CANCEL = "Send", "Cancel"
DELETE_MY_DATA_ASKED = "Delete my data?"
DELETE_WHAT = "This deletes everything stored about you: ratings, what you sent to the curators, what you follow and what I remember."
DELETE, KEEP_IT = "Delete", "Keep it"
SHORTENED = "… (shortened; the sources have the rest)"
MORE = "More"
ASKED_ABOUT_MOST = "Asked about most here"
SHOW_ANSWER = "Show the answer"
SEARCH = "Ask about a platform"
WHAT_IS_WRONG = "What is wrong or outdated?"
WHAT_IS_WRONG_HINT = "A link to the page that says otherwise helps most."


def shared_by(who: str) -> str:
    """Say who shares an answer in public; `who` as the surface names a person."""
    return f"Shared by {who}"


def send_what(days: int) -> str:
    """Say what is sent to the curators, before it is sent."""
    return f"Your question goes to the people who curate Smallprint, word for word, and is kept for at most {days} days."


def report_what(days: int) -> str:
    """Say what becomes of a report, before it is written."""
    return f"This goes to the people who curate Smallprint, with the answer it is about. It is kept for at most {days} days."


def more_points(count: int) -> str:
    """Say that a list was shortened."""
    return f"… {count} more; the sources have them"


def more_sources(count: int) -> str:
    """Say that so many sources do not fit into one message."""
    return f"{count} more source{'s do' if count > 1 else ' does'} not fit into one message. Ask about one platform to see them."


def more_parts(count: int) -> str:
    """Say that so many platforms or claims do not fit into one message."""
    return f"{count} more do not fit into one message. Ask about fewer at once to see them."


COULD_NOT_ANSWER_THERE = "I could not answer where you asked, so here it is."
MAY_HAVE_ANSWERED_THERE = "The connection was cut, so I cannot tell whether my answer arrived where you asked. Here it is for you alone."
MAY_HAVE_SHARED = "The connection was cut, so I cannot tell whether it was posted. If you do not see it, press Share once more."
NOT_INSTALLED = "Smallprint is not installed here any more, so I cannot answer. An admin of this workspace can add it again."
CANNOT_SHARE_HERE = "I could not post here. Invite me to the conversation, then press Share once more."
PROMPTS_TITLE = "Three things people ask"
LOOKING_IT_UP = "is looking it up…"
PICK_PLATFORM = "Choose a platform to compare with."
POST_NOT_READABLE = "I may not read the post above. Open its menu and press “Check claims”, or forward it to me."
WRITE_WHAT_IS_WRONG = "Please say in a few words what is wrong."


YOU_ASKED = "You asked: "
ANOTHER_PLATFORM = "Another platform"
ANOTHER_PLATFORM_HINT = "For example: Teams, Jitsi, WhatsApp"
ONLY_ITS_ASKER = "Only the person who asked can send that question. Ask it yourself to get your own button."
WHAT_WAS_MISSING = "What was missing or wrong?"
WHAT_WAS_MISSING_HINT = "Optional. Your rating is counted already."
PRIVATE_IN_PUBLIC = "I don't show that in public. Use /privacy or /follow: only you see what is stored about you and what you follow."
CANNOT_READ_POST = (
    "Discord does not show me that post. Open its menu (hold it or right-click), then Apps > Check claims: I read it and answer only you."
)
QUIET_HERE = "The moderators of this server keep me quiet here. /ask answers you alone."
ANSWERS_EVERYWHERE = "I answer mentions in every channel that I can see."
IS_SILENT = "I answer no mentions in this server. Commands still answer whoever uses them, in private."
ONLY_IN_CHANNELS = "Answer only in these channels"
ANSWER_EVERYWHERE, BE_SILENT, SPEAK_AGAIN = "Answer everywhere", "Be silent", "Answer mentions again"
NEEDS_MANAGE_SERVER = "Only members who may manage this server can change that."


def answers_only_in(channels: Sequence[str]) -> str:
    """Say in which channels mentions are answered; each as the surface names it."""
    return f"I answer mentions only in {both(channels)}."


def channel_is_busy(seconds: int) -> str:
    """Say once that many questions came in one channel."""
    return f"Many questions at once in this channel. Please wait {seconds} seconds, or use /ask: it answers you alone."


def checked_in_cell(when: str, *, overdue: bool) -> str:
    """Say in a cell of a table when an answer was checked."""
    return f"last checked {when}" if overdue else f"checked {when}"


def more_in_details(count: int) -> str:
    """Say that a list goes on behind the button *Details*."""
    return f"… and {count} more under Details"


def more_on(title: str) -> str:
    """Return the line above the buttons that stand behind *More*."""
    return f"More on: {title}"


NOT_DATED = "not dated"
SHARED_ALREADY = "This answer has been shared already."
COMMAND_CHANGED = "This command has changed. Please reload Discord (Ctrl+R, or restart the app) and use it again."


TITLE = "Can this platform use my calls for AI?"
WAYS_TO_ASK = "Ask"
WHAT_IS_STORED, STORED, ABOUT_YOU = "What Smallprint stores", "Stored", "About you, right now"
DELETE_MY_DATA = "Delete my data"
KINDS = {
    "meetings": "Meetings",
    "messaging": "Messages and calls",
    "social": "Social networks",
    "notetaker": "Note takers",
    "clinical-notes": "Notes for clinics",
    "sales": "Sales calls",
    "hiring": "Interviews",
    "assistant": "Voice assistants",
    "recording": "Recording",
    "wearable": "Wearables",
    "phone": "Call recording on phones",
    "telephony": "Telephony",
    "contact-center": "Contact centres",
    "telehealth": "Telehealth",
    "therapy": "Online therapy",
}
"""Each kind of platform as the heading of its list."""
TURN_OFF, HISTORY, ALTERNATIVES = "How to turn it off", "History", "Alternatives"
CLAIM_STATUS = {
    "true": "True.",
    "false": "Not true.",
    "outdated": "That was true once; it isn't any more.",
    "partly": "Partly true.",
    "unknown": "The documents do not settle this.",
}
"""What holds today of a claim."""
CLAIM_STANCE = {
    "denied": {
        "true": "The post denies this, but it is true.",
        "false": "The post rejects this, rightly.",
        "outdated": "The post rejects this, rightly as of today: it was true once.",
        "partly": "The post rejects this; it is partly true.",
        "unknown": "The post rejects this. The documents do not settle it.",
    },
    "alleged": {
        "true": "Alleged, and true by the documents.",
        "false": "Alleged, not decided. The documents say otherwise.",
        "outdated": "Alleged, not decided. The documents of today say otherwise.",
        "partly": "Alleged, not decided. The documents bear out part of it.",
        "unknown": "Alleged, not decided.",
    },
    "predicted": {
        "false": "Expected by the post, but not what the documents say.",
    },
}
"""The same for a claim that a post does not make as its own; a status that is missing is said as usual."""


CLAIMED = {
    "ai-training": ("{platform} trains its AI on your content", "{platform} does not train its AI on your content"),
    "third-party-ai": ("{platform} gives content to other companies' AI", "{platform} gives no content to other companies' AI"),
    "ai-features": ("AI runs in {platform}", "AI does not run in {platform} by itself"),
    "opt-out": ("You can turn it off in {platform}", "You cannot turn it off in {platform}"),
    "consent": ("{platform} tells or asks people", "{platform} does not tell or ask people"),
    "ownership": ("{platform} owns your content or takes a licence to it", "Your content on {platform} stays yours"),
    "retention": ("{platform} keeps your content", "{platform} does not keep your content"),
    "human-review": ("People at {platform} can listen or read along", "Nobody at {platform} can listen or read along"),
    "encryption": ("{platform} is end-to-end encrypted", "{platform} is not end-to-end encrypted"),
    "sensitive": ("{platform} is fit for confidential use", "{platform} is not fit for confidential use"),
    "data-sharing": ("{platform} sells, shares or advertises with your data", "{platform} does not sell or share your data"),
    "access": ("Others can see or hear what you say on {platform}", "Nobody outside the call can see or hear it on {platform}"),
    "biometrics": (
        "{platform} takes voiceprints, or reads faces or emotions",
        "{platform} takes no voiceprints and reads no faces or emotions",
    ),
    "uninvited-bots": ("Bots can be kept out of {platform}", "Bots join {platform} calls uninvited"),
    "authorities": ("Police or courts can get your data from {platform}", "Police and courts get nothing from {platform}"),
}
"""What a sentence claims, by topic: the side of Yes and the side of No."""
CLAIM_WITHOUT_SIDE = "A statement on {platform} ({topic})"
"""What a sentence claims whose side is not clear."""
NEVER_TRUE = "It was not true then either."
SAME_THEN = "The same was on record then."


def nothing_to_turn_off(sentence: str) -> str:
    """Say that there is no training to opt out of, with the answer on training."""
    return f"Nothing to turn off: {within_answer(sentence)}"


def earlier_positions(spans: str) -> str:
    """Say what held before, to a question about all times."""
    return f"Before: {spans}."


def nothing_on_record(when: str) -> str:
    """Say that no document read tells what held on a day."""
    return f"Nothing on record for {when}."


NO_SOURCE = "no source on this"
WHAT_CHANGED_AT_EACH = "What changed at each, and when."
IN_THE_CALL = "a call in which all of these take part"


def platforms_on_record(count: int) -> str:
    """Say how many platforms are on record."""
    return f"{count} platforms on record"


def turn_off_question(platform: str) -> str:
    """Ask how to turn AI off."""
    return f"How do I turn off AI in {platform}?"


def history_question(platform: str) -> str:
    """Ask what changed at a platform."""
    return f"What changed at {platform}, and when?"


def alternatives_question(platform: str) -> str:
    """Ask for alternatives to a platform."""
    return f"alternatives to {platform}"


def compare_with(platform: str) -> str:
    """Offer a comparison with a platform."""
    return f"Compare with {platform}"


def compare_question(platform: str, other: str) -> str:
    """Ask for a comparison."""
    return f"compare {platform} and {other}"


def today_it_says(headline: str) -> str:
    """Give today's answer below one on the past."""
    return f"Today: {headline}"


def changed_during(when: str) -> str:
    """Say that the answer changed in a period."""
    return f"The answer changed in the course of {when}."


def today_on(topic: str, headline: str, since: str) -> str:
    """Give today's answer on a topic in a history, and since when it holds if that is not ""."""
    return f"Today, on {within_sentence(topic)}{f' (since {since})' if since else ''}: {headline}"


def holds_since(platform: str, topic: str, since: str) -> str:
    """Say since when a platform's answer on a topic has been as it is, "" if that is not known."""
    on_topic = f"{platform}'s answer on {within_sentence(topic)} is as it is today"
    return f"{on_topic} since {since}." if since else f"It is not on record since when {on_topic}."


def changes_on_record(count: int, platform: str, last: str) -> str:
    """Say how much changed at a platform, and when last."""
    return f"{count} change{'' if count == 1 else 's'} on record for {platform}, the last {last}."


def was_true(how: str) -> str:
    """Say whether a claim was true on a day; `how` is one of the next four."""
    return f"It was {how}."


TRUE_THEN, NOT_YET_TRUE, NO_LONGER_TRUE = "true", "not yet true", "no longer true"


def true_until(when: str) -> str:
    """Say that a claim stopped being true in the very period."""
    return f"true until then: it ended {on(when)}"


def in_one_call(names: Sequence[str]) -> str:
    """Return the title for several platforms in one call."""
    return f"{both(names)} in one call"


def instead_of(names: Sequence[str], topic: str) -> str:
    """Return the title of a list of alternatives."""
    return f"Instead of {either(names)}: {topic}" if names else f"Best on record: {topic}"


def better_on_record(names: Sequence[str]) -> str:
    """Name the alternatives, each of them better than what is to be replaced."""
    return f"On record with a better answer: {both(names)}."


def best_on_record(names: Sequence[str]) -> str:
    """Name the best, where nothing is to be replaced."""
    return f"With the best answers on record: {both(names)}."


def answered_on_record(platform: str, verdict: str, names: Sequence[str]) -> str:
    """Name the alternatives to a platform of which nothing is known, so that none is better."""
    return f"{platform}: {within_sentence(verdict)}. With an answer on record: {both(names)}."


def those_on_record(topic: str) -> str:
    """Return the title of a list of platforms that do what somebody worries about."""
    return f"On record: {topic}"


def with_verdict(verdict: str, names: Sequence[str]) -> str:
    """Name the platforms that have one verdict."""
    return f"{verdict}: {both(names)}."


def not_told(count: int) -> str:
    """Say how many platforms the documents leave open."""
    what = "1 more" if count == 1 else f"{count} more"
    return f"Of {what} the documents do not say, or no reliable source was found." if count else ""


def of_another_kind(names: Sequence[str]) -> str:
    """Name the alternatives that are another kind of product, where none of the same kind is better."""
    return f"No product of the same kind on record has a better answer. Of another kind: {both(names)}."


def as_good_already(platform: str, verdict: str, names: Sequence[str]) -> str:
    """Say that what somebody wants to replace has as good an answer."""
    return f"{platform} already has as good an answer on record ({within_sentence(verdict)}). Others to look at: {both(names)}."


def details_and(sources: int) -> str:
    """Name the button that shows everything."""
    return f"Details and {sources} source{'' if sources == 1 else 's'}" if sources else "Details"


ENGLISH_ONLY = {
    "de": "Ich verstehe bisher nur Englisch. Das Wichtigste zu {platform}, auf Englisch:",
    "es": "Por ahora solo entiendo inglés. Lo principal sobre {platform}, en inglés:",
    "fr": "Je ne comprends que l'anglais pour l'instant. L'essentiel sur {platform}, en anglais :",
    "pt": "Por enquanto só entendo inglês. O principal sobre {platform}, em inglês:",
}
"""Said to somebody who asks about a platform in another language, before the platform's answer on AI training."""

ADMIN_DESK = "For admins"
ADMIN_HOW = "Name an answer to work on it: a platform, and a topic if it is not AI training. For example: zoom encryption."
ONLY_ADMINS = {
    "slack": "Only admins and owners of this workspace can do this, and people whom the operator of the bot names in SMALLPRINT_ADMINS.",
    "discord": (
        "Only members with Manage Server can do this, in their server, and people whom the operator of the bot names in SMALLPRINT_ADMINS."
    ),
}
ONLY_NAMED_ADMINS = (
    "This bot serves many workspaces, so only people whom its operator names in SMALLPRINT_ADMINS change the answers. Here you can write "
    "a local note, which people of this workspace see beside an answer, and report what is wrong."
)
NO_WORKSPACE = "A local note belongs to a workspace or a server; write it there."
WAITS_FOR_YOU, NOTHING_WAITS, NOTHING_DUE = "In the queue", "The queue is empty.", "No answer is due for a check."
DUE_FIRST = "Due for a check, most asked first"
LOCAL_NOTES = "Local notes here"
STILL_TRUE, POSITION_CHANGED, CORRECT_ANSWER = "Still true", "Position changed", "Correct"
EDIT_NOTE, ADD_NAME, SHOW_TO_ADMIN = "Local note", "Add a name", "Open"
ANSWERED, ANSWERED_BY, SAME_AS, DISMISS, UNDO = "Answered", "Answered by…", "Same as…", "Dismiss", "Undo"
MEND, SAVE, SAVING = "Mend it", "Save", "Checking the whole base and saving…"
MENDED_FIRST = "Not saved yet:"
CHANGED_MEANWHILE = "Somebody has changed this since you opened the form. What you typed is kept; send it again to save it over that."
CHANGED_BY_HAND = "The file was changed by hand."
TAKES_EFFECT = "I answer with it within seconds."
DISMISSED, MARKED_ANSWERED = "Taken from the queue; nobody is told.", "Closed. If its asker wanted to be told, they are."
WILL_BE_ANSWERED, MERGED = "Kept; it is closed once that answer is on record.", "Merged; it is closed together with that one."
GONE_FROM_QUEUE = "Somebody else was faster: this is no longer in the queue."
NOTE_KEPT, NOTE_GONE = "The local note is saved. People here see it beside the answer.", "The local note is gone."
FORM_IS_OLD = "This form is from another version; open it again."
WRITE_A_DAY, NOT_IN_THE_FUTURE = "write a day as YYYY-MM-DD", "is in the future"
NAME_THE_SOURCE = "choose the source in which you read it"
NOTHING_CHANGED = "nothing is changed yet"
FORM_TITLES = {
    "verify": STILL_TRUE,
    "correct": "Correct the answer",
    "changed": POSITION_CHANGED,
    "alias": ADD_NAME,
    "note": EDIT_NOTE,
    "link": "Answered by",
    "merge": "Same as",
}
FORM_FIELDS = {
    "verdict": "Answer",
    "headline": "Headline",
    "detail": "Detail",
    "source": "Source that you have read today",
    "on": "Read on",
    "changed_on": "First day of the new position",
    "why": "Why",
    "alias": "Name that people use",
    "text": "Local note",
    "answer": "Answer that answers it",
    "number": "Number of the entry that stays",
}
FORM_HINTS = {
    "headline": "The fact first, with the platform named; at most 160 characters.",
    "detail": "What else to know, at most 60 words.",
    "on": "The day on which you read the source: YYYY-MM-DD.",
    "changed_on": "YYYY-MM-DD. What held until then is kept as history.",
    "why": "For the log; people who ask do not see it.",
    "text": "For example: Here: it is switched off; ask privacy@acme.example. Leave it empty to take the note away.",
    "answer": "Platform and topic, for example zoom/ai-training. It need not be on record yet.",
    "number": "For example 12.",
}
SOURCE_READ_TODAY = "Pick the one that you have read today."
SOURCE_IF_READ = f"{SOURCE_READ_TODAY} Leave it empty for a change of wording only."
THIS_WORKSPACE = "this workspace"
ENTRY_KINDS = {
    "question": "Question",
    "report": "Report",
    "unhelpful": "Not helpful",
    "source": "Source changed",
}


def saved_edit(answer: str, number: int) -> str:
    """Say that an edit is saved."""
    return f"{answer}: saved as edit {number}"


def undone_edit(number: int, by: int) -> str:
    """Say that an edit is undone."""
    return f"Edit {number} is undone, by edit {by}. {TAKES_EFFECT}"


def before_and_after(key: str, before: str, after: str) -> str:
    """Show a changed value."""
    return f"{key}: {before or '(nothing)'} → {after or '(nothing)'}"


def edited_meanwhile(who: str, day: str, what: str) -> str:
    """Say who edited in between, when, and what."""
    return f"{day}, {who}: {what}"


def now_stands(label: str, value: str) -> str:
    """Say what stands in a field by now."""
    return f"{label} is now: {value or '(nothing)'}"


def entry_title(number: int, kind: str) -> str:
    """Name an entry of the queue."""
    return f"#{number} {ENTRY_KINDS.get(kind, kind)}"


def and_more(count: int) -> str:
    """Count what is not listed."""
    return f"and {count} more"


NO_SUCH_PLATFORM, SLUGS_ARE_LISTED = "No platform is known as “{name}”.", "The list of platforms has every slug."
NO_SUCH_TOPIC, KNOWN_TOPICS = "No topic is called “{name}”.", "Known: {known}."
DID_YOU_MEAN = "Did you mean {near}? "
IN_THE_FUTURE, DAY_UP_TO_TODAY = "{day} is in the future.", "Give a day up to today, or leave it out for today."
HISTORY_HAS_NO_VERDICT, ASK_FOR_HISTORY = "What changed has no verdict.", "Ask for the history of the platform."
TODAYS_PAGE = "This is today’s page."


def sentences() -> Iterator[tuple[str, str]]:
    """Yield every fixed sentence with its name, for review; names in braces stand for what is filled in."""
    for name, value in globals().copy().items():
        if isinstance(value, str) and name.isupper():
            yield name, value
        elif isinstance(value, tuple) and name.isupper():
            yield name, " / ".join(value)
        elif isinstance(value, dict) and name.isupper():
            yield name, " / ".join(f"{key}: {words}" for key, words in value.items())
        elif isinstance(value, FunctionType) and value.__module__ == __name__ and value is not sentences and not name.startswith("_"):
            yield f"{name}()", _example(value)


def _example(function: Callable[..., str]) -> str:
    examples: dict[str, object] = {
        "str": "{%s}",
        "int": 3,
        "bool": True,
        "Sequence[int]": (1, 2),
        "Sequence[tuple[str, int]]": (("true", 3),),
        "Sequence[str]": ("{one}", "{two}"),
        "str | None": "{%s}",
    }
    filled = {name: examples[str(kind)] for name, kind in function.__annotations__.items() if name != "return"}
    return function(**{name: value % name if isinstance(value, str) else value for name, value in filled.items()})
