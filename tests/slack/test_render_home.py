"""The App Home and the form, as Slack would take them."""

from __future__ import annotations

import json

from adapters.slack.buttons import report_form
from adapters.slack.home import render_home
from bot.replies.blocks import Paragraph, Sources
from bot.replies.card import Card
from bot.replies.pages import privacy_card
from bot.understanding.subject import Subject
from knowledge.base import Cited
from knowledge.records import Source
from tests.fakes.slack.blocks import check_view
from tests.fakes.slack.shown import Shown, shown
from tests.slack.test_render import ANSWER, COMPARISON

PRIVACY = privacy_card([("Ratings", "90 days")], [("ratings", 2)])
POPULAR = (("Zoom", "No, not for training AI", "zoom"), ("A & <B>", "Not known", "a-b"))


def seen_home(result: Card | None = None, popular: tuple[tuple[str, str, str], ...] = POPULAR) -> Shown:
    """What is seen of the home, which Slack takes."""
    view = render_home(popular, PRIVACY, result)
    check_view(view, "home")
    return shown(view)


def test_the_home_says_what_the_app_does_and_what_is_stored() -> None:
    """A search, the platforms asked about most, what is stored about the person, and the button that deletes it."""
    seen = seen_home()
    assert seen.says("Can this platform use my calls for AI?")
    assert seen.says("Your questions are not stored")
    assert seen.says("ratings: 2")
    assert [control.action_id for control in seen.controls] == ["search", "ask:0", "ask:1", "ask:2", "show:0", "show:1", "forget"]


def test_a_popular_platform_shows_its_answer_when_pressed() -> None:
    """The button carries the subject; the name is only text."""
    seen = seen_home()
    values = [control.value for control in seen.controls if control.action_id.startswith("show")]
    assert Subject.decode(values[0]) == Subject("answer", ("zoom",), ("ai-training",))
    assert seen.says("A & <B>")


def test_the_home_does_without_popular_platforms() -> None:
    """In a workspace where nobody has asked yet."""
    assert not seen_home(popular=()).says("Asked about most here")


def test_the_result_of_a_search_stands_on_top() -> None:
    """With what can be asked next, and without what belongs to a message: sharing, rating, comparing."""
    seen = seen_home(ANSWER)
    assert seen.text.index("No, not for training AI") < seen.text.index("I answer one question")
    assert {"share", "feedback", "compare", "wrong"}.isdisjoint(control.action_id for control in seen.controls)
    assert {"https://parlour.example/terms?a=1&b=2", "https://press.example/parlour"} == {link.url for link in seen.links}


def test_the_result_of_a_search_links_to_its_page() -> None:
    """Where the pages are public."""
    address = "https://s.example/answers/parlour/ai-training"
    assert address in {link.url for link in seen_home(ANSWER._replace(page=address)).links}


def test_a_comparison_is_laid_out_without_a_table() -> None:
    """The home takes none."""
    assert seen_home(COMPARISON).says("1 February 2025. Before that: yes.")


def test_a_long_result_fits() -> None:
    """However long."""
    sources = tuple(Cited(Source("Terms", f"https://parlour.example/{number}", "P", "primary"), None) for number in range(60))
    assert len(seen_home(Card((Paragraph("No."), Paragraph("A detail. " * 2_000), Sources(sources)))).links) == 60


def test_the_form_says_where_a_report_goes() -> None:
    """And for how long it is kept; it knows which answer it is about, and where that was shown."""
    view = report_form("0a1b2c3d@answer~parlour~ai-training", "C1|1723000000.000100", 30)
    check_view(view, "modal")
    assert view["callback_id"] == "report"
    about = json.loads(view["private_metadata"])
    assert (about["reference"], about["origin"]) == ("0a1b2c3d@answer~parlour~ai-training", "C1|1723000000.000100")
    assert shown(view).says("kept for at most 30 days")
    field = view["blocks"][0]
    assert (field["block_id"], field["element"]["action_id"], field["element"]["multiline"]) == ("report", "what", True)
