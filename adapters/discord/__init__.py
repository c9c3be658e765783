"""Smallprint in Discord: mentions, direct messages, commands and buttons, by discord.py and without a privileged intent."""
