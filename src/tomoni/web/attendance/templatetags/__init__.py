"""Template tags of workshop groups and attendance."""
