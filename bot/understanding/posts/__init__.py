"""Reading posts: their sentences and clauses, whom these are about, on which topic they state something, and how."""

from datetime import date

ANY_DAY = date(2000, 1, 1)
"""No period is read from a sentence of a post, so that its day does not matter."""
