"""The service in which every chat surface runs: settings, life cycle, HTTP, health, and the contract with adapters."""
