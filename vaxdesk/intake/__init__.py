"""A file becomes rows, rows become drafts. Nothing here knows the store, and nothing is guessed silently."""
