"""Words that mean the same where a question and an entry speak of calls, so that one finds the other."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import accumulate

_ALIKE = """
ad ads advert advertis | ads advertis
america usa | america united_states us
audio sound | audio sound
boss employ manag | boss employ manag
button setting switch | button setting switch
caption subtitl | caption live_transcri
colleagu coworker teammat | colleague coworker member
compani firm vendor | compan firm vendor
compulsor forc mandator | compulsory forc require
comput desktop laptop | computer desktop laptop
chat dm dms messag | chat messag
child children kid minor teen teenag | child kid minor teen under_18
clinician doctor physician therapist | clinician doctor physician therapist
court lawsuit litig sue sued suing | class_action court lawsuit litigation settle sued sues suing
delet eras wip wiped purg | delet eras purg
dpa | data_processing
e2e e2ee | end_to_end
extern outsider | external guest outside
gif gifs | gif giphy
human staff | employee human people_at staff
info inform | information
kick kicked remov threw throw thrown | refus remov thrown
learn train | learn train
licens licenc | licen
login signin | account log_in login sign_in signed_in signing_in
nda | confidential
notic notif warn announc | announce notice notif tell told warn
pictur picture photo | image photo picture
polici policy | policies policy
recap summar summary | recap summar
tape taped taping | record taped
transcrib typist | freelancer transcri
"""
"""In each line the stems of words in questions, and behind the bar the beginnings of those for the same thing in entries."""

_NOT_LETTERS = str.maketrans(dict.fromkeys("-/.,;:()[]'\"!?+&“”", " "))
_TOLD = {
    stem: tuple(word.replace("_", " ") for word in told.split())
    for asked, _, told in (line.partition(" | ") for line in _ALIKE.strip().splitlines())
    for stem in asked.split()
}


SHORT_WORD = 3
"""Words of so many letters begin too many others."""


def alike(stem: str) -> tuple[str, ...]:
    """Return the beginnings of the words for what a stem stands for, as they are in plain text; short words are whole, or their plural."""
    words = _TOLD.get(stem, (stem,))
    plurals = tuple(f" {word}s " for word in words if len(word) == SHORT_WORD)  # of two letters they are other words: "was"
    return (*(f" {word}" if len(word) > SHORT_WORD else f" {word} " for word in words), *plurals)


def places_of(texts: Sequence[str], stems: Collection[str]) -> Mapping[str, frozenset[int]]:
    """Return for each stem the places of the texts that have it, or a word for the same thing."""
    starts = (0, *accumulate(len(text) + 2 for text in texts))
    everything = f" {'  '.join(texts)} ".lower().translate(_NOT_LETTERS)
    return {stem: frozenset(bisect_right(starts, at) - 1 for word in alike(stem) for at in _found(everything, word)) for stem in stems}


def _found(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)
