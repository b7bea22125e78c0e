"""Views of scoring and selection."""
