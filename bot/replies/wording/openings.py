"""The word in front of an answer: Yes, No, True."""

from __future__ import annotations

from bot.replies.wording.grammar import within_answer

OPENINGS = {
    "yes": "Yes:",
    "no": "No:",
    "true": "True.",
    "false": "Not true.",
    "partly": "Partly true.",
    "outdated": "Out of date.",
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
    """Open with a word that rests on little."""
    return f"As far as is known, {opening.lower().rstrip('.:')}:"


def with_exceptions(opening: str) -> str:
    """Open with a word that does not hold for all."""
    return f"{opening[:-1]}, with exceptions:"


def with_limit(opening: str) -> str:
    """Open with a word from which the sentence behind it takes something back."""
    return f"{opening[:-1]}, with a limit:"


def opened(words: str, sentence: str) -> str:
    """Put an opening in front of a sentence, which goes on in lower case behind a colon or a comma."""
    return f"{words} {within_answer(sentence) if words.endswith((':', ',')) else sentence}".strip()


def as_of(when: str, opening: str = "") -> str:
    """Open with a word, or none, that stands for a month years ago."""
    return f"As of {when}, {opening.lower().rstrip('.:')}:" if opening else f"As of {when},"


def without_word(opening: str) -> str:
    """Return an opening without its Yes or No, with the month for which it stands."""
    when, comma, _ = opening.partition(",")
    return when + comma if when.startswith("As of ") else ""


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


def out_of_date_since(when: str) -> str:
    """Say since when a claim does not hold, without saying that it did before: it may have been a charge, an option or a part."""
    return f"Out of date since {when}."
