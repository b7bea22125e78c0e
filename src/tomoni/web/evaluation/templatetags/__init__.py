"""Template tags of the course desk."""
