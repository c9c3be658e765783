"""The shared knowledge base: TOML files about platforms, and the code that owns their meaning."""
