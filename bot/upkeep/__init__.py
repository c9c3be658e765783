"""Keeping answers true: who follows what, what changed, what waits for the curators."""
