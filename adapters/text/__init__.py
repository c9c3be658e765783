"""Cards as plain text: what the terminal prints, and what web pages show of it."""
