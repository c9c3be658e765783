"""For whom a person asks: the plan, the region and the role that a question mentions."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple, TypeVar

from knowledge.vocabulary import Plan, Region, Role

Item = TypeVar("Item")

PAID: tuple[Plan, ...] = ("individual", "business", "enterprise")

PLAN_WORDS: Mapping[str, tuple[Plan, ...]] = {
    **dict.fromkeys(("free", "basic", "unpaid", "trial", "starter"), ("free",)),
    **dict.fromkeys(("paid", "paying", "pay", "premium", "licensed"), PAID),
    **dict.fromkeys(("plus", "individual"), ("individual",)),
    **dict.fromkeys(("personal", "consumer"), ("free", "individual")),
    **dict.fromkeys(("business", "team", "teams", "workspace"), ("business",)),
    "pro": ("individual", "business"),
    "enterprise": ("enterprise",),
    **dict.fromkeys(("corporate", "company", "employer", "firm", "work"), ("business", "enterprise")),
    **dict.fromkeys(
        ("education", "edu", "school", "schools", "university", "student", "students", "pupils", "kids", "classroom", "teacher", "k12"),
        ("education",),
    ),
    **dict.fromkeys(
        ("healthcare", "hipaa", "baa", "patient", "patients", "doctor", "therapist", "therapy", "clinic", "telehealth"), ("healthcare",)
    ),
    **dict.fromkeys(("government", "gov", "gcc"), ("government",)),
}
_PLAN_NOUNS = frozenset(
    "plan plans tier tiers account accounts version edition licence license subscription user users customer customers".split()
)
_NEEDS_PLAN_NOUN = frozenset(
    "basic pay premium plus personal individual pro business team teams workspace corporate company employer firm work trial "
    "starter".split()
)
EMPLOYERS = frozenset("company employer firm work".split())
_PAYING = frozenset("pays uses has bought provides".split())
"""Those whose plan somebody uses, and the words behind them: "my company pays for it", "at work"."""

_IN_THE_EU = """
    eu europe european eea gdpr germany german france french spain italy netherlands dutch belgium austria ireland irish
    poland sweden denmark finland portugal greece norway czech berlin munich hamburg vienna paris madrid rome milan amsterdam brussels
    dublin warsaw prague stockholm copenhagen helsinki lisbon athens
    """.split()
REGION_WORDS: Mapping[str, tuple[Region, ...]] = {
    **dict.fromkeys(_IN_THE_EU, ("eu",)),
    **dict.fromkeys(("uk", "britain", "british", "england", "scotland", "wales", "london"), ("uk",)),
    **dict.fromkeys(("switzerland", "swiss"), ("switzerland",)),
    **dict.fromkeys(("usa", "america", "american"), ("us",)),
    **dict.fromkeys(("illinois", "bipa", "chicago"), ("illinois", "us")),
    **dict.fromkeys(("california", "californian", "ccpa"), ("california", "us")),
    "texas": ("texas", "us"),
    **dict.fromkeys(("canada", "canadian"), ("canada",)),
    **dict.fromkeys(("brazil", "brazilian"), ("brazil",)),
    **dict.fromkeys(("india", "indian"), ("india",)),
    **dict.fromkeys(("china", "chinese", "mainland", "beijing", "shanghai", "shenzhen"), ("china",)),
    **dict.fromkeys(("japan", "japanese"), ("japan",)),
    **dict.fromkeys(("korea", "korean"), ("south-korea",)),
    **dict.fromkeys(("australia", "australian"), ("australia",)),
    "hong": ("hong-kong",),
}

ROLE_WORDS: Mapping[str, Role] = {
    "guest": "guest", "guests": "guest", "participant": "guest", "participants": "guest", "attendee": "guest", "attendees": "guest",
    "invitee": "guest", "host": "host", "hosts": "host", "organiser": "host", "organizer": "host", "hosting": "host",
    "admin": "admin", "admins": "admin", "administrator": "admin", "administrators": "admin",
}  # fmt: skip
_BESIDE_REGION = frozenset(
    "and in i am we are is it that the only even too also right if so what about for same there here ok well not".split()
)
"""Words beside a plan or a region that add nothing to it: "in the EU too?", "I am in Texas"."""
_BEFORE_OWN_ROLE = frozenset("a an as am the only just any normal mere simple for can could may".split())

_BESIDE_ROLE = frozenset("a an as the only just really actually even".split())
_DENIALS = frozenset({"not", "nor", "no", "never", "isn't", "isnt"})
_DENIED_WITHIN = 4
"""Words by which a role is denied, those that may stand between, and how far they reach."""


class AskedScope(NamedTuple):
    """What a question says about whom it concerns; empty where it says nothing."""

    plans: tuple[Plan, ...] = ()
    regions: tuple[Region, ...] = ()
    roles: tuple[Role, ...] = ()

    @property
    def anything(self) -> bool:
        """Whether the question narrows anything down."""
        return bool(self.plans or self.regions or self.roles)

    def narrowed(self, other: AskedScope) -> AskedScope:
        """Return what the other says, or what this one does where the other says nothing."""
        return AskedScope(other.plans or self.plans, other.regions or self.regions, other.roles or self.roles)


ANYBODY = AskedScope()


def read_scope(words: Sequence[str], written: Collection[str]) -> AskedScope:
    """Read plan, region and role from the words of a question, names of platforms taken out.

    `written` are its words as they were written: "the guest's" is about somebody's things and says nothing of who asks.
    """
    plans: list[Plan] = []
    regions: list[Region] = []
    roles: list[Role] = []
    for position, word in enumerate(words):
        before = words[position - 1] if position else ""
        after = words[position + 1] if position + 1 < len(words) else ""
        if word in PLAN_WORDS and (
            word not in _NEEDS_PLAN_NOUN
            or after in _PLAN_NOUNS
            or (word in {"plus", "pro"} and before in {"on", "the"})
            or (word in EMPLOYERS and (after in _PAYING or (word, before) == ("work", "at")))
        ):
            plans.extend(PLAN_WORDS[word])
        if word == "us" and before == "the" and position > 1 and words[position - 2] in {"in", "for", "outside"}:
            regions.append("us")
        regions.extend(REGION_WORDS.get(word, ()))
        own_role = before in _BEFORE_OWN_ROLE or after == "here" or not before
        if word in ROLE_WORDS and own_role and word in written and not is_denied(words, position):
            roles.append(ROLE_WORDS[word])
    return AskedScope(_once(plans), _once(regions), _once(roles))


def is_denied(words: Sequence[str], place: int) -> bool:
    """Return True if somebody says that they have not the role at a place ("not the admin", "isn't just a host")."""
    before = [word for word in words[max(0, place - _DENIED_WITHIN) : place] if word not in _BESIDE_ROLE]
    return bool(before) and before[-1] in _DENIALS


def says_only_for_whom(words: Sequence[str]) -> bool:
    """Return True if words name a plan or a region and say nothing else."""
    told = [word for word in words if word in PLAN_WORDS or word in REGION_WORDS]
    return bool(told) and _BESIDE_REGION.issuperset(set(words).difference(told, _PLAN_NOUNS))


_PLAN_NAMES = {"health": "healthcare", "medical": "healthcare"}
"""Names of plans that say too little in a sentence to be taken for one there."""


def read_plan(name: str) -> AskedScope:
    """Return what a plan given by its name stands for ("free", "K12", "EU business"); nothing if the name says nothing."""
    words = [_PLAN_NAMES.get(word, word) for word in name.lower().replace("-", " ").split()]
    plans = [plan for word in words for plan in PLAN_WORDS.get(word, ())]
    regions = [region for word in words for region in REGION_WORDS.get(word, ())]
    return AskedScope(_once(plans), _once(regions))


def _once(items: Sequence[Item]) -> tuple[Item, ...]:
    return tuple(dict.fromkeys(items))
