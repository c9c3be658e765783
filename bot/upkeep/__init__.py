"""Keeping answers true: sources are watched, followers are told of changes, and what waits for the curators is worked through."""
