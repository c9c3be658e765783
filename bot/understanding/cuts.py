"""Where the matcher stops being sure: the one place for every cut, chosen by `make cuts`, which prints the table."""

NAMED = 0.30
"""The least share of the best topic for an answer when a platform is named."""
UNNAMED = 0.40
"""The same when none is named; what passes is asked back, not answered."""
ASK_BACK = 0.6
"""How much larger than the background's the best share must be."""
CLOSE_SECOND = 0.5
"""From this part of the best share on, the second topic is offered as another reading."""
LEANING_BACKGROUND = 0.6
"""Up to this share of the background a short "and if …" is taken as a follow-up without a topic of its own."""
LENIENT = 0.2
"""Enough for the topic where somebody plainly compares platforms or looks for another one."""
WEIGHED = 0.3
"""The least part of the background's share that a topic needs where platforms are weighed against each other."""
KEPT_TOPIC = 0.35
"""The part of the best share that the topic spoken of before needs to stay the topic of a follow-up."""
