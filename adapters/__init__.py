"""The surfaces on which people meet the bot; each translates events in and replies out, nothing else."""
