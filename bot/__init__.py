"""The bot: understands a question and makes a platform-neutral reply."""
