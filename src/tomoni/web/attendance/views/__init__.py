"""Pages of workshop groups and attendance."""
