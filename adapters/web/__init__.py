"""The web pages: look at what is on record, ask, check a post; and the same pages as static files."""
