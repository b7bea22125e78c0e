"""Pages about findings."""
