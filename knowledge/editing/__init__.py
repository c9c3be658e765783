"""Editing the base: proposals, checked before they are written, with an audit trail by which each can be undone."""
