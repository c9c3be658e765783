"""Serve everything that a person can do in a chat: ask, press, check a post, rate, report, follow, delete their data.

Surfaces translate events into these calls and show the cards that come back. No text of a question is stored or logged here;
the exception is what a person sends to the curators on purpose.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime

from bot.dialogue.asker import Asker
from bot.dialogue.choices import platform_choices
from bot.dialogue.context import context_after
from bot.dialogue.curators_mail import CuratorsMail
from bot.dialogue.direct import MAX_COMPARED, FollowCommand
from bot.dialogue.follows import FollowRequests
from bot.dialogue.memory import Memory, counted
from bot.dialogue.naming import is_on_record
from bot.dialogue.popular import popular
from bot.dialogue.respond import Message, ReadMessage, Response, card_again, card_on, read_message, respond_to
from bot.observing import metrics, tracing
from bot.replies import pages, wording
from bot.replies.addresses import answer_path
from bot.replies.blocks import Paragraph
from bot.replies.card import Action, Button, Card
from bot.replies.claims import claims_named, find_claims
from bot.replies.following import HERE
from bot.replies.reference import Reference
from bot.storage import Store, Workspace, what_is_stored
from bot.understanding.question import NOTHING_BEFORE, ConversationState
from bot.understanding.revision import KnowledgeHolder, Revision
from bot.understanding.scope import ANYBODY, AskedScope
from bot.understanding.subject import Subject, SubjectError
from bot.upkeep.admins import Admins
from bot.upkeep.base_desk import Editing
from bot.upkeep.desk import Desk
from knowledge.dates import PartialDate, now

log = logging.getLogger(__name__)

MAX_POST = 40_000
"""The longest message that is read for claims: Slack's longest text; Discord's are shorter."""


class Dialogue:
    """Answers people from the current revision of the knowledge, with one store."""

    def __init__(
        self,
        holder: KnowledgeHolder,
        store: Store,
        retention_days: int,
        clock: Callable[[], datetime] = now,
        *,
        issues_url: str | None = None,
        editing: Editing | None = None,
        admins: Admins | None = None,
        public_url: str = "",
    ) -> None:
        """Take the knowledge, the store and the service's settings.

        `retention_days` is how long what was sent to the curators is kept, `issues_url` where else they can be written to. `editing` says
        where edits from chat go, `admins` whom the operator names to make them, `public_url` under which address people see the pages, ""
        if they cannot.
        """
        self._public_url = public_url
        self._issues_url = issues_url
        self.holder = holder
        self._store = store
        self._memory = Memory(store)
        self._follows = FollowRequests(holder, store)
        self._mail = CuratorsMail(store, retention_days)
        self.desk = Desk(holder, store, clock, editing or Editing(), admins or Admins())
        self._retention_days = retention_days
        self._clock = clock

    @property
    def today(self) -> date:
        """The day for which answers are given."""
        return self._clock().date()

    async def answer(
        self,
        text: str,
        asker: Asker,
        usage: Sequence[str] = (),
        context: ConversationState | None = None,
        as_of: PartialDate | None = None,
        scope: AskedScope = ANYBODY,
    ) -> Card:
        """Answer a message; `usage` are the surface's ways to ask, for the help.

        `context` is what is visibly there before the message (the answer that it replies to), `as_of` and `scope` the date and the
        plan it asks for if they were set beside the text.
        """
        with _timed(asker):
            read = self._read(Message(text, as_of, scope, asker.workspace))
            return await self._answer(read, asker, usage, context)

    def _read(self, message: Message) -> ReadMessage:
        return read_message(self.holder.current, message, self.today)

    async def _answer(self, read: ReadMessage, asker: Asker, usage: Sequence[str], context: ConversationState | None = None) -> Card:
        """Do what a message asks of the store, or answer it; the store is looked into only for what leans on something before it."""
        match read.page:
            case "privacy":
                return await self.privacy(asker)
            case "following":
                return await self.followed(asker)
            case "forget":
                return pages.forget_card()
        if read.follow is not None:
            return await self._follows.change(read.follow, asker)
        before, leaning_only = context or NOTHING_BEFORE, context is None and asker.leaning_only
        if context is None and not read.stands_alone:
            before = await self._memory.before(asker)
        revision = await self._revision_for(asker)
        response = respond_to(revision, read, self.today, usage, before, leaning_only=leaning_only)
        self._note(response, before, asker, "question" if before == NOTHING_BEFORE else "follow-up")
        card = _with_product_noted(response)
        if card.unmatched and self._issues_url:
            card = card._replace(buttons=(*card.buttons, Button(wording.OPEN_ISSUE, "open", self._issues_url)))
        return self._with_page(card)

    def _with_page(self, card: Card) -> Card:
        path = answer_path(card.about.subject if card.about else None)
        return card._replace(page=self._public_url + path) if self._public_url and path else card

    async def answer_on_post(self, text: str, post: str, day: PartialDate | None, asker: Asker, usage: Sequence[str] = ()) -> Card:
        """Answer a message that points at a post, such as "is this true?" in reply to it, with the claims of the post.

        What the message asks by itself is answered instead; a post without claims that asks something is answered as a question.
        """
        with _timed(asker):
            own = self._read(Message(text, workspace=asker.workspace))
            if text.strip() and own.asks_by_itself:
                return await self._answer(own, asker, usage)
            claims = self.claims(post, day)
            if claims.claims:
                return claims
            asked = self._read(Message(post, workspace=asker.workspace))
            return await self._answer(asked, asker, usage) if asked.asks_by_itself else claims

    async def press(self, action: Action, value: str, asker: Asker, typed: str = "", usage: Sequence[str] = ()) -> Card:
        """Do what a button says; `typed` is what its form or menu gave, or for `send` the question to be sent.

        Values: a question of ours (`ask`), an encoded subject (`show`), the id of its asker (`send`), nothing (`forget`), else
        an encoded reference.
        """
        metrics.PRESSES.labels(asker.person.workspace.surface, action).inc()
        try:
            match action:
                case "ask":
                    return await self.answer(value, asker, usage)
                case "show":
                    return await self.show(Subject.decode(value), asker)
                case "details" | "share" | "open" | "admin" | "edit":  # the last three are the surface's, and no references
                    return await self._card_for(value, asker if action == "details" else None)
                case "compare":
                    return await self._compare(Reference.decode(value), typed, asker, usage)
                case "helpful" | "unhelpful":
                    return await self._mail.rate(Reference.decode(value), asker, helpful=action == "helpful")
                case "wrong" | "why":
                    return await self._mail.report(Reference.decode(value), typed, asker, "report" if action == "wrong" else "unhelpful")
                case "send":
                    return await self._mail.send(value, typed, asker)
                case "tell":
                    return await self._mail.tell_when_answered(value, asker)
                case "forget":
                    return await self._forget(asker)
                case "follow" | "unfollow":
                    slug, here = value.removesuffix(HERE), value.endswith(HERE)
                    return await self._follows.change(FollowCommand(action == "unfollow", (slug,), here), asker)
        except SubjectError:
            return pages.notice(wording.NO_LONGER_ON_RECORD)

    async def show(self, subject: Subject, asker: Asker) -> Card:
        """Return the answer on a subject as it stands today; a notice if the subject is no longer on record."""
        if not is_on_record(subject, self.holder.current.knowledge):
            return pages.notice(wording.NO_LONGER_ON_RECORD)
        with _timed(asker):
            card = card_on((await self._revision_for(asker)).knowledge, subject, self.today, asker.workspace)
            self._note(Response(card, context_after(card)), NOTHING_BEFORE, asker, "choice")
        return self._with_page(card)

    def public_card(self, value: str) -> Card | None:
        """Return the card to show in public for an answer that was given in private; None if it is no longer on record.

        It leaves out what some workspaces only may see, because a channel may be shared with others.
        """
        return self._card_by_reference(self.holder.current, value, "")

    async def _card_for(self, value: str, asker: Asker | None) -> Card:
        """Return an answer that was shown before, for somebody with what their workspace may see of it."""
        revision, sees = (await self._revision_for(asker), asker.workspace) if asker else (self.holder.current, "")
        return self._card_by_reference(revision, value, sees) or pages.notice(wording.NO_LONGER_ON_RECORD)

    def _card_by_reference(self, revision: Revision, value: str, workspace: str) -> Card | None:
        try:
            reference = Reference.decode(value)
        except SubjectError:
            return None
        if not is_on_record(reference.subject, self.holder.current.knowledge):
            return None
        return self._with_page(card_again(revision.knowledge, reference, self.today, workspace))

    def platform_choices(self, typed: str, most: int, without: Sequence[str] = ()) -> tuple[tuple[str, str], ...]:
        """Return slug and name of the platforms that fit what was typed so far, best first; all of them if nothing was."""
        return platform_choices(self.holder.current.knowledge, typed, most, without)

    def platforms_named(self, typed: str) -> tuple[str, ...]:
        """Return the slugs of the platforms that a text lists, whatever else is in it."""
        return self.holder.current.understanding.names_in_list(typed)[0]

    def topics(self) -> tuple[tuple[str, str], ...]:
        """Return id and name of every topic."""
        return tuple((topic.id, topic.name) for topic in self.holder.current.knowledge.topics.values())

    def claims(self, post: str, day: PartialDate | None) -> Card:
        """Return what a message claims, and what there is to it; `day` is the date of the message."""
        current = self.holder.current
        found = find_claims(current.knowledge, current.understanding, post[:MAX_POST], day)
        card = pages.claims_card(found, day)
        metrics.POSTS.labels("yes" if card.claims else "no").inc()
        return card

    def claims_again(self, names: Sequence[str], day: PartialDate | None) -> Card | None:
        """Return the card of claims by their names, without the message's own words; None if none is on record any more."""
        found = claims_named(self.holder.current.knowledge, names, day)
        return pages.claims_card(found, day) if found else None

    async def privacy(self, asker: Asker) -> Card:
        """Return what is stored, and what of it is about the asker."""
        await self.noted()
        about_you = await self._store.personal.held_about(asker.person, everywhere=asker.everywhere)
        return pages.privacy_card(what_is_stored(self._retention_days), about_you)

    async def followed(self, asker: Asker) -> Card:
        """Return what somebody follows, and what the channel follows in which they ask."""
        return await self._follows.followed(asker)

    async def popular(self, workspace: Workspace, most: int) -> tuple[tuple[str, str, str], ...]:
        """Return the platforms asked about most in a workspace lately: name, today's verdict on AI training in words, slug."""
        await self.noted()
        return await popular(self.holder.current.knowledge, self._store, workspace, self.today, most)

    async def noted(self) -> None:
        """Wait until what was answered is counted and remembered, which no answer waits for."""
        await self._memory.noted()

    async def _revision_for(self, asker: Asker) -> Revision:
        """Return the current revision with the local notes of the workspace that sees the answer; without the database it has none."""
        if not asker.workspace:
            return self.holder.current
        return self.holder.current.with_notes(await self._memory.notes_of(asker.person.workspace))

    def _note(self, response: Response, before: ConversationState, asker: Asker, form: str) -> None:
        self._measure(response, asker, form)
        self._memory.note(response, before, asker)

    def _measure(self, response: Response, asker: Asker, form: str) -> None:
        card = response.card
        metrics.REPLIES.labels(asker.person.workspace.surface, card.kind, form).inc()
        tracing.add(kind=card.kind, form=form)
        for platform, topic in counted(response):
            metrics.ASKED_ABOUT.labels(platform, topic).inc()
        if card.reply is not None and card.reply.evidence.last_verified is not None:
            metrics.ANSWER_AGE.observe(max(0, (self.today - card.reply.evidence.last_verified.first).days))

    async def _compare(self, reference: Reference, other: str, asker: Asker, usage: Sequence[str]) -> Card:
        """Return an answer's platforms beside another one, which is given by its slug or by a name that somebody typed."""
        named = (other,) if other in self.holder.current.knowledge.platforms else self.platforms_named(other)
        if not named:
            return await self.answer(other, asker, usage)
        before = reference.subject
        platforms = tuple(dict.fromkeys((*before.platforms[: MAX_COMPARED - 1], named[0])))
        return await self.show(before._replace(kind="compare" if len(platforms) > 1 else "answer", platforms=platforms), asker)

    async def _forget(self, asker: Asker) -> Card:
        await self.noted()
        deleted = await self._store.personal.forget(asker.person, everywhere=asker.everywhere)
        return pages.notice(wording.FORGOTTEN if deleted else wording.NOTHING_TO_FORGET)


@contextmanager
def _timed(asker: Asker) -> Iterator[None]:
    surface = asker.person.workspace.surface
    with metrics.ANSWER_SECONDS.labels(surface).time(), tracing.span("answer", surface=surface):
        yield


def _with_product_noted(response: Response) -> Card:
    card = response.card
    return card._replace(brief=(*card.brief, Paragraph(wording.NOTED_ASKED_FOR))) if response.products else card
