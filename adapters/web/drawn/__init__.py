"""How messages look in Slack and in Discord, drawn as HTML from what is sent there: for admins, and for the pictures in the documents."""
