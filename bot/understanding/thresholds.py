"""The figures at which the bot is sure enough; `make thresholds` prints the table behind the first ones."""

from __future__ import annotations

# Kinds of reply and topics
GATE = 0.8
"""The least share of "has a topic of ours" for an answer."""
GATE_CHOICE = 0.7
"""The same for a comparison or alternatives, which the kind of the message vouches for."""
ASKED_BACK = 0.5
"""The same for asking which platform is meant, which costs less than a false answer."""
ASKED_HOW, OF_ASKED_HOW = 0.4, 0.65
"""The same for telling how something is done on one platform, and the least part of it that the two best topics have."""
NAMED_ONLY = 0.15
"""From this share on, a message that names a platform is asked back with the platform's topics rather than called off-topic."""
NAMED_TOPIC = 0.5
"""The least share of the best topic for answering a message that names a platform although it does not pass the gate: likelier than not."""
CLEAR_LEAD = 2.0
"""How many times likelier than the next one a topic must be to count as the only one that is meant."""
NAMED_GROUP = 0.15
"""The least share of a topic on which the message names a group, such as a board meeting or patients."""
NEAR_GROUP = 0.5
"""From this part of the best topic's share on, a topic on which the message names a group is the one that is meant."""
HALF = 0.4
"""The least share of the topic of one of several clauses for taking it as a question by itself."""
HALF_BEHIND_CONDITION = 0.8
"""The same for a question behind a condition, which often says only together what it is about."""
GATE_ASKED = 0.95
"""The gate for the question of a story by itself; if it names no platform, the whole has to pass `ASKED_BACK` too."""
ASKED_ALONE = 0.6
"""The least share of the best topic of the question in a story for taking it by itself (right in .89, with the story in .88)."""
SHORTEST_QUESTION = 5
"""A question of fewer words that names no platform points back at its story ("can they?")."""
HISTORY_OF = 0.02
"""The least share of the topic for which a history is told."""
HISTORY_OF_ANOTHER = 0.1
"""The same for another topic than that of the answer before: "did it ever?" names none."""
ALTERNATIVES = 0.5
"""The least share of the kind "alternatives"."""
COMPARE = 0.35
"""The least share of the kind "compare" if several platforms are named."""
VAGUE = 0.2
"""The least part of "has a topic of ours" for the best topic of a choice between platforms, which else is about AI training."""
OTHER_THAN_DEFAULT = 2.0
"""How many times likelier than AI training the best topic of such a choice must be."""
FOR_WHOM = 0.8
"""Below this share, a topic that words for a trade or a place point to gives way to AI, if that is named in a choice."""
LEANS = 0.3
"""The least share of "takes something from the message before" for carrying a subject over."""
OWN_TOPIC = 0.4
"""The least share of a topic of its own in a message that leans on the one before it."""
KEPT_TOPIC = 16.0
"""How many times likelier another topic must be before a message that leans on the one before it leaves its topic."""
UNLISTED = 0.15
"""From this share of the gate on, a product that the base does not cover is named back."""
CLOSE_SECOND = 0.2
"""From this part of the best topic's share on, the second topic is shown too (right first in .88, first or second in .96)."""
SIDE = 0.96
"""The least share of a side that is said to be meant (right in .945, said for .74)."""

# Sides
SIDE_YES = 0.65
"""The least share of Yes without any word for no. These figures are those of hands left out: two of a hundred sides are wrong."""
SIDE_SIGNED, SIDE_DENIED, SIDE_DENIED_TWICE, SIDE_ALONE = 0.5, 0.75, 0.9, 0.99
"""The least share of No with a sign of it, with a word for no, with several, which may cancel out, and without any."""
LONGEST_PLAIN = 30
"""Longer messages tell a story, in which the side of the question is often misread."""
SIDE_ON_CONDITION = 0.9
"""The least share of a side for judging flatly what holds only on a condition."""

# Topics that may be meant besides
CLOSE_TOPIC = 0.6
"""From this part of the topic's share on, another topic may be meant, and nothing is confirmed or denied."""
NEXT_TOPICS = 2
"""How many topics behind the first can be pressed: the right one is among the first three in .97 to 1 of messages."""

# Claims
STATED = 0.3
"""The least share of a topic, that the message has one taken in, for a clause that has a cue of it but not its very words."""
SAME_CLAIM = 0.75
"""The least part of a claim's words that a message must have to make just this claim; below, its signs have to be there too."""
LIKE_CLAIM = 0.4
"""The least part of them that a message must have that also has the signs of the claim."""
SIDE_AGAINST_CLAIM = 0.98
"""From this share on the side that is read stands against the words of a claim, so that nothing is said."""
LEAST_WORDS_OF_CLAIM = 3
"""A claim of fewer words of its own is known by them only if its topic is the likeliest one."""
TOPICS_OF_CLAIM = 3
"""A claim on none of so many topics is not the one that was made, unless all its words are there."""

# Parts of an answer
SHARE_OF_PART = 0.2
"""The least part of what a question asks that a sentence must have."""
PART_OVER_HEADLINE = 0.5
"""So much more weight than the headline a sentence must have to lead in its place."""
STEP_ON_SOMETHING_ELSE = 2
"""If others have a step with so many words of a question and those who ask have none with any, theirs are on something else."""
TOLD_OF_CONDITION = 2
"""An answer with so many words of a condition says itself if that changes it."""

# The sentence that settles what was asked; shares are of the weight of its words, of which rare ones weigh more
SETTLING_OVER_BRIEF = 0.1
"""So much more than the brief the sentence has to have."""
SETTLING_ADDS = 0.25
"""So much of it that is not in the brief."""
COVERED, COVERED_BY_ONE, COVERED_ELSEWHERE = 0.42, 0.5, 0.6
"""The least share that it has to have: with several words or one on a topic that may be meant, and on another topic."""
WORDS_ELSEWHERE = 2
"""On another topic it has to have more words than that, or so many rare ones."""
SETTLING_TOPIC = 0.05
"""The least share of a topic that may be meant."""
RARE_ON_RECORD = 2
"""A single word, or one of few on another topic, has to be in at most so many sentences of the platform."""
SETTLING_BY_TOPIC, SETTLING_PER_WORD = 0.25, 0.003
"""The weight of its topic's share in the rank of a sentence, and what each of its words takes off."""
LONGEST_SETTLING, ONE_GLANCE = 230, 230
"""A longer sentence has no room in a brief; a brief of so many letters can be read in one glance."""

REPEATED = 0.7
"""From this share of its words on, a sentence repeats another one and is left out; checked on all headlines of the base."""
FEW_NEW_WORDS = 4
"""At most so many new words add nothing to a sentence that says that something is not known."""

# Time
JUST_NOW = 45
"""Up to this many days back, "yesterday" gets today's answer if that held then too."""
OLD = 730
"""After so many days an answer names the month of its source first."""

# Names and languages
NEAR_NAME = 80.0
"""The least likeness (rapidfuzz ratio, 0 to 100) of a name that is offered in place of an unknown one."""
LEAST_FOREIGN_WORDS = 2
"""A message of fewer words beside names is taken for English."""
MOST_ENGLISH = 0.5
"""From this share of English words on, a message is taken for English with names and typing errors in it."""
