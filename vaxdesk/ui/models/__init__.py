"""Qt models that page through the store."""
