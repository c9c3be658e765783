"""Everything that a person can do in a chat, the same on every surface: ask, press, check a post, rate, report, be forgotten.

Surfaces translate events into these calls and show the cards that come back. No text of a question is stored or
logged here; the exception is `send_to_curators`, which a person presses on purpose.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta

from bot.dialogue.asker import Asker
from bot.dialogue.direct import ALTERNATIVES, COMPARE, MAX_COMPARED, read_directly
from bot.dialogue.engine import Engine, Message, remembered
from bot.observing import metrics
from bot.replies import pages, wording
from bot.replies.added import NOTHING, Added
from bot.replies.answer import Asking
from bot.replies.card import Card, Reference, card_of
from bot.replies.claims import FoundClaim, claims_named, find_claims
from bot.replies.layout import Heading, lay_out_claims
from bot.storage import Store, StoreError, Workspace, what_is_stored
from bot.understanding.decide import HISTORY, Decision
from bot.understanding.question import Question, Turn
from bot.understanding.subject import Subject
from knowledge.base import answer_on
from knowledge.dates import PartialDate

log = logging.getLogger(__name__)

HELP, PLATFORMS, PRIVACY = "help", "platforms", "privacy"
_USAGE = {COMPARE: wording.COMPARE_NEEDS_TWO, ALTERNATIVES: wording.ALTERNATIVES_NEEDS_ONE, HISTORY: wording.HISTORY_NEEDS_ONE}
MAX_POST = 40_000
"""The longest message that is read for claims: Slack's longest text; Discord's are shorter."""
MAX_SENT = 2_000
"""How much of a question or a report goes to the curators: the longest value of a Slack button and of a Discord message."""
POPULAR_DAYS = 90
_UNKNOWN_VERSION = "0" * 8


class Chat:
    """The operations of a chat over one knowledge base and one store."""

    def __init__(
        self, engine: Engine, store: Store, *, retention_days: int, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        """Take what is needed; `retention_days` is how long what was sent to the curators is kept."""
        self.engine = engine
        self.store = store
        self._retention_days = retention_days
        self._clock = clock

    @property
    def today(self) -> date:
        """The day for which answers are given."""
        return self._clock().date()

    async def ask(self, text: str, asker: Asker, usage: Sequence[str] = ()) -> Card:
        """The card for a message; `usage` are the surface's ways to ask, for the help."""
        today = self.today
        words = text.split()
        word = words[0].lower().strip("/") if words else HELP
        if len(words) <= 1 and word in {HELP, PLATFORMS, PRIVACY}:
            return await self._page(word, asker, usage)
        subject = read_directly(self.engine, text, today)
        if subject is not None:
            return self._gave(subject.decision, self._card_on(subject, today), Turn(), asker)
        if len(words) == 1 and word in _USAGE:
            return pages.notice(_USAGE[word])
        question, decision, turn = await self._understand(text, asker, today)
        return self._gave(decision, self._card(question, decision, asker.person.workspace, today), turn, asker)

    def show(self, subject: Subject, asker: Asker) -> Card:
        """The answer on a subject as it stands today; a notice where the subject is no longer on record."""
        if not self._on_record(subject):
            return pages.notice(wording.NO_LONGER_ON_RECORD)
        return self._gave(subject.decision, self._card_on(subject, self.today), Turn(), asker)

    def shared(self, reference: Reference) -> Card | None:
        """The card to show in public for an answer that was given in private; None where it is no longer on record."""
        subject = reference.subject
        return self._card_on(subject, self.today) if self._on_record(subject) else None

    def compared(self, reference: Reference, other: str, asker: Asker) -> Card:
        """An answer's platforms beside another one."""
        before = reference.subject
        platforms = tuple(dict.fromkeys((*before.platforms[: MAX_COMPARED - 1], other)))
        return self.show(before._replace(kind="compare" if len(platforms) > 1 else "answer", platforms=platforms), asker)

    def platform_choices(self, typed: str, most: int, without: Sequence[str] = ()) -> tuple[tuple[str, str], ...]:
        """Slug and name of the platforms that fit what was typed so far, best first; all of them where nothing was."""
        wanted = typed.casefold().strip()
        ranked = []
        for platform in self.engine.knowledge.platforms.values():
            name = platform.name.casefold()
            names = [name, platform.slug, *map(str.casefold, (*platform.aliases, *platform.ordinary_aliases))]
            if platform.slug not in without and any(wanted in held for held in names):
                starts = any(held.startswith(wanted) for held in names)
                ranked.append((not name.startswith(wanted), not starts, name, platform.slug, platform.name))
        return tuple((slug, name) for *_, slug, name in sorted(ranked)[:most])

    def claims(self, post: str, day: PartialDate | None) -> Card:
        """What a message claims, and what there is to it; `day` is the date of the message."""
        found = find_claims(self.engine.knowledge, self.engine.understanding, post[:MAX_POST], day)
        return _claims_card(found, day)

    def claims_again(self, names: Sequence[str], day: PartialDate | None) -> Card | None:
        """The card of claims once more, by their names, without the message's own words; None where none is on record any more."""
        found = claims_named(self.engine.knowledge, names, day)
        return _claims_card(found, day) if found else None

    async def rate(self, reference: Reference, asker: Asker, *, helpful: bool) -> Card:
        """Count whether an answer helped; a second press replaces the first."""
        platform, topic = _about(reference)
        await self.store.rate(asker.person, platform, topic, reference.version, helpful)
        return pages.notice(wording.THANKS_FOR_RATING)

    async def report(self, reference: Reference, what: str, asker: Asker) -> Card:
        """Send to the curators what is wrong or outdated in an answer, with the version of the answer."""
        platform, topic = _about(reference)
        await self.store.send_to_curators(asker.person, "report", what[:MAX_SENT], platform, topic, reference.version)
        return pages.notice(wording.sent_to_curators(self._retention_days))

    async def send_to_curators(self, question: str, asker: Asker) -> Card:
        """Send a question that was not answered to the curators, because its asker pressed the button."""
        if not question.strip():
            return pages.notice(wording.NOTHING_TO_SEND)
        await self.store.send_to_curators(asker.person, "question", question[:MAX_SENT])
        return pages.notice(wording.sent_to_curators(self._retention_days))

    async def privacy(self, asker: Asker) -> Card:
        """What is stored, and what of it is about whoever asks."""
        about_you = await self.store.held_about(asker.person, everywhere=asker.everywhere)
        return pages.privacy_card(what_is_stored(self._retention_days), about_you)

    async def forget(self, asker: Asker) -> Card:
        """Delete everything that is stored about whoever asks."""
        deleted = await self.store.forget(asker.person, everywhere=asker.everywhere)
        return pages.notice(wording.FORGOTTEN if deleted else wording.NOTHING_TO_FORGET)

    async def popular(self, workspace: Workspace, most: int) -> tuple[tuple[str, str, str], ...]:
        """The platforms asked about most in a workspace lately: name, today's verdict on AI training in words, slug."""
        known = self.engine.knowledge
        counted = await self.store.most_asked(workspace, self.today - timedelta(days=POPULAR_DAYS), 2 * most)
        rows = []
        for slug, _ in counted:
            platform = known.platforms.get(slug)
            entry = answer_on(platform, "ai-training") if platform else None
            if platform is not None:
                words = known.topics[entry.topic].verdicts[entry.verdict].words if entry else "Not known"
                rows.append((platform.name, words, slug))
        return tuple(rows[:most])

    async def _page(self, word: str, asker: Asker, usage: Sequence[str]) -> Card:
        if word == PRIVACY:
            return await self.privacy(asker)
        return pages.platforms_card(self.engine.knowledge) if word == PLATFORMS else pages.help_card(usage)

    async def _understand(self, text: str, asker: Asker, today: date) -> tuple[Question, Decision, Turn]:
        """Read a message; what was said before is looked up only where the message does not stand on its own."""
        question, decision = self.engine.understand(Message(text), today)
        if decision.kind == "answer":
            return question, decision, Turn()
        turn = await self._turn(asker)
        if turn != Turn():
            question, decision = self.engine.understand(Message(text, turn), today)
        return question, decision, turn

    async def _turn(self, asker: Asker) -> Turn:
        """What was said before in the conversation."""
        try:
            return await self.store.turn(asker.person.workspace, asker.conversation)
        except StoreError as error:
            log.warning("a conversation could not be looked up, so a follow-up may be asked back: %s", error)
            return Turn()

    def _card(self, question: Question, decision: Decision, workspace: Workspace, today: date) -> Card:
        if Subject.can_be_given(decision):
            subject = Subject.of(decision, question.scope, question.period)
            return self._card_on(subject, today, self.engine.added(question, decision, today))
        reply = self.engine.compose(question, decision, today)
        if decision.kind == "unknown-platform" and question.unlisted:
            # Products known by name come from our own list, so counting them keeps nobody's words.
            self.store.count(workspace, question.unlisted[0], decision.topics[0] if decision.topics else "")
            reply = reply._replace(detail=f"{reply.detail} {wording.NOTED_ASKED_FOR}")
        return card_of(reply, None)

    def _gave(self, decision: Decision, card: Card, before: Turn, asker: Asker) -> Card:
        metrics.replies(asker.person.workspace.surface, decision.kind).inc()
        self._keep(decision, before, asker)
        return card

    def _card_on(self, subject: Subject, day: date, added: Added = NOTHING) -> Card:
        """The card on a subject, with what a question added to it."""
        reply = self.engine.reply_on(subject.decision, Asking(day, subject.scope, subject.period))
        return card_of(added.to(reply), self._reference(subject))

    def _keep(self, decision: Decision, before: Turn, asker: Asker) -> None:
        self.store.remember(asker.person, asker.conversation, remembered(decision, before))
        if decision.kind in {"answer", "compare", "alternatives"}:
            for slug in decision.platforms:
                self.store.count(asker.person.workspace, slug, decision.topics[0])

    def _reference(self, subject: Subject) -> Reference:
        platform = self.engine.knowledge.platforms[subject.platforms[0]] if subject.platforms else None
        entry = answer_on(platform, subject.topics[0]) if platform else None
        return Reference(subject, version_of(entry) if entry else _UNKNOWN_VERSION)

    def _on_record(self, subject: Subject) -> bool:
        known = self.engine.knowledge
        return all(slug in known.platforms for slug in subject.platforms) and all(topic in known.topics for topic in subject.topics)


def version_of(entry: object) -> str:
    """Eight characters that change whenever an entry changes."""
    return hashlib.sha256(repr(entry).encode()).hexdigest()[:8]


def _claims_card(found: Sequence[FoundClaim], day: PartialDate | None) -> Card:
    blocks = (Heading("Claims in this message"), *lay_out_claims(found, day))
    return Card(blocks=blocks, claims=tuple(held.name for held in found))


def _about(reference: Reference) -> tuple[str, str]:
    subject = reference.subject
    return (subject.platforms[0] if subject.platforms else "", subject.topics[0])
