"""A faithful local Discord for tests and benchmarks: the gateway and the API of one bot, driven by the real discord.py.

It refuses what Discord refuses, and shows what a reader would see. `FakeDiscord` is the server, `Guild` and `Person` are
those who use it, `running` runs a client against it, `shown` reads a message. It never decides what the bot should say.

    async with FakeDiscord(identify_seconds=0) as discord, running(discord, client):
        guild = discord.guild()
        alice = guild.member("alice")
        reply = await discord.reply_to(await alice.says(guild.general, f"{discord.mention} can zoom use my calls"))
        assert shown(reply).pings.nobody
        used = await alice.uses("ask", {"question": "and teams?"}, guild.general)
        await alice.presses(used.message, "History")
        assert discord.refusals == []

To show that nothing is answered, `await discord.heard()` first: the bot has then received every event so far. The clock of
all limits is `discord.clock`, which leaps instead of waiting.
"""

from tests.fakes.discord.guilds import Guild
from tests.fakes.discord.interactions import Interaction, Modal
from tests.fakes.discord.markdown import Link
from tests.fakes.discord.model import Channel, Message, Role, User
from tests.fakes.discord.people import Person
from tests.fakes.discord.pings import Pings
from tests.fakes.discord.pointing import pointed_at
from tests.fakes.discord.ratelimits import Limit
from tests.fakes.discord.recording import Request
from tests.fakes.discord.running import running
from tests.fakes.discord.server import FakeDiscord
from tests.fakes.discord.shown import Shown, shown

__all__ = [
    "Channel",
    "FakeDiscord",
    "Guild",
    "Interaction",
    "Limit",
    "Link",
    "Message",
    "Modal",
    "Person",
    "Pings",
    "Request",
    "Role",
    "Shown",
    "User",
    "pointed_at",
    "running",
    "shown",
]
