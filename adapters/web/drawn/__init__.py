"""Draw messages as Slack and Discord show them, in HTML: for admins, and for the pictures in the documents."""
