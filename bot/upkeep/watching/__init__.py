"""Watching the sources: fetch each cited page politely, and say whether the cited section still reads as it did."""
