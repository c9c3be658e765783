"""Smallprint in Slack: the app, its layout in Block Kit, and its connection by HTTP or Socket Mode."""
