"""The page in front of an installation: what the app does, what it stores, that no text is generated."""

from __future__ import annotations

from html import escape

from bot.replies import wording
from bot.storage import what_is_stored

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Smallprint for Slack</title>
<style>
body {{ max-width: 42rem; margin: 3rem auto; padding: 0 1rem; font: 1.05rem/1.5 system-ui, sans-serif; color: #1d1c1d; background: #fff }}
h1 {{ font-size: 1.7rem }} h2 {{ font-size: 1.2rem; margin-top: 2rem }}
a.add {{ display: inline-block; padding: .7rem 1.4rem; border-radius: .4rem; background: #4a154b; color: #fff; text-decoration: none }}
a.add:focus, a.add:hover {{ outline: 3px solid #1264a3 }}
</style>
</head>
<body>
<h1>Can this platform use my calls for AI?</h1>
<p>{purpose}</p>
<p><a class="add" href="{link}">Add to Slack</a></p>
<h2>What it does</h2>
<ul>
<li><code>/smallprint can zoom use my calls for ai</code> answers you alone; you decide what is shared.</li>
<li>Mentioned in a channel, it answers in the thread. Written to, it answers there.</li>
<li>The message shortcut <em>Check claims</em> says what a message claims and what there is to it.</li>
</ul>
<p>{how}</p>
<p>An answer says what a document said on a date; it is not legal advice.</p>
<h2>What it stores</h2>
<p>{no_question}</p>
<ul>
{stored}
</ul>
<p>Everybody sees what is stored about them in the app's Home tab, with a button that deletes it. Where the app is removed
from a workspace, everything of that workspace is deleted at once. It reads no messages but those that are written to it,
mention it, or are handed to it with the shortcut.</p>
</body>
</html>
"""


def landing_page(link: str, retention_days: int) -> str:
    """The page as HTML; `link` leads to Slack's page on which the app is approved."""
    stored = "\n".join(f"<li>{escape(words)}: {escape(how_long)}</li>" for words, how_long in what_is_stored(retention_days))
    return _PAGE.format(
        purpose=escape(wording.PURPOSE),
        link=escape(link),
        how=escape(wording.HOW_IT_ANSWERS),
        no_question=escape(wording.NO_QUESTION_KEPT),
        stored=stored,
    )
