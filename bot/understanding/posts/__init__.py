"""Reading posts: their sentences and clauses, whom these are about, on which topic they state something, and how."""
