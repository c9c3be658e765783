"""Every fixed sentence that people read, a module for each matter; `smallprint wording` prints them for review.

Code outside this package writes `wording.NAME` and need not know the matter: no name stands in two modules.
"""

from __future__ import annotations

from bot.replies.wording.answers import *
from bot.replies.wording.buttons import *
from bot.replies.wording.claims import *
from bot.replies.wording.curators import *
from bot.replies.wording.desk import *
from bot.replies.wording.following import *
from bot.replies.wording.grammar import *
from bot.replies.wording.openings import *
from bot.replies.wording.pages import *
from bot.replies.wording.past import *
from bot.replies.wording.several import *
from bot.replies.wording.sources import *
from bot.replies.wording.surfaces import *
from bot.replies.wording.unanswered import *
from bot.replies.wording.usage import *
from bot.replies.wording.website import *
