"""One module for each kind of reply."""
