"""Views of completion and certificates."""
