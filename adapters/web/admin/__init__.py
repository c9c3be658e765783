"""The admins' part of the web: sign in, see what waits, edit with a preview, undo. It shows the cards and forms of the desk."""
