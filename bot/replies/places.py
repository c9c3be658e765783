"""Tell whether content lies in the place that somebody names, as far as an answer on places says."""

from __future__ import annotations

import re
from typing import Literal, get_args

from bot.replies.matters import missing_regions, names_of_region
from bot.replies.reply import Reply
from bot.understanding.scope import AskedScope
from bot.understanding.sides import Side
from knowledge.vocabulary import Region

_OPEN_LIST = re.compile(
    r"\b(?:may|can|could|other|around the world|worldwide|anywhere|elsewhere|wherever|global\w*|including|such as|among|some|countr\w+|"
    r"unknown|not (?:said|named|stated|found))\b",
    re.IGNORECASE,
)
"""Words of an answer whose list of places leaves others open."""
_ANY_REGION = re.compile(rf"\b(?:{'|'.join(names_of_region(region) for region in get_args(Region))})\b")


def judge_place(asked: AskedScope, reply: Reply, taken: Side) -> Literal["elsewhere", "there", "unclear"]:
    """Return whether content lies in the place that a message names; "unclear" where the answer does not settle it."""
    told = f"{reply.said.sentence} {reply.said.headline} {reply.said.detail}"
    if not missing_regions(asked, told):
        return "there" if taken.side == "yes" and reply.verdict != "no" else "unclear"
    names_all = _ANY_REGION.search(reply.said.headline) is not None and not _OPEN_LIST.search(f"{reply.said.headline} {reply.said.detail}")
    return "elsewhere" if names_all and taken.side == "yes" and reply.verdict in {"yes", "no"} else "unclear"
