"""The HTTP server: health, metrics, and the routes of the other adapters."""
