"""Take the statement out of its frame: "is it true that …", "I heard …", "it's a myth that …", "…, doesn't it?".

The words of a frame are no part of what is claimed: "doesn't it" denies nothing, nor does the warning in "don't use it, it records".
"""

from __future__ import annotations

import re
from typing import NamedTuple

_WHO = (
    r"(?:people|some(?: people)?|somebody|someone|everybody|everyone|they|others|friends?|colleagues?|the (?:news|internet)|"
    r"(?:my|our|a|one of my) (?:\w+ )?\w+|i (?:was|am|'m|have been|'ve been)|i(?:'m|'ve been))"
)
_SAYS = r"(?:keeps? )?(?:says?|said|saying|claims?|claimed|thinks?|reckons?|tells? me|told me|told|swears?|insists?)"
_UNTRUE = r"(?:not true|untrue|not so|not the case|false|wrong|a myth|a lie|nonsense|a hoax|fake news|not right|not correct)"
_DENIED = re.compile(
    rf"(?:(?:it|that|this)(?:'s| is) (?:simply |just |also )?{_UNTRUE} that|it(?:'s not| isn't| is not) (?:true|the case|"
    rf"right|correct) that|"
    r"i (?:don't|dont|do not) (?:think|believe)(?: that)?|i doubt(?: that)?|no truth in the claim that)[ ,:]+"
)
_STATED = re.compile(
    r"(?:(?:is(?:n't| not)? it|its|it's|it is)(?: not)?(?: really| actually| still| in fact)? (?:true|right|correct|a fact|"
    r"the case) (?:that|if)|"
    r"i(?:'ve| have)? (?:just |once |also )?(?:heard|hear|read|saw|see|thought|think|believe|reckon|guess|bet|"
    r"assume)(?: (?:somewhere|online))?"
    rf"(?: that)?|{_WHO} {_SAYS}(?: that)?|apparently|supposedly|allegedly|rumou?r has it(?: that)?|word is(?: that)?|"
    r"(?:there is|there's) a rumou?r(?: going round)? that|correct that|true that)[ ,:]+"
)
_REASON = r"(?:because|cause|bc|cuz|coz|since|as) (?:of how )?"
_FORBIDDEN = (
    r"(?:(?:do not|don'?t|(?:you|we|people|folks|everyone|i)(?:'d| should| would| must)? ?(?:not|never)|nobody should|no one should|"
    r"(?:you|we|people|folks|everyone|i) (?:should|would|must)(?:n'?t| not)|never)(?: ever| even)*|not) (?:be |go on )?"
    r"(?:us(?:e|ing)|subscribe|pay|accept|install|trust|touch|get|buy|join|talk|discuss|say|record|put|download|sign|recommend|have|hold|go|do|share|send|"
    r"rely|speak|bother|invite|run|open|accept|click|upload|let|take|make|switch|call)\b|"
    r"(?:avoid|steer clear of|stay away from|stop using)\b"
)
_WARNING = re.compile(
    r"(?:(?:please|pls|guys|hey|hi|so|just|people|folks|everyone|ok|psa|warning|lol|and|but)\b[,:!]? )*"
    rf"(?:{_FORBIDDEN})(?:(?!\b(?:if|unless|when|until|while)\b)[^,.;:!?(–—])+?"
    rf"(?:(?:[,.;:!(–—]+| -+) *(?:{_REASON})?| {_REASON}| (?=(?:it|they|he|she)(?:'s|'re)? (?!to\b)\w))",
)
"""A warning in front of its reason: "don't use it, it records everything"; its "not" denies nothing of what is stated."""
_WARNING_BEHIND = re.compile(
    r"(?:[,.;:!–—]+| -+| so| and) *(?:so |and |please |just )*(?:(?:do not|don'?t|never) (?:ever )?"
    r"(?:use|install|trust|touch|buy|join|download|recommend)|avoid|stay away from|stop using)\b[^?]*$"
)
"""The same behind it: "it records everything, so don't use it"."""
_ROLES = r"(?:(?:host|co-?host|admin|administrator|owner|organi[sz]er|user|customer|guest|participant|attendee|manager|member)s?|boss)"
_OTHER_ROLE = re.compile(
    r"[,(–—-]*\s*(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )\b(?:and |but )?(?:(?:i'?m|i am|we'?re|we are) )?"
    rf"not (?:as |just |only )*(?:the |an? |my |our |their )?{_ROLES}\b(?! of\b)\)?",
    re.IGNORECASE,
)
"""A role that somebody has not ("a guest, not the host"): it says who asks, and denies nothing."""
_UNSURE = re.compile(rf"(?:is|was) (?:it|this|that) (?:really |just |only )?{_UNTRUE} that\b")
"""A question that is answered by Yes if its statement is not true; which word fits, readers would not agree on."""
_AUXILIARY = r"(?:is|are|do|does|did|has|have|had|can|could|will|would|was|were|should|must)"
_TAG = re.compile(
    rf"[\s,.;–-]+(?:(?:{_AUXILIARY}(?:n['’]?t| not)?|can't|won't|cant|wont|ain't|aint) (?:it|they|he|she|we|you|i|that|there)(?: not)?|"
    r"right|correct|innit|yeah|yes|huh|eh|no|true|is (?:that|this|it) (?:true|right|correct|so)|am i right|true or (?:false|not)|"
    r"i (?:heard|think|guess|believe|was told)|apparently|they say)[\s?!.]*$"
)
_BARE_NO = re.compile(r"[^,]\s+no[\s?!.]*$")
"""A "no" without a comma may be a tag, or deny."""
_ASKING = re.compile(
    rf"(?:{_AUXILIARY}(?:n['’]?t)?|how|what|which|who|whose|where|when|why|tell|explain|i (?:want|need|would)|can|so how|and how)\b"
)
"""How a message begins that is a question already: its last words are no tag."""
_SHORTEST = 2
"""A frame with fewer words in it holds no statement."""


class Framed(NamedTuple):
    """A statement without its frame.

    `denied` if the frame says that it is not true, `unsure` if it leaves the side open, `warned` if the statement is the reason for a
    warning.
    """

    core: str
    stated: bool = False
    denied: bool = False
    unsure: bool = False
    warned: bool = False


def unframed(message: str) -> Framed:
    """Return what a message states, without the words that ask if it is true or say from where it is known."""
    core = _OTHER_ROLE.sub("", message).strip()
    stated = denied = False
    if _UNSURE.match(core.casefold()):
        return Framed(core, stated=True, unsure=True)
    while True:
        low = core.casefold()
        begins = _DENIED.match(low) or _STATED.match(low)
        if begins is None or len(low[begins.end() :].split()) < _SHORTEST:
            break
        denied ^= _DENIED.match(low) is not None
        stated, core = True, core[begins.end() :]
    core, warned = _without_warning(core)
    stated |= warned
    low = core.casefold()
    tag = _TAG.search(low) if not _ASKING.match(low) else None
    if tag is not None and _BARE_NO.search(low):
        return Framed(core, stated, denied, unsure=True, warned=warned)
    if tag is not None and len(low[: tag.start()].split()) >= _SHORTEST:
        stated, core = True, core[: tag.start()]
    return Framed(core, stated, denied, warned=warned)


def _without_warning(core: str) -> tuple[str, bool]:
    """Return what somebody states as the reason for a warning, and True; a question behind a warning stays one."""
    low = _plain(core)
    if (begins := _WARNING.match(low)) is not None and len(low[begins.end() :].split()) >= _SHORTEST:
        core = core[begins.end() :]
        return core, not _ASKING.match(core.casefold())
    behind = _WARNING_BEHIND.search(low)
    if behind is not None and len(low[: behind.start()].split()) > _SHORTEST and not _ASKING.match(low):
        return core[: behind.start()], True
    return core, False


def is_warning(clause: str) -> bool:
    """Return True if a clause tells others what not to do, rather than asks: "don't use Zoom"."""
    return _WARNING.match(_plain(clause) + ".") is not None


def _plain(text: str) -> str:
    return text.casefold().replace("’", "'")
