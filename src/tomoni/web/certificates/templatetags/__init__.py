"""Template tags of completion and certificates."""
