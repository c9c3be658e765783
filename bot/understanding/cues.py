"""The words around a name that tell whether a platform is meant by it, or something else."""

from __future__ import annotations

PRODUCT_NOUNS = frozenset(
    """
    call calls calling recording recordings recorder transcript transcripts transcription ai app apps account accounts
    bot bots notes note notetaker meeting meetings huddle huddles video videos chat chats voice audio summary summaries
    recap recaps assistant user users plan tier free pro premium enterprise business workspace admin admins settings
    policy privacy terms server servers channel channels dm dms message messages webinar session sessions conversation
    conversations copilot link links data employee employees staff company content interview lecture class lesson
    appointment consultation thing model models update training
    """.split()
)
"""What a platform's name stands before: "a Zoom call", "Slack huddles"."""

ASKING = frozenset(
    """
    does can is has why do are did was could will would should how if when about may might whether have vs versus than
    like called
    """.split()
)
"""What a platform's name stands behind in a question: "does Otter train", "what about Teams"."""

PREPOSITIONS = frozenset("on in via using over from through with by of into for at inside to".split())
USING = frozenset(
    """
    use uses used using joined join called call installed install switched moved tried love hate trust left leaving
    ditching bought acquired owns
    """.split()
)
MOVING = frozenset("moved moving switched switching migrated compared changed".split())
"""What stands before "to" and a name: "we moved to Teams"."""

POSSESSIVES = frozenset("my our your their his her".split())
ARTICLES = frozenset("a an the this that these those some any no every each another two three several both all".split())
PARTICLES = frozenset("of in out up over you us the me him them off at into it with again".split())
"""What follows a verb rather than a name: "meet up", "zoom in", "rev the engine"."""

VERB_BEFORE = frozenset(
    "to we i you they lets let us please cannot will would should could must might never always just gonna manager boss he she who".split()
)
VERBS = frozenset("meet zoom rev fathom read slack signal grain rewind snap connect".split())
"""Names that are verbs too, and what stands before a verb: "to meet", "can he read"."""

JOINING = frozenset("or and vs versus than".split())
CHOOSING = frozenset("or vs versus than".split())
HANDING = frozenset(
    """
    send sends sent share shares shared sharing pass passes passed give gives given sell sells sold feed feeds fed
    forward forwarded pipe piped go goes going leak leaks transfer transferred hand handed
    """.split()
)
"""What is done with content before the name of whoever receives it."""

WELL_KNOWN = frozenset("zoom discord slack otter fireflies granola messenger gong chatgpt".split())
"""Ordinary words that in a chat about calls more often than not are the platform."""

FILLER = frozenset(
    """
    and what about how bout ok okay or the in with same for also then so is it on there too but hm hmm um well tell me
    anything else now please thing ai app good bad a an should i be worried calls call know your thoughts opinion any
    to use fine instead versus vs of are they
    """.split()
)
"""Words that carry no topic where a message holds nothing else but names."""

NEUTRAL = frozenset("free basic paid paying pro premium plus business enterprise plan plans tier account accounts subscription".split())
"""Words for whom a question concerns, read by `scope`; they say nothing of the topic."""
