"""Smallprint in a terminal: the reference for every other surface."""
