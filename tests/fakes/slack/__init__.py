"""A faithful local Slack: it speaks the documented protocol to the real slack-bolt and slack-sdk, and refuses what Slack refuses.

async with FakeSlack("http://127.0.0.1:PORT/slack/events") as slack:      # or no address: Socket Mode once the app opens one
    client = AsyncWebClient("xoxb-T1", base_url=slack.api_url)            # T1 with channel C1 is there, the app installed
    alice = slack.workspace("T1").user("U1")
    asked = await alice.command("/smallprint", "can zoom use my calls", channel="C1")
    answer = await asked.reply()                                          # by the HTTP answer or the response URL
    assert answer.ephemeral and answer.shown.says("Zoom") and not answer.shown.pings
    await alice.press(answer, "share")
    assert (await slack.next_message(channel="C1")).shown.links
    assert slack.refusals == []
"""

from tests.fakes.slack.acting import Asked, Delivery
from tests.fakes.slack.core import Settings
from tests.fakes.slack.journal import Call, Refusal, Told
from tests.fakes.slack.lines import Answer, Request
from tests.fakes.slack.mrkdwn import Link, Mark, Ping, Reading, read
from tests.fakes.slack.oauth import Approval
from tests.fakes.slack.openid import SigningIn
from tests.fakes.slack.people import Person
from tests.fakes.slack.server import FakeSlack
from tests.fakes.slack.shown import Control, Shown, shown
from tests.fakes.slack.signing import RIGHT, Signing, sign
from tests.fakes.slack.workspaces import Workspace
from tests.fakes.slack.world import ALL_EVENTS, ALL_SCOPES, Channel, Installation, Message, View

__all__ = [
    "ALL_EVENTS",
    "ALL_SCOPES",
    "RIGHT",
    "Answer",
    "Approval",
    "Asked",
    "Call",
    "Channel",
    "Control",
    "Delivery",
    "FakeSlack",
    "Installation",
    "Link",
    "Mark",
    "Message",
    "Person",
    "Ping",
    "Reading",
    "Refusal",
    "Request",
    "Settings",
    "Shown",
    "Signing",
    "SigningIn",
    "Told",
    "View",
    "Workspace",
    "read",
    "shown",
    "sign",
]
