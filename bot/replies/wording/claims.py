"""What people claim about a platform, and what there is to it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.replies.wording.grammar import on

CLAIM, TODAY = "Claim", "Today"
CLAIMS_IN_MESSAGE = "Claims in this message"
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
CLAIM_WITHOUT_SIDE = "A statement on {platform} ({topic})"
"""What a sentence claims whose side is not clear."""
NEVER_TRUE = "It was not true then either."
SAME_THEN = "The same was on record then."


def nothing_on_record(when: str) -> str:
    """Say that no document read tells what held on a day."""
    return f"Nothing on record for {when}."


def was_true(how: str) -> str:
    """Say whether a claim was true on a day; `how` is one of the next four."""
    return f"It was {how}."


TRUE_THEN, NOT_YET_TRUE, NO_LONGER_TRUE = "true", "not yet true", "no longer true"


def true_until(when: str) -> str:
    """Say that a claim stopped being true in the very period."""
    return f"true until then: it ended {on(when)}"
