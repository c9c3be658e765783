"""The service in which every chat surface runs: settings, life cycle, health, and what an adapter is."""
