"""Claims of posts: found sentence by sentence, and judged by what is on record."""

from bot.replies.claims.finding import FoundClaim as FoundClaim
from bot.replies.claims.finding import claims_named as claims_named
from bot.replies.claims.finding import find_claims as find_claims
from bot.replies.claims.finding import to_json as to_json
from bot.replies.claims.judging import Judgement as Judgement
from bot.replies.claims.judging import judge as judge
from bot.understanding.posts.sentences import sentences as sentences
