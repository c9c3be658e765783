"""What operators see: log, metrics, incidents."""
