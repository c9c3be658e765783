"""Put words into a sentence: lists, dates, capitals, names of regions."""

from __future__ import annotations

from collections.abc import Sequence

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


def either(names: Sequence[str]) -> str:
    """Return names as a choice: "A, B or C"."""
    return _listed(names, "or")


def both(names: Sequence[str]) -> str:
    """Return names as a list: "A, B and C"."""
    return _listed(names, "and")


def _listed(names: Sequence[str], word: str) -> str:
    return f"{', '.join(names[:-1])} {word} {names[-1]}" if len(names) > 1 else "".join(names)


def on(when: str) -> str:
    """Return a date with the preposition it needs: "on 11 August 2023", "in 2023"."""
    return f"on {when}" if when[0].isdigit() and " " in when else f"in {when}"


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


def within_sentence(words: str) -> str:
    """Return a phrase that begins with a capital for use inside a sentence; "AI training" keeps its capitals."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def begin_upper(words: str) -> str:
    """Return a phrase with a capital in front."""
    return words[:1].upper() + words[1:]
