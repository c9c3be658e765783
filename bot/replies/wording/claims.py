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
