"""Tell how a question is put beside its topic: stated or asked, for all times, of everything, by default, of the asker's own place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from bot.understanding.forms import STATED, form_of
from bot.understanding.framing import Framed
from bot.understanding.names import NameMatch
from bot.understanding.text import Text, tokens
from knowledge.vocabulary import Role

LIFETIME = re.compile(r"\b(?:ever|never|always)\b(?! mind)")
"""Words that may ask for all times, of which today's answer says nothing."""
_OF_THE_PAST = re.compile(
    r"\b(?:has|have|had|hasn't|haven't|did|didn't|was|were|wasn't|been)\b|\b(?:ever|never|always) (?:\w+ed|sold|kept|gave|"
    r"sent|told|got|held|"
    r"made|took|went|read|ran|let|said|fed|taught|stole|spied|lost|owned)\b"
)
"""Signs that a message speaks of what was."""
_HAPPENED = re.compile(
    r"(?:\W*\b(?:so|but|and|hey|hi|ok|wait|well|um|then)\b)*\W*(?:did(?:n'?t)?\b|(?:has|have|had)(?:n'?t)?\b(?=.*\b(?:\w+ed|sold|kept|given|sent|"
    r"told|held|made|taken|read|let|taught|stolen|spied|fed)\b))|.*\b(?:before|in the past|previously|at some point|back then)\W*$"
)
"""How a message begins or ends that asks, or tells, what happened: "has it sold my data", "they trained on calls before"."""
_BEGINS_OR_ENDS = re.compile(
    r"\b(?:stop|quit|ceas|end(?:ed)?\b|drop|start|beg[au]n|chang|switch|turn|remov|add|introduc|announc|promis|sa(?:y|id)\b|claim|admit|den[iy]|"
    r"updat|fix|clos|before (?:i|we|it|they|the|a|my|you)\b)"
)
"""Words for a change, of which neither today's answer nor an earlier one says if it came about."""
_MY_OWN = re.compile(r"\b(?:i|me|my|we|us|our|ours|mine)\b")
_CAME_ABOUT = re.compile(
    r"\b(?:joined|came|showed up|turned up|appeared|started|began|recorded|took|made|sent|e-?mailed|shared|watched|listened|deleted|kept|"
    r"got|went|stored|saved|used|sold|gave|told|heard|saw|found|"
    r"transcribed|summari[sz]ed|popped up|asked|left|lost|leaked|uploaded|posted|forwarded|(?:was|were|had|did)(?:n'?t| not)?)\b"
)
_AS_IT_IS = re.compile(
    r"\b(?:is|are|be|being|am|gets?)(?:n'?t)? (?:(?:not|never|always|also|still|even|just|all|only|ever|\w+ly|to|end|getting) )*\w+|"
    r"\b(?:when|once|after|if|that|which|what|anything|everything) (?:\w+ ){1,3}|"
    r"\b(?:to|can|could|will|would|do|does|don't|doesn't) (?!be\b)\w+"
)
"""An event that somebody tells of their own call, and words that look like one in what is said for always: "my calls are recorded"."""
_OF_ALL = frozenset("everything every always forever everybody everyone entirely completely fully all 100".split())
"""Words with which a question asks for more than that something happens."""
_OF_NONE = frozenset("never nobody noone none nothing any anything anyone anybody ever only".split())
"""Words with which somebody says or asks as much of a denial."""
BY_DEFAULT = re.compile(
    r"\b(?:by default|default|automatic(?:ally)?|out of the box|on its own|by itself|unasked|uninvited|"
    r"without (?:anyone|anybody|anything|somebody|me|us|you) \w+ing)\b"
)
"""Words with which somebody speaks of what happens if nobody does anything."""
WITHOUT_CONSENT = re.compile(
    r"\bwithout (?:(?:my|our|your|their|his|her|any|anyone's|anybody's|explicit|prior|the) )*(?:consent|permission|approval|agreement|okay|"
    r"say[- ]so|asking|(?:\w+ )?agreeing|(?:\w+ )?consenting)\b"
)
"""Says how something happens, which denies nothing: of what happens unasked it takes the Yes side."""
ALTERNATIVE = re.compile(
    r"\bor (?:(?:is|are|am|was|were|do|does|did|can|could|will|would|has|have|had|just|only|not|never|still|it|its|it's|they|that|this|"
    r"what|maybe|rather|else|you|we|i|he|she|should|must|the other)\b|\S+ (?:only|instead)\b)"
)
"""Ways to offer two answers; "audio or video" offers none."""
EITHER_WAY = re.compile(
    r"\b(?:yes|y|true|cap|legal|fact|real|right) or (?:no|n|false|nah|not|fiction|old|wrong)\b|\bor (?:not|no|nah|nope|what|nay)\W*$"
)
"""Ways to ask for a yes or a no that are no choice between two things."""
_CONDITIONAL = frozenset({"unless", "until"})
"""Words that name a condition on which something is not so."""
_MORE_THAN_YES_OR_NO = re.compile(
    r"\b(?:with|to|by|from|for|of) whom\b|\b(?:and|or|but|,) (?:if so )?(?:who|which|how|what|where|when|why)\b|"
    r"\b(?:would|will|could|can|do|did|am|are|is) (?:i|we|it)(?: be| ever| even)? (?:\w+ )?(?:break|breaking|violat\w*|illegal|in trouble|"
    r"liable|fined|notice|see|spot|tell)\b|"
    r"\b(?:break|breaks|breaking) (?:the|a|any) (?:law|rule|contract)|"
    r"\b(?:can|could|may|allowed to) (?:\w+ ){1,6}?(?:start|turn|switch|enable|activate)\b(?! (?:\w+ )*off\b)"
)
"""Ways to ask for more than a yes or a no, or for one on whoever asks: whether they would see it, or would break a rule."""
_PREDICATE = {
    "uninvited-bots": re.compile(
        r"keep|kept|\bout\b|block|kick|remov|stop|refus|den(?:y|ied)|reject|\brid\b|prevent|\bban|boot|throw|eject|lobby|waiting|admit|"
        r"\blet\b|allow|avoid|\block|disinvit|disabl|uninvited|barred|shut|turn|sneak|crash|any ?(?:one|body)|strange"
    ),
    "consent": re.compile(
        r"tell|told|know|notic|notif|consent|permi|announc|warn|aware|inform|secre|silent|silence|quiet|without|beep|tone|visib|hidden|hide|"
        r"alert|indicat|\bsee|show|disclos|agree|ask|heads.up|sneak|covert|stealth|message|banner|sign|say so"
    ),
    "retention": re.compile(
        r"keep|kept|record|stor|sav|delet|ret[ae]in|retention|long|remain|still|stay|gone|disappear|eras|wip|h[eo]ld|archiv|recover|"
        r"vanish|forever|"
        r"days?\b|purg|trace|hang|around|expir|backup|copy|copies|left|log|dispos|destroy|drop|\bbin\b"
    ),
    "encryption": re.compile(r"crypt|e2e|end.to.end|end.2.end|\bkeys?\b|scrambl|cipher|\bsecur|plain ?text|zero.knowledge"),
}
"""By topic the words of which a message has one that asks for what the topic's answer says.

"Is every call recorded" asks for no notice, and whoever asks if the police can listen in does not want a Yes to encryption.
"""
_OWN_PLACE = re.compile(
    r"\b(?:my|our|own|here|local\w*|national\w*|domestic\w*|abroad|overseas|border|choose|pick|select|country|region|residen\w+|where)\b"
)
"""Words that ask whether content stays in the asker's country, or whether the place can be chosen."""
_ENDED = frozenset(
    "gone dead alive exist exists existing discontinued retired closed shutdown shut end ended ending over available".split()
)
"""Words with which somebody asks if a platform is still there."""
_LONGEST_OF_END = 5
"""In a longer message they are about something else."""
_IN_FIGURES = re.compile(r"\b(?:exact(?:ly)?|figures?|numbers?|days|hours|weeks|months|years)\b")
_FROM = frozenset({"since", "after", "from", "starting"})
_SPEAKS_AS: dict[str, Role] = {
    **dict.fromkeys(("tenant", "seats", "domain", "organisation", "organization", "team", "employees", "department"), "admin"),
    **dict.fromkeys(("students", "pupils", "class", "lecture", "lesson", "lessons", "kick", "boot", "eject"), "host"),
}
"""Who speaks of these as theirs: an admin of a tenant, the host of a lesson."""


class Manner(NamedTuple):
    """How a question is put.

    `form` is "polar" or "truth" for what takes a yes or a no, else that of the question, "" for keywords. `lifetime` is "ever", "never"
    or "always", which ask for all times if it is also `of_the_past`; `happened` tells that it is about what was once, `told_event` that
    it only tells what happened in the asker's own call. `of_all` and `of_none` tell that it is about all of something or denies
    something of any kind, `unasked` that it is about what happens without consent, `offers_two` that it leaves a choice between two
    answers, `excepts` that it names a condition on which something is not so.
    With `asks_more` a yes or a no on today would not answer it, and `beside_topics` are topics on which it has none of the words that
    ask for their answer. `from_year` is the year from which on changes are asked for, `since` that somebody asks since when.
    `speaks_as` are the roles of whoever speaks of others so ("my students").
    """

    form: str = ""
    lifetime: str = ""
    of_the_past: bool = False
    happened: bool = False
    told_event: bool = False
    of_all: bool = False
    of_none: bool = False
    by_default: bool = False
    unasked: bool = False
    offers_two: bool = False
    excepts: bool = False
    asks_more: bool = False
    beside_topics: frozenset[str] = frozenset()
    of_own_place: bool = False
    if_still_there: bool = False
    in_figures: bool = False
    from_year: int | None = None
    since: bool = False
    speaks_as: tuple[Role, ...] = ()

    @property
    def of_all_times(self) -> bool:
        """True if somebody asks what ever, never or always was."""
        return self.happened or (bool(self.lifetime) and self.of_the_past)


def manner_of(text: Text, names: Sequence[NameMatch], rest: Sequence[str], framed: Framed, form: str) -> Manner:
    """Return how a message is put; `rest` are its words without names, `form` is the form that the model reads."""
    low, core = text.clean.casefold(), framed.core.casefold()
    happened, changes = _HAPPENED.match(core) is not None, _BEGINS_OR_ENDS.search(core) is not None
    stated = form_of(text, names, framed, form)
    lifetime, said = LIFETIME.search(core), tokens(low.replace("at all", ""))
    return Manner(
        form=stated,
        lifetime=lifetime.group() if lifetime else "",
        of_the_past=_OF_THE_PAST.search(core) is not None,
        happened=happened and not changes,
        told_event=stated in STATED and not framed.stated and _tells_what_happened(core),
        of_all=not _OF_ALL.isdisjoint(said),
        of_none=not _OF_NONE.isdisjoint(said),
        by_default=BY_DEFAULT.search(core) is not None,
        unasked=WITHOUT_CONSENT.search(core) is not None,
        offers_two=ALTERNATIVE.search(EITHER_WAY.sub(" ", low)) is not None,
        excepts=not _CONDITIONAL.isdisjoint(text.words),
        asks_more=_MORE_THAN_YES_OR_NO.search(low) is not None or (happened and changes),
        beside_topics=frozenset(topic for topic, words in _PREDICATE.items() if not words.search(low)),
        of_own_place=_OWN_PLACE.search(low) is not None,
        if_still_there=not _ENDED.isdisjoint(text.words) and len(rest) <= _LONGEST_OF_END,
        in_figures=_IN_FIGURES.search(low) is not None,
        from_year=_first_year(rest),
        since="since" in rest,
        speaks_as=tuple(dict.fromkeys(_SPEAKS_AS[word] for word in rest if word in _SPEAKS_AS)),
    )


def _tells_what_happened(core: str) -> bool:
    return _MY_OWN.search(core) is not None and _CAME_ABOUT.search(_AS_IT_IS.sub(" ", core)) is not None


def _first_year(words: Sequence[str]) -> int | None:
    """Return the year from which on somebody asks for changes ("since 2024", "after 2023", "from 2024 on"); None without one."""
    for before, word in pairwise(words):
        if before in _FROM and re.fullmatch(r"20\d\d", word):
            return int(word) + (before == "after")
    return None
