"""Which topics a clause makes a statement on: the model reads it as it reads a question, and a cue must bear the topic out.

The model was taught by questions, nearly all of which have a topic of ours. Running text is mostly about something else,
so a topic counts only if the clause has words without which nobody can state anything on it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from bot.understanding import thresholds
from bot.understanding.posts import ANY_DAY
from bot.understanding.posts.phrases import phrases
from bot.understanding.understand import NAMED, Understanding

_LISTS = {
    "content": """
        call, calls, meeting, meetings, message, messages, chat, chats, conversation, conversations, recording, recordings, transcript,
        transcripts, voice, voices, audio, video, videos, huddle, huddles, dm, dms, data, content, information, words, everything, anything,
        what you say, what we say, what people say, what is said, what you type, what you share, what you write, what you do, post, posts,
        photo, photos, file, files, note, notes, discussion*, interview, interviews, session, sessions, lesson, lessons, webinar*,
        voicemail*, profile, profiles, stuff, face, faces""",
    "ai": """
        ai, artificial intelligence, chatbot*, chat bot*, assistant*, copilot, companion, gemini, grok, gpt, chatgpt, llama, bot, bots,
        notetaker*, model, models""",
    "machine": "ai, model, models, machine learning, algorithm*, artificial intelligence, bot, bots, llm, llms",
    "outsider": """
        openai, chatgpt, anthropic, claude, gemini, grok, xai, gpt, deepseek, perplexity, mistral, third part*, third-part*, other compan*,
        affiliate*, outside compan*, outside vendor*, outside ai, subprocessor*, sub-processor*, partner, partners, external""",
    "pass": """
        pass, passes, passed, passing, send, sends, sent, sending, hand*, shar*, give*, gave, giving, go, goes, went, get, gets, getting,
        forward*, route*, upload*, access, process*, fed, feed*, receiv*, run on, runs on, use, uses, used, using, made with, powered by,
        stream*, train*, ship*""",
    "keep": """
        keep, keeps, keeping, kept, store, stores, stored, storing, retain*, save, saves, saved, saving, record, records, recorded, hoard*,
        archive*""",
    "told": "ask*, told, telling, consent*, permission, notif*, inform, informs, informed, informing, knowing, knowledge, warn*",
    "denied": "without, never, not, nobody, no one, isn't, aren't, weren't, wasn't",
}
_CUES = {
    "ai-training": """
        train, trains, trained, training, teach, teaches, teaching, taught, feed, feeds, feeding, fed, machine learning, fodder, data set*,
        dataset*, fine-tun*, finetun*, learn from, learns from, learned from, into their {ai}, into its {ai}, into the {ai},
        improv* … {machine}, develop* … {machine}, build* … {machine}, smarter""",
    "third-party-ai": ("{outsider}", "{pass}"),
    "ai-features": (
        "{ai}",
        """
        on, default, automatic*, transcri*, summar*, access, read*, open*, listen*, scan*, analys*, analyz*, sit, sits, built, switched,
        fetch*, process*, without transcript, join, joins, joined, start*, takes notes, taking notes, record, records, see, sees, hear,
        hears, enabled, activat*, no ai""",
    ),
    "opt-out": """
        opt out, opts out, opted out, opting out, opt-out*, optout, turn … off, turns … off, turned … off, turning … off, switch … off,
        switches … off, switched … off, switching … off, disabl*, deactivat*, refus*, object, objected, objecting, say no, way out,
        no way to, get out, get rid of, toggle*, switch, switches, setting, settings, checkbox, check box, untick*, uncheck*, no button,
        unsubscribe, declin*, does nothing, stop it, stop this, stop that, stop them, turn on, turned on, escape, prevent*, avoid,
        do nothing, do anything""",
    "consent": (
        """
        ask, asks, asked, asking, told, tell, tells, notif*, inform, informs, informed, informing, consent*, permission, warn, warns,
        warned,
        agreed to it, without … knowledge, without … knowing, without … noticing, notice, notices, secret, secretly, quiet, quietly, silent,
        silently, announce*, release, signed, find out, aware, behind your back*, behind our back*, banner, knowing, popup, pop-up""",
        """
        guest*, participant*, attendee*, everyone, everybody, anyone, anybody, people, others, record*, transcri*, join*, call, calls,
        meeting, meetings, bot, bots, candidate*, patient*, client*, pupil*, plaintiff*, he, she, her, you, they, them, signed""",
    ),
    "ownership": """
        own, owns, owned, ownership, owning, owner of your, owner of our, owner of all, owner of what, owners of, belong*, licence*,
        license*,
        right to, rights to, rights over, rights in, property, copyright*, royalt*""",
    "retention": """
        {keep}, storage, retention, delet*, eras*, for ever, forever, indefinitely, permanent*, thrown away, throws away, discard*, wipe,
        wiped,
        server, servers, backup*, back up*, disappear*, vanish*, collect, collects""",
    "human-review": """
        listen, listens, listened, listening, read, reads, reading, look, looks, looked, looking, watch, watches, watched, watching, review,
        reviews, reviewed, reviewer*, hear, hears, heard, see, sees, eavesdrop*, spy, spies, spying, snoop*, human, humans, employee*,
        staff,
        contractor*, access""",
    "encryption": """
        encrypt*, unencrypted, e2e, e2ee, end-to-end, end to end, key, keys, only those in, nobody else can read, nobody else can hear""",
    "sensitive": (
        """
        hipaa, baa, confidential*, lawyer*, attorney*, doctor*, patient*, therap*, privileged, complian*, school, schools, pupil*, gdpr,
        ferpa,
        medical, health, client, clients, nda""",
        """
        safe, secure, fit, complian*, comply, allowed, suitable, certified, violat*, breach*, hipaa, baa, gdpr, ferpa, legal, illegal, use,
        used, uses""",
    ),
    "data-sharing": (
        """
        sell, sells, selling, sold, sale, advert*, ad, ads, share, shares, shared, sharing, third part*, third-part*, broker*, marketing,
        pass … on, passes … on, passed … on, affiliate*, hand … over, hands … over, handed … over""",
        "{content}, for advert*, for ads, third part*, third-part*, broker*, partners, metadata",
    ),
    "access": (
        """
        boss, bosses, manager*, employer*, admin, admins, administrator*, colleague*, coworker*, co-worker*, anyone, anybody, everyone,
        everybody, stranger*, organiser*, organizer*, host, hosts, hr, it department, owner, owners, public*, link, links, whoever,
        outsider*""",
        "see, sees, read, reads, hear, listen, open, access, view, watch, download, search, find, look, get, gets, visible, shared",
    ),
    "biometrics": """
        voiceprint*, voice print*, biometric*, face, faces, facial, faceprint*, emotion*, mood, moods, sentiment, voice recognition,
        speaker recognition""",
    "uninvited-bots": (
        "bot, bots, notetaker*, note taker*, assistant, assistants",
        """
        join*, invit*, uninvited, kick*, remov*, block*, lobby, waiting room, crash*, show up, shows up, showed up, appear*, let in,
        keep* out,
        admit*""",
    ),
    "authorities": """
        police, court, courts, warrant*, subpoena*, government*, authorit*, fbi, nsa, law enforcement, secret service*,
        intelligence service*,
        cops, judge, judges""",
    "location": (
        """
        server, servers, stored, hosted, data center*, data centre*, datacenter*, region, abroad, overseas, rout*, processed,
        transferred, kept,
        leave, leaves, stay, stays, go, goes""",
        """
        in the us, to the us, us servers, in the usa, united states, america, in the eu, outside the eu, the eu, europe*, china, beijing,
        russia, moscow, germany, ireland, in the uk, switzerland, india, country, region, continent, cloud act, abroad, canada, australia,
        japan, singapore""",
    ),
}  # fmt: skip
"""Phrases of a statement on a topic; of several lists one phrase of each must be found."""
_PLAIN = {
    "ai-training": """
        train … {machine}, trains … {machine}, training … {machine}, trained … {machine}, {content} … train … it, to train … model""",
    "third-party-ai": "{pass} … to {outsider}, {pass} … with {outsider}, {pass} … on to {outsider}",
    "ai-features": "no ai in, no ai at all",
    "opt-out": """
        opt out, opts out, opted out, opting out, opt-out*, turn … off, turned off, switch … off, switched off, switching … off, no way,
        whoever does nothing, no button, do nothing at all, no setting, no switch, no toggle, get rid of""",
    "consent": "{denied} {told}, {denied} … {told}",
    "ownership": "own … {content}, owns … {content}, owner of … {content}, belong* … {content}, licen* to … {content}, {content} … belong*",
    "retention": """
        {keep} … {content}, {content} … kept, {content} … stored, {content} … retained, {content} … thrown away, {content} … discarded,
        {content} … deleted, {content} … for ever, {content} … forever, servers for ever, servers forever""",
    "human-review": """
        listen to … {content}, listens to … {content}, listening to … {content}, listen in, listen along, read along, read … {content},
        reads … {content}, reading … {content}, look* in … {content}, look* into … {content}, look* at … {content},
        look* through … {content},
        watch* … {content}, hear* … {content}""",
    "encryption": "encrypt*, unencrypted, end-to-end, end to end, e2ee",
    "data-sharing": "sell* … {content} … to, sold … {content} … to, share* … {content} … with, sharing … {content} … with",
    "biometrics": "voiceprint*, voice print*, faceprint*, scan* … face, scan* … faces, analys* … face, analys* … faces, recogni* … faces",
}  # fmt: skip
"""Phrases that are a statement on a topic, whatever the model makes of the rest of the clause."""
_NOT = {
    "human-review": re.compile(
        r"\b(?:it|ai|bot|software|model|only (?:those|you|participants)\b.* can) (?:does not |doesn't |only |also |even )?"
        r"(?:listen|hear|watch|read|see)s?\b",
        re.IGNORECASE,
    ),
    "consent": re.compile(r"\bagree\w* (?:\w+ ){0,3}without (?:noticing|reading|knowing|realising|realizing)\b", re.IGNORECASE),
    "biometrics": re.compile(r"\b(?:about[- ]face|face[- ]to[- ]face)\b", re.IGNORECASE),
}
"""Words that look like a statement and are none: software that listens is no person."""
_CUE_PATTERNS = {
    topic: tuple(phrases(listing, **_LISTS) for listing in (listed if isinstance(listed, tuple) else (listed,)))
    for topic, listed in _CUES.items()
}
_PLAIN_PATTERNS = {topic: phrases(listing, **_LISTS) for topic, listing in _PLAIN.items()}


class Stated(NamedTuple):
    """A topic on which a clause states something, whether its very words say so, and where in the clause they begin."""

    topic: str
    plainly: bool
    place: int


def states(understanding: Understanding, clause: str) -> list[Stated]:
    """Return the topics on which a clause states something, likeliest first."""
    shares = _shares(understanding, clause)
    found: list[Stated] = []
    for topic in sorted(shares, key=lambda topic: -shares[topic]):
        place = _cue(topic, clause)
        if place is None:
            continue
        plainly = topic in _PLAIN_PATTERNS and _PLAIN_PATTERNS[topic].search(clause) is not None
        if plainly or shares[topic] >= thresholds.STATED:
            to_other_ai = topic == "data-sharing" and _cue("third-party-ai", clause) is not None
            found.append(Stated("third-party-ai" if to_other_ai else topic, plainly, place))
    return found


def has_words_of(topic: str, sentence: str) -> bool:
    """Return True if a sentence has the words without which nobody states anything on a topic; True for one that needs none."""
    return topic not in _CUE_PATTERNS or _cue(topic, sentence) is not None


def _cue(topic: str, clause: str) -> int | None:
    """Return where the words of a topic begin in a clause; None if it has none."""
    if topic in _NOT and _NOT[topic].search(clause):
        return None
    cues = [match for pattern in _CUE_PATTERNS[topic] if (match := pattern.search(clause)) is not None]
    return cues[0].start() if len(cues) == len(_CUE_PATTERNS[topic]) else None


def _shares(understanding: Understanding, clause: str) -> dict[str, float]:
    """Return how likely each topic is in a clause: read as it stands, and as a statement on a platform if it names none."""
    question = understanding.understand(clause, ANY_DAY)
    readings = [question.reading]
    if not question.platforms:
        readings.append(understanding.read_masked((NAMED, *question.rest), 1))
    return {topic: max(reading.on_topic * reading.topic.of(topic) for reading in readings) for topic in _CUES}
