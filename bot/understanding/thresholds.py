"""The figures at which the matcher is sure enough: the one place for all of them, chosen by `make thresholds`, which prints its table."""

from __future__ import annotations

GATE = 0.75
"""The least share of "has a topic of ours" for an answer."""
GATE_CHOICE = 0.6
"""The same for a comparison, or for alternatives to a platform, which the kind of the message vouches for."""
ASKED_BACK = 0.6
"""The same for asking which platform is meant, which costs less than a false answer."""
NAMED_ONLY = 0.15
"""From this share on, a message that names a platform is asked back with the platform's topics rather than called off-topic."""
NAMED_TOPIC = 0.5
"""The least share of the best topic for answering a message that names a platform although it does not pass the gate: likelier than not."""
HALF = 0.4
"""The least share of the topic of one of several clauses for taking it as a question by itself."""
HALF_BEHIND_CONDITION = 0.8
"""The same for a question behind a condition, which often says only together what it is about."""
HISTORY_OF = 0.02
"""The least share of the topic for which a history is told."""
ALTERNATIVES = 0.5
"""The least share of the kind "alternatives"."""
COMPARE = 0.35
"""The least share of the kind "compare" if several platforms are named."""
VAGUE = 0.2
"""The least part of "has a topic of ours" for the best topic of a choice between platforms, which else is about AI training."""
OTHER_THAN_DEFAULT = 2.0
"""How many times likelier than AI training the best topic of such a choice must be."""
LEANS = 0.4
"""The least share of "takes something from the message before" for carrying a subject over."""
OWN_TOPIC = 0.4
"""The least share of a topic of its own in a message that leans on the one before it."""
KEPT_TOPIC = 16.0
"""How many times likelier another topic must be before a message that leans on the one before it leaves that one's topic."""
UNLISTED = 0.15
"""From this share of the gate on, a product that the base does not cover is named back."""
CLOSE_SECOND = 0.2
"""From this part of the best topic's share on, the second topic is shown too (right first in .88, first or second in .96)."""
SIDE = 0.96
"""The least share of a side that is said to be meant (right in .945, said for .74)."""
