"""The App Home: what is in it, and that asking and deleting there works."""

from __future__ import annotations

from bot.storage import Person as StoredPerson
from bot.storage import Workspace
from tests.fakes.slack import Person, View
from tests.slack.running import Running


async def opened(app: Running, person: Person) -> View:
    """Somebody's home tab, just opened."""
    await person.open_home()
    await app.settled()
    home = app.slack.home_of(person)
    assert home is not None
    return home


async def test_shows_what_it_does_what_is_asked_most_and_what_is_stored(app: Running, ann: Person) -> None:
    """The platforms asked about most in this workspace come with the answer to press."""
    await ann.command("/smallprint", "does webex train on my calls")
    home = await opened(app, ann)
    for words in ("this platform use my calls for AI?", "Asked about most here", "Webex", "What Smallprint stores", "About you, right now"):
        assert home.shown.says(words), words
    await ann.press(home, "show:0")
    await app.settled()
    assert home.shown.says("Webex")
    assert app.slack.refusals == []


async def test_a_search_is_answered_on_top(app: Running, ann: Person) -> None:
    """In the tab itself, nothing is posted."""
    home = await opened(app, ann)
    await ann.press(home, "search", "is signal end-to-end encrypted?")
    await app.settled()
    assert home.shown.says("Signal")
    assert app.slack.messages() == []
    assert app.slack.refusals == []


async def test_delete_my_data_deletes_and_shows_it(app: Running, ann: Person) -> None:
    """Nothing that names the person is left, not even this press."""
    await ann.direct_message("does zoom train on my calls")
    await app.settled()
    home = await opened(app, ann)
    assert not home.shown.says("About you, right now nothing")
    await ann.press(home, "forget")
    await app.settled()
    assert home.shown.says("Everything that was stored about you is deleted")
    assert await app.store.personal.held_about(StoredPerson(Workspace("slack", "T1"), ann.id)) == ()


async def test_what_the_tab_cannot_show_comes_as_a_message(app: Running, ann: Person) -> None:
    """Where Slack refuses the tab."""
    home = await opened(app, ann)
    app.slack.fail("views.publish", "internal_error", times=9)
    await ann.press(home, "search", "is signal end-to-end encrypted?")
    assert (await app.slack.next_message()).shown.says("Signal")
